import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DotJournal, type JournalAnswer, nameOf, readJournal } from './journal.ts';

const id = '4f0c2f0e-6d0e-4c58-9f6b-0d1b8d0a6a11';
const workspaceId = '11111111-1111-4111-8111-111111111111';
const key = (number: number, fence = 1) => ({
  workspaceId,
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  fence,
});
const accepted: JournalAnswer = {
  move: 'accept',
  code: 250,
  text: 'ok "x"\nÅ',
  cause: null,
  nextTryAt: null,
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utskick-journal-'));
  path = join(folder, `${id}.dots`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was begun and what was answered are told apart by a reader who comes later', () => {
  const journal = new DotJournal(folder, id);
  journal.begin(key(1));
  journal.begin(key(2));
  journal.end(key(1), accepted);
  const { header, entries } = readJournal(path);
  expect(header).toMatchObject({ journal: id, pid: process.pid });
  expect([...entries.values()]).toEqual([
    { ...key(1), answer: accepted },
    { ...key(2), answer: null },
  ]);
  journal.close();
});

test.each([
  { name: 'the beginning of a line', tail: '{"begin":["1111', knows: 2 },
  {
    name: 'a whole line without its end',
    tail: JSON.stringify({ begin: [workspaceId, key(9).id, 1] }),
    knows: 2,
  },
  { name: 'nothing', tail: '', knows: 2 },
])('a last line of which the disk took $name was never acted upon', ({ tail, knows }) => {
  const journal = new DotJournal(folder, id);
  journal.begin(key(1));
  journal.begin(key(2));
  appendFileSync(path, tail);
  expect(readJournal(path).entries.size).toBe(knows);
  journal.close();
});

test('an answer that was torn leaves its message unsure', () => {
  const journal = new DotJournal(folder, id);
  journal.begin(key(1));
  appendFileSync(path, '{"end":["11111111-1111-4111');
  expect(readJournal(path).entries.get(nameOf(key(1)))?.answer).toBeNull();
  journal.close();
});

test('a header that was torn makes the whole journal one of which nothing is known', () => {
  appendFileSync(path, '{"journal":"4f0c');
  expect(readJournal(path)).toEqual({ header: null, entries: new Map() });
});

test('it does not grow for ever, and keeps what the database does not know', () => {
  const journal = new DotJournal(folder, id, { compactAbove: 5_000 });
  journal.begin(key(0));
  let largest = 0;
  for (let number = 1; number <= 500; number += 1) {
    journal.begin(key(number));
    journal.end(key(number), accepted);
    if (number % 10 === 0) journal.forget(Array.from({ length: 10 }, (_, back) => key(number - back)));
    largest = Math.max(largest, statSync(path).size);
  }
  expect(largest).toBeLessThan(10_000);
  journal.begin(key(501));
  const { header, entries } = readJournal(path);
  expect(header?.journal).toBe(id);
  // Behind the last rewriting stand lines that the database knows of; none that it does not is missing.
  for (const open of [key(0), key(501)]) expect(entries.get(nameOf(open))).toEqual({ ...open, answer: null });
  expect(readdirSync(folder)).toEqual([`${id}.dots`]);
  journal.close();
});

test('a journal that says nothing new is removed when it is closed; one that does stays', () => {
  const clean = new DotJournal(folder, id);
  clean.begin(key(1));
  clean.end(key(1), accepted);
  clean.forget([key(1)]);
  clean.close();
  expect(readdirSync(folder)).toEqual([]);
  const open = new DotJournal(folder, id);
  open.begin(key(2));
  open.close();
  expect(readFileSync(path, 'utf8')).toContain(key(2).id);
});

test('a journal that cannot be written lets no message end', () => {
  const journal = new DotJournal(folder, id);
  journal.close();
  expect(() => journal.begin(key(1))).toThrow(/EBADF/);
});

test('the same send taken anew is another entry', () => {
  const journal = new DotJournal(folder, id);
  journal.begin(key(1, 1));
  journal.end(key(1, 1), { ...accepted, move: 'defer', nextTryAt: '2026-06-04T10:00:00.000Z' });
  journal.begin(key(1, 2));
  const { entries } = readJournal(path);
  expect(entries.get(nameOf(key(1, 1)))?.answer?.move).toBe('defer');
  expect(entries.get(nameOf(key(1, 2)))?.answer).toBeNull();
  journal.close();
});
