import validator from 'validator';
import { EmailAddress } from '../../contract/primitives.ts';

/** An address as it stands in a file, and as it is compared with others. */
export interface ReadAddress {
  /** What can be written to. */
  written: string;
  /** In small letters, put together in one way. */
  email: string;
}

/**
 * The one address that a cell holds, also as `Anna Ek <anna@x.example>` or `mailto:anna@x.example`.
 * @returns null where it holds none, or none that mail could go to
 */
export function readAddress(cell: string): ReadAddress | null {
  const bare = cell
    .normalize('NFC')
    .replaceAll(/[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]/g, ' ')
    .trim()
    .replace(/^[^<>]*<([^<>]+)>$/, '$1')
    .replace(/^mailto:/i, '')
    .trim();
  if (!validator.isEmail(bare, { ignore_max_length: false }) || !EmailAddress.safeParse(bare).success)
    return null;
  return { written: bare, email: bare.toLowerCase() };
}
