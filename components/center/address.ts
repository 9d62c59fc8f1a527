import { MailFilters } from '../../lib/contract/mail.ts';
import { useHashAddress } from '../data/use-hash-address.ts';

/** What the Command Center shows. It stands in the page's address. */
export interface CenterAddress {
  filters: MailFilters;
  /** Whose mails; empty: one's own. */
  as: string;
  /** The saved search that is shown; empty: none. */
  id: string;
  edit: '';
}

/** Where one arrives: what has been sent. */
const start: MailFilters = { folders: 'delivered' };

/** Reads `#/mails?folders=bounced&text=…`; what is not understood counts as not said. */
export function readAddress(hash: string): CenterAddress {
  const said = new URLSearchParams(hash.split('?')[1] ?? '');
  const { id = '', as = '', ...rest } = Object.fromEntries(said);
  const filters = MailFilters.safeParse(rest).data;
  return { filters: filters && said.size > 0 ? filters : start, as, id, edit: '' };
}

export function writeAddress({ filters, as, id }: CenterAddress): string {
  const said = Object.entries({ ...filters, as, id }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  return `#/mails?${new URLSearchParams(said)}`;
}

export function useAddress() {
  return useHashAddress(readAddress, writeAddress);
}
