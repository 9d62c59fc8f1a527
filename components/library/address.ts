import { TemplateView } from '../../lib/contract/template-library.ts';
import { hashOf, useHashAddress } from '../data/use-hash-address.ts';

export const sorts = ['name', 'used', 'changed'] as const;
const edits = ['open', 'new'] as const;

/** What the list of templates shows. It stands in the page's address, which can be kept and shared. */
export interface LibraryAddress {
  view: TemplateView;
  search: string;
  /** Empty: all. */
  category: string;
  sort: (typeof sorts)[number];
  /** The template that is open; empty: none. */
  id: string;
  /** It is written: one there is, or a new one that will have this id. Empty: it is looked at. */
  edit: '' | (typeof edits)[number];
}

const nothing: LibraryAddress = { view: 'all', search: '', category: '', sort: 'name', id: '', edit: '' };

/** Reads `#/templates?view=mine&search=…`; what is not understood counts as not said. */
export function readAddress(hash: string): LibraryAddress {
  const said = new URLSearchParams(hash.split('?')[1] ?? '');
  const text = (name: 'search' | 'category' | 'id') => said.get(name) ?? '';
  return {
    view: TemplateView.options.find((view) => view === said.get('view')) ?? nothing.view,
    search: text('search').slice(0, 200),
    category: text('category').slice(0, 100),
    sort: sorts.find((sort) => sort === said.get('sort')) ?? nothing.sort,
    id: text('id'),
    // Without a template there is nothing to write.
    edit: (text('id') && edits.find((edit) => edit === said.get('edit'))) || '',
  };
}

export function writeAddress(address: LibraryAddress): string {
  return hashOf('templates', address, nothing);
}

/** The address as it is now, and how to go elsewhere; opening a template can be taken back with the browser's Back. */
export function useAddress(): [LibraryAddress, (change: Partial<LibraryAddress>) => void] {
  return useHashAddress(readAddress, writeAddress);
}
