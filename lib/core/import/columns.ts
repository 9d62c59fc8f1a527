import type { ColumnUse, ImportTarget, PersonColumn } from '../../contract/import.ts';
import { readAddress } from './address.ts';
import type { ReadRow } from './delimited.ts';
import { readCountry } from './named-codes.ts';

/** How columns are called in English, Swedish, Danish, Norwegian and Dutch, and by programs that write files. */
const names: Readonly<Record<PersonColumn, string>> = {
  email:
    'email,e-mail,mail,email address,e-mail address,mail address,e-mail 1 - value,primary email,work email,e-post,epost,e-postadress,epostadress,mejl,mejladress,mailadress,e-mailadresse,mailadresse,e-postadresse,epostadresse,e-mailadres,mailadres,emailadres',
  name: 'name,full name,contact,contact name,person,namn,fullständigt namn,hela namnet,kontakt,kontaktperson,navn,fulde navn,fuldt navn,fullt navn,naam,volledige naam,contactpersoon,mottagare,recipient,customer name',
  firstName:
    'first name,firstname,given name,forename,fname,förnamn,fornamn,tilltalsnamn,fornavn,voornaam,roepnaam',
  lastName:
    'last name,lastname,surname,family name,lname,efternamn,efternavn,etternavn,achternaam,familienaam',
  title:
    'title,job title,position,role,titel,befattning,roll,yrkestitel,stilling,jobtitel,rolle,stillingstittel,tittel,functie,functietitel',
  company:
    'company,company name,organization,organisation,organization name,organization 1 - name,account,account name,employer,företag,företagsnamn,bolag,kund,arbetsgivare,firma,virksomhed,firmanavn,virksomhet,bedrift,selskap,bedrijf,bedrijfsnaam,organisatie',
  phone:
    'phone,phone number,telephone,tel,mobile,mobile phone,mobile number,cell,cell phone,phone 1 - value,telefon,telefonnummer,mobil,mobiltelefon,mobilnummer,tlf,telefonnr,mobilnr,telefoon,telefoonnummer,mobiel,mobiel nummer,gsm',
  profileUrl: 'linkedin,linkedin url,linkedin profile,profile,profile url,person linkedin url,profil,profiel',
  timeZone: 'time zone,timezone,tidszon,tidszone,tidssone,tijdzone',
  language: 'language,språk,sprog,taal,preferred language,locale,lang',
  country: 'country,country code,land,landskod,landekode,landkode,landcode,nation,country/region',
};

const byName = new Map(
  Object.entries(names).flatMap(
    ([column, list]) => list.split(',').map((name) => [plain(name), column as PersonColumn] as const), // of the table itself
  ),
);

function plain(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

const looksBelow = 50;

/**
 * The row in which columns have their names: the first in which two or more are known, or one that is an address's; else
 * the first with about as many cells as the table, none of them an address, above a row that holds one.
 *
 * @param rows - the first of a file
 * @returns its number, null where there is none
 */
export function findHeader(rows: readonly ReadRow[]): number | null {
  const first = rows.slice(0, looksBelow);
  const isKnown = (cell: string) => byName.has(plain(cell));
  const named = first.find(({ cells }) => {
    const known = cells.filter(isKnown);
    return (
      !cells.some((cell) => readAddress(cell)) &&
      (known.length >= 2 || known.some((cell) => byName.get(plain(cell)) === 'email'))
    );
  });
  if (named) return named.row;
  const width = Math.max(0, ...first.map(({ cells }) => filled(cells)));
  const addressed = first.findIndex(({ cells }) => cells.some((cell) => readAddress(cell)));
  const above = first
    .slice(0, Math.max(0, addressed))
    .findLast(({ cells }) => filled(cells) >= width / 2 && width > 1);
  return above?.row ?? null;
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/**
 * What each column may be, by its name and by what stands in it; nothing is proposed for two of them. A column that is
 * nothing of a person becomes a custom field of its name.
 *
 * @param headers - names of the columns, empty where they have none
 * @param rows - some that follow
 */
export function proposeColumns(
  headers: readonly string[],
  rows: readonly ReadRow[],
  target: ImportTarget,
): ColumnUse[] {
  const taken = new Set<PersonColumn>();
  const take = (column: PersonColumn | null): ColumnUse | null => {
    if (column === null || taken.has(column)) return null;
    taken.add(column);
    return { to: column, field: '' };
  };
  const named = headers.map((header) => take(byName.get(plain(header)) ?? null));
  const found = named.map(
    (use, place) => use ?? take(byContent(rows.map(({ cells }) => cells[place] ?? ''))),
  );
  const isSplit = taken.has('firstName') || taken.has('lastName');
  const fields = new Set<string>();
  return found.map((use, place) => {
    if (use && !(use.to === 'name' && isSplit)) return use;
    const header = apart((headers[place] ?? '').trim().slice(0, 60), fields);
    if (header !== '') return { to: 'field', field: header };
    return target === 'list' ? { to: 'field', field: `column_${place + 1}` } : { to: 'skip', field: '' };
  });
}

/** A name that no other field has: the second of a name gets a number. */
function apart(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name} ${count}`;
  if (name !== '') taken.add(free.toLowerCase());
  return free;
}

function byContent(cells: readonly string[]): PersonColumn | null {
  const some = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const most = (is: (cell: string) => unknown) => some.filter(is).length > some.length / 2;
  if (some.length === 0) return null;
  if (most(readAddress)) return 'email';
  if (most((cell) => /linkedin\.com\//i.test(cell))) return 'profileUrl';
  if (most((cell) => /^(\+|00)[\d\s()./-]{7,}$/.test(cell))) return 'phone';
  if (most((cell) => cell.length > 3 && readCountry(cell))) return 'country';
  return null;
}

/** What two files have in common whose columns are called the same. */
export function headersKey(headers: readonly string[]): string {
  return headers.map(plain).join('|').slice(0, 2000);
}

/** By which name `[[import.…]]` asks for a column: its own in small letters, `_` for all else; two never have the same. */
export function columnKeys(fields: readonly string[]): string[] {
  const taken = new Set<string>();
  return fields.map((field) => {
    const base =
      field
        .normalize('NFC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
        .replaceAll(/^_+|_+$/g, '') || 'column';
    let key = base;
    for (let count = 2; taken.has(key); count += 1) key = `${base}_${count}`;
    taken.add(key);
    return key;
  });
}

/** By which name a mailing asks for each column of a list; null for those that are left out. */
export function keysOfColumns(columns: readonly ColumnUse[], headers: readonly string[]): (string | null)[] {
  const kept = columns.flatMap((use, place) => (use.to === 'skip' ? [] : [{ use, place }]));
  const keys = columnKeys(
    kept.map(({ use, place }) => (use.to === 'field' ? use.field : headers[place]?.trim() || use.to)),
  );
  const byPlace = new Map(kept.map(({ place }, index) => [place, keys[index] ?? null]));
  return columns.map((_, place) => byPlace.get(place) ?? null);
}
