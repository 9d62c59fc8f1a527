import { expect, test } from 'vitest';
import { fail, ok } from '../../lib/contract/result.ts';
import { type AskPage, readRows } from './read-rows.ts';
import { openTable } from './table-file.ts';

const columns = [
  { head: 'Name', of: (name: string) => name },
  { head: 'Length', of: (name: string) => name.length },
];
const names = Array.from({ length: 2500 }, (_, index) => `n${index}`);
const going = new AbortController().signal;
const listOf =
  (all: readonly string[]): AskPage<string> =>
  ({ limit, offset }) =>
    Promise.resolve(ok({ rows: all.slice(offset, offset + limit), total: all.length }));
const nowhere = { write: () => {} };
const read = (ask: AskPage<string>, signal = going, onPage: (done: number) => void = () => {}) =>
  readRows(ask, columns, (name) => name, nowhere, onPage, signal);
/** A list as a CSV file. */
const fileOf = async (all: readonly string[]): Promise<string> => {
  const file = openTable(
    'csv',
    columns.map(({ head }) => head),
  );
  await readRows(
    listOf(all),
    columns,
    (name) => name,
    file,
    () => {},
    going,
  );
  return file.end().join('');
};

test('mailings §7 export: each row of the list is written once, also where one moves while it is read', async () => {
  const seen: number[] = [];
  const whole = await read(listOf(names), going, (done) => seen.push(done));
  expect(whole).toMatchObject({ ok: true, value: { count: 2500, hasChanged: false } });
  expect(seen).toEqual([1000, 2000, 2500]);
  const moved = await read(({ limit, offset }) =>
    listOf(offset === 0 ? names : ['new', ...names])({ limit, offset }),
  );
  expect(moved).toMatchObject({ ok: true, value: { count: 2500, hasChanged: true } });
});

test('mailings §15 export: the file begins with the headings, and no name becomes a formula', async () => {
  expect(await fileOf(['=1+1', 'Åsa, "A"'])).toBe('\ufeffName,Length\r\n\'=1+1,4\r\n"Åsa, ""A""",8\r\n');
});

test('an empty list is a file with headings', async () => {
  expect(await fileOf([])).toBe('\ufeffName,Length\r\n');
});

test('what the server refuses ends the export with its reason; so does whoever cancels, with nothing', async () => {
  const refused = fail('NOT_FOUND', 'no such mailing');
  expect(await read(() => Promise.resolve(refused))).toEqual(refused);
  expect(await read(listOf(names), AbortSignal.abort())).toEqual(ok(null));
});
