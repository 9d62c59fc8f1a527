import { CampaignView } from '../../lib/contract/campaign-authoring.ts';
import { hashOf, useHashAddress } from '../data/use-hash-address.ts';

const edits = ['open', 'new', 'people', 'launch'] as const;

/** What the list of campaigns shows, or which of them is written. It stands in the page's address. */
export interface CampaignsAddress {
  view: CampaignView;
  search: string;
  /** Empty: all. */
  category: string;
  /** As whom an admin looks; empty: as oneself. */
  as: string;
  /** The campaign that is open; empty: none. */
  id: string;
  /**
   * Its days and settings, of one there is or of a new one that will have this id; its people; or a launch into it.
   * Empty: the list.
   */
  edit: '' | (typeof edits)[number];
}

const nothing: CampaignsAddress = { view: 'all', search: '', category: '', as: '', id: '', edit: '' };

/** Reads `#/campaigns?view=mine&search=…`; what is not understood counts as not said. */
export function readAddress(hash: string): CampaignsAddress {
  const said = new URLSearchParams(hash.split('?')[1] ?? '');
  const text = (name: 'search' | 'category' | 'as' | 'id') => said.get(name) ?? '';
  return {
    view: CampaignView.options.find((view) => view === said.get('view')) ?? nothing.view,
    search: text('search').slice(0, 200),
    category: text('category').slice(0, 100),
    as: text('as').slice(0, 100),
    id: text('id'),
    // Without a campaign there is nothing to write.
    edit: (text('id') && edits.find((edit) => edit === said.get('edit'))) || '',
  };
}

export function writeAddress(address: CampaignsAddress): string {
  return hashOf('campaigns', address, nothing);
}

export function useAddress() {
  return useHashAddress(readAddress, writeAddress);
}
