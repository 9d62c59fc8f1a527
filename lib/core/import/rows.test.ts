import { describe, expect, test } from 'vitest';
import type { ColumnUse, PersonColumn } from '../../contract/import.ts';
import type { Person } from '../../contract/person.ts';
import { readAddress } from './address.ts';
import { columnKeys, findHeader, headersKey, proposeColumns } from './columns.ts';
import { mergePerson, undoChanges } from './merge.ts';
import { readCountry, readLanguage, readProfile, readTimeZone } from './named-codes.ts';
import { readPerson } from './read-person.ts';
import { splitName } from './split-name.ts';

const rowsOf = (...lines: string[]) =>
  lines.map((line, index) => ({ row: index + 1, cells: line.split(';') }));
const uses = (...columns: (PersonColumn | 'skip' | `field ${string}`)[]): ColumnUse[] =>
  columns.map((column) =>
    column.startsWith('field ')
      ? { to: 'field', field: column.slice(6) }
      : { to: column as PersonColumn | 'skip', field: '' },
  );
const said = (columns: ColumnUse[]) => columns.map(({ to, field }) => field || to).join(' ');

describe('addresses', () => {
  test.each([
    [' Anna@Nordby.Example ', 'Anna@Nordby.Example'],
    ['Anna Ek <anna@nordby.example>', 'anna@nordby.example'],
    ['mailto:anna@nordby.example', 'anna@nordby.example'],
    ['åsa@öberg.example', 'åsa@öberg.example'],
    ["o'neil+x@nordby.example", "o'neil+x@nordby.example"],
  ])('%j is %s', (cell, written) =>
    expect(readAddress(cell)).toEqual({ written, email: written.toLowerCase() }),
  );

  test.each([
    'anna',
    'anna@',
    '@nordby.example',
    'a@b',
    'anna@nordby..example',
    '.anna@nordby.example',
    'a b@nordby.example',
    'anna@nordby.example, bo@nordby.example',
    'anna@nordby.example\nBcc: x@y.example',
    'anna@-nordby.example',
    `${'a'.repeat(65)}@nordby.example`,
    '"a b"@nordby.example',
    'saknas',
    '#N/A',
    'anna@192.168.0.1',
  ])('%j is none', (cell) => expect(readAddress(cell)).toBeNull());
});

test.each([
  ['Anna Ek', 'Anna', 'Ek'],
  ['Anna Karin Ek', 'Anna Karin', 'Ek'],
  ['Ek, Anna', 'Anna', 'Ek'],
  ['Jan van der Berg', 'Jan', 'van der Berg'],
  ['Carl von  Linné ', 'Carl', 'von Linné'],
  ['Anna', 'Anna', ''],
])('%j is %j %j', (name, firstName, lastName) => expect(splitName(name)).toEqual({ firstName, lastName }));

test('countries and languages by their names in many languages', () => {
  expect(
    ['Sverige', 'sweden', 'se', 'Danmark', 'Nederland', 'UK', 'DE-BY', 'Atlantis', 'XQ'].map(readCountry),
  ).toEqual(['SE', 'SE', 'SE', 'DK', 'NL', 'GB', 'DE-BY', null, null]);
  expect(['svenska', 'Norwegian', 'EN', 'sv_SE', 'Klingonska!'].map(readLanguage)).toEqual([
    'sv',
    'no',
    'en',
    'sv-SE',
    null,
  ]);
  expect(['Europe/Oslo', 'Oslo', 'UTC+1'].map(readTimeZone)).toEqual(['Europe/Oslo', null, null]);
  expect(['linkedin.com/in/anna', 'http://x.example/a', 'anna', 'ftp://x.example'].map(readProfile)).toEqual([
    'https://linkedin.com/in/anna',
    'https://x.example/a',
    null,
    null,
  ]);
});

