import { FeedFilters } from '../../lib/contract/feed.ts';
import { useHashAddress } from '../data/use-hash-address.ts';

/** What the feed shows. It stands in the page's address. */
export interface FeedAddress {
  filters: FeedFilters;
  /** Whose; empty: one's own. */
  as: string;
  id: '';
  edit: '';
}

/** Reads `#/feed?kinds=clicked&as=…`; what is not understood counts as not said. */
export function readAddress(hash: string): FeedAddress {
  const { as = '', ...rest } = Object.fromEntries(new URLSearchParams(hash.split('?')[1] ?? ''));
  return { filters: FeedFilters.safeParse(rest).data ?? {}, as, id: '', edit: '' };
}

export function writeAddress({ filters, as }: FeedAddress): string {
  const said = Object.entries({ ...filters, as }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return said.length > 0 ? `#/feed?${new URLSearchParams(said)}` : '#/feed';
}

export function useFeedAddress() {
  return useHashAddress(readAddress, writeAddress);
}
