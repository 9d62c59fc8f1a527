import { hashOf, useHashAddress } from '../data/use-hash-address.ts';

const tabs = ['contacts', 'companies', 'selections', 'projects'] as const;
export type PeopleTab = (typeof tabs)[number];
const edits = ['new', 'launch', 'import', 'duplicates'] as const;

/** What the page of people shows. It stands in the page's address. */
export interface PeopleAddress {
  tab: PeopleTab;
  search: string;
  /** Whoever of the list is open; empty: nobody. */
  id: string;
  /**
   * One more is written, who is chosen is put on a campaign, a file is imported, whose import `id` is, or those who look
   * alike are gone through; empty: the list.
   */
  edit: '' | (typeof edits)[number];
  /** What of an open list is shown; empty: who is in it. */
  part: '' | 'mailings';
}

const nothing: PeopleAddress = { tab: 'contacts', search: '', id: '', edit: '', part: '' };

/** Reads `#/people?tab=companies&search=…`; what is not understood counts as not said. */
export function readAddress(hash: string): PeopleAddress {
  const said = new URLSearchParams(hash.split('?')[1] ?? '');
  return {
    tab: tabs.find((tab) => tab === said.get('tab')) ?? nothing.tab,
    search: (said.get('search') ?? '').slice(0, 200),
    id: said.get('id') ?? '',
    edit: edits.find((edit) => edit === said.get('edit')) ?? '',
    part: said.get('part') === 'mailings' ? 'mailings' : '',
  };
}

export function writeAddress(address: PeopleAddress): string {
  return hashOf('people', address, nothing);
}

export function usePeopleAddress() {
  return useHashAddress(readAddress, writeAddress);
}