describe('the names of columns', () => {
  test.each([
    ['in the first row', ['Name;Email', 'Anna;anna@x.example'], 1],
    ['below a title', ['Customers 2026', 'Namn;E-post', 'Anna;anna@x.example'], 2],
    ['that nobody knows, above an address', ['Vem;Var', 'Anna;anna@x.example'], 1],
    ['that are not there', ['Anna;anna@x.example', 'Bo;bo@x.example'], null],
    ['of addresses alone', ['anna@x.example', 'bo@x.example'], null],
    ['of one column', ['E-mail', 'anna@x.example'], 1],
  ])('%s', (_, lines, row) => expect(findHeader(rowsOf(...lines))).toBe(row));

  test.each([
    ['First Name;Last Name;E-mail Address;Company;Mobile Phone', 'firstName lastName email company phone'],
    ['Förnamn;Efternamn;E-postadress;Företag;Skonummer', 'firstName lastName email company Skonummer'],
    ['Fornavn;Efternavn;Mailadresse;Virksomhed;Tlf.', 'firstName lastName email company phone'],
    ['Navn;E-post;Stilling;Land;Språk', 'name email title country language'],
    ['Voornaam;Achternaam;E-mailadres;Bedrijf;Telefoonnummer', 'firstName lastName email company phone'],
    ['Name;First name;Email;Email', 'Name firstName email Email'],
    ['Email;Size;size;Size', 'email Size size 2 Size 3'],
  ])('%s', (header, expected) =>
    expect(said(proposeColumns(header.split(';'), [], 'contacts'))).toBe(expected),
  );

  test('columns without a name are known by what stands in them', () => {
    const rows = rowsOf(
      'Anna;anna@x.example;+46 8 123 45 67;Sverige',
      'Bo;bo@x.example;+46 8 123 45 68;Norge',
    );
    const none = ['', '', '', ''];
    expect(said(proposeColumns(none, rows, 'contacts'))).toBe('skip email phone country');
    expect(said(proposeColumns(none, rows, 'list'))).toBe('column_1 email phone country');
  });

  test('files are alike by the names of their columns, however they are written', () => {
    expect(headersKey(['E-post', 'Namn'])).toBe(headersKey(['epost ', 'NAMN']));
    expect(headersKey(['a', 'b'])).not.toBe(headersKey(['ab']));
  });

  test('each column of a list has a name of its own', () => {
    expect(columnKeys(['Shoe size', 'shoe-size', 'Åldersgrupp (2026)', '?'])).toEqual([
      'shoe_size',
      'shoe_size_2',
      'åldersgrupp_2026',
      'column',
    ]);
  });
});

describe('rows', () => {
  const columns = uses('name', 'email', 'country', 'field Size', 'skip', 'phone');
  test('what a row says of a person, and what of it cannot be read', () => {
    const cells = ['Anna Ek', 'Anna@x.example', 'Atlantis', ' 38 ', 'secret'];
    expect(readPerson({ row: 4, cells }, columns)).toEqual({
      row: 4,
      email: 'anna@x.example',
      written: 'Anna@x.example',
      said: { firstName: 'Anna', lastName: 'Ek', fields: { Size: '38' } },
      unread: ['country'],
    });
  });

  test.each([
    [['Anna', ''], 'noAddress'],
    [['Anna', 'saknas'], 'badAddress'],
    [['A'.repeat(101), 'anna@x.example'], 'tooLong'],
    [['Anna', 'anna@x.example', '', 'x'.repeat(2001)], 'tooLong'],
  ])('%j', (cells, reason) => expect(readPerson({ row: 1, cells }, columns)).toEqual({ reason }));

  test('a row with an odd quotation mark is left out', () => {
    expect(readPerson({ row: 1, cells: ['A', 'a@x.example'], isOdd: true }, columns)).toEqual({
      reason: 'oddQuotes',
    });
  });

  test('for a list a number is enough', () => {
    const cells = [' ', ' ', '', '', '', '99887766'];
    expect(readPerson({ row: 1, cells }, columns, 'any')).toMatchObject({
      email: null,
      said: { phone: '99887766' },
    });
    expect(readPerson({ row: 1, cells }, columns)).toEqual({ reason: 'noAddress' });
  });
});

describe('what is known of a person', () => {
  const person: Person = {
    id: 'p',
    firstName: 'Anna',
    lastName: '',
    email: 'anna@x.example',
    title: null,
    companyName: 'Nordby',
    companyId: 'c',
    phone: '1',
    profileUrl: null,
    timeZone: null,
    language: null,
    country: null,
    fields: { Size: '38' },
  };
  const file = {
    firstName: 'Ann',
    lastName: 'Ek',
    phone: '2',
    companyName: 'NORDBY',
    fields: { size: '40', Pet: 'cat' },
  };

  test.each([
    ['none', []],
    ['empty', ['lastName', 'fields.Pet']],
    ['overwrite', ['firstName', 'lastName', 'phone', 'fields.Size', 'fields.Pet']],
  ] as const)('with %s', (update, keys) => {
    expect(mergePerson(person, file, update).changes.map(({ key }) => key)).toEqual(keys);
  });

  test('all of it is undone, except for what says something else by now', () => {
    const { person: after, changes } = mergePerson(person, { ...file, companyName: 'Other' }, 'overwrite');
    expect(after).toMatchObject({
      companyName: 'Other',
      companyId: null,
      fields: { Size: '40', Pet: 'cat' },
    });
    expect(undoChanges(after, changes)).toMatchObject({ person: { ...person, companyId: null }, kept: [] });
    const later = { ...after, phone: '3' };
    const undone = undoChanges(later, changes);
    expect(undone.person).toMatchObject({ firstName: 'Anna', phone: '3' });
    expect(undone.kept.map(({ key }) => key)).toEqual(['phone']);
  });
});
