import type { ColumnUse, PersonColumn, RowReason } from '../../contract/import.ts';
import type { Person } from '../../contract/person.ts';
import { isStorable, storable } from '../text/storable.ts';
import { readAddress } from './address.ts';
import type { ReadRow } from './delimited.ts';
import { readCountry, readLanguage, readProfile, readTimeZone } from './named-codes.ts';
import { splitName } from './split-name.ts';

/** What a file says of a person: only what it does say. */
export type Said = Partial<Omit<Person, 'id' | 'email' | 'companyId' | 'fields'>> & {
  fields: Person['fields'];
};

/** A row as it is read. */
export interface PersonRow {
  row: number;
  /** In small letters; null: a row of a list with a number alone. */
  email: string | null;
  /** As it stands in the file. */
  written: string | null;
  said: Said;
  /** Columns whose cell could not be read as what they are. */
  unread: PersonColumn[];
}

const longest = { firstName: 100, lastName: 100, title: 200, companyName: 200, phone: 50 } as const;
const LONGEST_FIELD = 2000;

/**
 * Reads a row of a file by what its columns are. What cannot be read of a zone, language, country or profile is left out;
 * a row without an address that mail could go to, or with a text that is too long, is refused.
 *
 * @param needs - `email`: an address; `any`: an address or a number
 */
export function readPerson(
  { row, cells, isOdd }: ReadRow,
  columns: readonly ColumnUse[],
  needs: 'email' | 'any' = 'email',
): PersonRow | { reason: RowReason } {
  if (isOdd) return { reason: 'oddQuotes' };
  const said: Said = { fields: {} };
  const unread: PersonColumn[] = [];
  let address = '';
  let name = '';
  for (let place = 0; place < columns.length; place += 1) {
    const use = columns[place];
    const cell = clean(cells[place]);
    if (!use || use.to === 'skip' || cell === '') continue;
    if (use.to === 'email') address ||= cell;
    else if (use.to === 'name') name ||= cell;
    else if (use.to === 'field') said.fields[use.field] ??= cell;
    else if (!readInto(said, use.to, cell)) unread.push(use.to);
  }
  if (name !== '') {
    const { firstName, lastName } = splitName(name);
    if (said.firstName === undefined && said.lastName === undefined)
      Object.assign(said, { firstName, lastName });
    else said.firstName ??= said.lastName === lastName ? firstName : name;
  }
  const read = address === '' ? null : readAddress(address);
  if (address !== '' && !read) return { reason: 'badAddress' };
  if (!read && (needs === 'email' || !said.phone)) return { reason: 'noAddress' };
  if (isTooLong(said)) return { reason: 'tooLong' };
  return { row, email: read?.email ?? null, written: read?.written ?? null, said, unread };
}

/** @returns whether the cell could be read as what its column is */
function readInto(said: Said, to: Exclude<PersonColumn, 'email' | 'name'>, cell: string): boolean {
  const readers = {
    profileUrl: readProfile,
    timeZone: readTimeZone,
    language: readLanguage,
    country: readCountry,
  };
  if (to === 'profileUrl' || to === 'timeZone' || to === 'language' || to === 'country') {
    const value = readers[to](cell);
    if (value !== null) said[to] ??= value;
    return value !== null;
  }
  said[to === 'company' ? 'companyName' : to] ??= cell;
  return true;
}

function isTooLong(said: Said): boolean {
  const keys = Object.keys(longest) as (keyof typeof longest)[]; // of the table itself
  return (
    keys.some((key) => (said[key] ?? '').length > longest[key]) ||
    Object.values(said.fields).some((value) => value.length > LONGEST_FIELD)
  );
}

function clean(cell: string | undefined): string {
  if (!cell) return '';
  // Hardly any cell needs it.
  return (isStorable(cell) ? cell : storable(cell)).trim();
}
