import { MailingStatus } from '../../lib/contract/mailing.ts';
import { useHashAddress } from '../data/use-hash-address.ts';

const parts = [
  'setup',
  'template',
  'content',
  'recipients',
  'confirm',
  'summary',
  'reports',
  'links',
  'bounces',
] as const;
export type MailingPart = (typeof parts)[number];

/** What the list of mailings shows, or which of them is open. It stands in the page's address. */
export interface MailingsAddress {
  search: string;
  /** Empty: all. */
  status: MailingStatus | '';
  /** Only one's own. */
  mine: boolean;
  /** The mailing that is open; empty: none. */
  id: string;
  /** The step of its wizard, or the part of its results; empty: where it was left. */
  edit: MailingPart | '';
}

/** Reads `#/mailings?status=draft` and `#/mailings/<id>?part=content`; what is not understood counts as not said. */
export function readAddress(hash: string): MailingsAddress {
  const [path = '', query = ''] = hash.split('?', 2);
  const said = new URLSearchParams(query);
  const id = decodeURIComponent(path.split('/')[2] ?? '');
  return {
    search: (said.get('search') ?? '').slice(0, 200),
    status: MailingStatus.options.find((status) => status === said.get('status')) ?? '',
    mine: said.get('mine') === 'true',
    id,
    edit: (id && parts.find((part) => part === said.get('part'))) || '',
  };
}

export function writeAddress({ search, status, mine, id, edit }: MailingsAddress): string {
  const said = new URLSearchParams({
    ...(search && { search }),
    ...(status && { status }),
    ...(mine && { mine: 'true' }),
    ...(id && edit && { part: edit }),
  }).toString();
  const path = id ? `#/mailings/${encodeURIComponent(id)}` : '#/mailings';
  return said ? `${path}?${said}` : path;
}

export function useMailingsAddress() {
  return useHashAddress(readAddress, writeAddress);
}
