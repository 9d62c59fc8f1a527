import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTraffic } from './traffic.ts';

const URL = 'https://mail.google.com/sync/u/0/i/s?hl=en&c=12&rt=r';
const DRAFT = ['^all', '^r', '^r_bt'];
const SEND = ['^all', '^pfg', '^f_bt', '^i', '^u'];

const nothing = (count: number) => Array.from({ length: count }, () => null);

function aMessage(labels: string[], more: { to?: unknown; cc?: unknown; bcc?: unknown } = {}) {
  const from = [1, 'alias@example.com', 'Sam', ...nothing(6), 'sam@example.com'];
  const { to = [[1, 'ana@example.com', 'Ana']], cc = null, bcc = null } = more;
  return [
    'msg-a:r-42',
    from,
    to,
    cc,
    bcc,
    null,
    1700000000000,
    'Grüße',
    [null, [[0, '<p>x</p>']]],
    null,
    labels,
  ];
}

function aRequest(...changes: unknown[]) {
  const each = changes.map((change, at) => [at + 7, ['thread-a:r77', change]]);
  return JSON.stringify([[null, null, 2], [each], null, [1, 2, 3]]);
}
const inPlace = (place: number, what: unknown) => [...nothing(place), what];

test.each([
  { kind: 'send', labels: SEND },
  { kind: 'draft', labels: DRAFT },
  { kind: 'draft', labels: ['^pfg', '^r'] }, // still a draft while it has its label
  { kind: 'schedule', labels: ['^all', '^scheduled'] },
  { kind: 'discard', labels: ['^all', '^k'] },
  { kind: 'other', labels: ['^all', '^i'] },
])('labels $labels mean $kind', ({ kind, labels }) => {
  const body = aRequest(inPlace(13, [aMessage(labels), null, 1]));
  expect(readTraffic(URL, body)).toMatchObject([
    { kind, ids: { message: 'msg-a:r-42', thread: 'thread-a:r77' } },
  ]);
});

test('a send names mailbox, recipients and subject; the mailbox is the account, not the alias it is sent as', () => {
  const copies = { cc: [[1, 'cai@example.com']], bcc: [[1, 'log@example.net', null], 'odd', [1]] };
  const [sent] = readTraffic(URL, aRequest(inPlace(13, [aMessage(SEND, copies), null, 1])));
  expect(sent).toEqual({
    kind: 'send',
    reply: false,
    ids: { message: 'msg-a:r-42', thread: 'thread-a:r77' },
    account: 'sam@example.com',
    to: ['ana@example.com'],
    cc: ['cai@example.com'],
    bcc: ['log@example.net'],
    subject: 'Grüße',
  });
});

test('the first save of a draft lies elsewhere in the request and is found all the same', () => {
  const thread = ['', null, 1700000000000, 'thread-a:r77', [aMessage(DRAFT, { to: null })]];
  expect(readTraffic(URL, aRequest([null, null, [thread]]))).toMatchObject([{ kind: 'draft', to: [] }]);
});

test.each([
  { kind: 'undo', change: [['^r', '^r_bt'], ['^pfg', '^f'], ['msg-a:r-42']] },
  { kind: 'discard', change: [['^k'], ['^r'], ['#msg-a:r-42']] },
  { kind: 'schedule', change: [['^scheduled'], [], ['msg-a:r-42']] },
  { kind: 'other', change: [['^io_re'], ['^io_fwd'], ['msg-a:r-42']] },
])('a change of labels: $kind', ({ kind, change }) => {
  const body = aRequest(inPlace(6, change));
  expect(readTraffic(URL, body)).toMatchObject([{ kind, ids: { message: 'msg-a:r-42' }, account: null }]);
});

test('several messages in one request are all told', () => {
  const body = aRequest(inPlace(13, [aMessage(SEND)]), inPlace(6, [['^io_re'], [], ['msg-f:1']]));
  expect(readTraffic(URL, body).map(({ kind }) => kind)).toEqual(['send', 'other']);
});

test.each([
  ['', URL],
  ['not JSON', URL],
  ['null', URL],
  ['{"msg-a:r1":[]}', URL],
  ['["msg-a:r1",["a"],null,null,[]]', URL],
  [JSON.stringify(aMessage(SEND)), 'https://mail.google.com/mail/u/0/'],
  [JSON.stringify(aMessage(SEND)), 'https://evil.example/sync/u/0/i/s'],
  [JSON.stringify(aMessage(SEND)), 'no address'],
])('%j at %s is nothing of ours', (body, url) => {
  expect(readTraffic(url, body)).toEqual([]);
});

test('nesting without end does not exhaust the stack', () => {
  expect(readTraffic(URL, `${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual([]);
});

test.each(['https://mail.google.com/sync/u/3/i/s', 'https://mail.google.com/sync/b/AH1re/u/0/i/s?c=1'])(
  '%s is read',
  (url) => {
    expect(readTraffic(url, aRequest(inPlace(13, [aMessage(SEND)])))).toHaveLength(1);
  },
);

// Recorded traffic belongs to others and is not part of this repository; whoever has some names its folder.
const samples = process.env.MAIL_SAMPLES;
if (samples) {
  const folder = join(samples, 'gmail', 'network');
  const requests = readdirSync(folder).filter((name) => /_request\.json$/.test(name));
  describe('recorded requests', () => {
    test.each(requests)('%s', (name) => {
      const found = readTraffic(URL, readFileSync(join(folder, name), 'utf8'));
      const kinds = found.map(({ kind }) => kind).filter((kind) => kind !== 'other');
      expect(kinds).toEqual([/Send/.test(name) ? 'send' : 'draft']);
      expect(found[0]?.ids.message).toMatch(/^msg-a:r/);
      expect(found[0]?.account).toContain('@');
      expect(found[0]?.subject).not.toBe('');
      if (/Send/.test(name)) expect(found[0]?.to?.length).toBeGreaterThan(0);
    });
    test.each(readdirSync(folder))('%s does not throw', (name) => {
      expect(Array.isArray(readTraffic(URL, readFileSync(join(folder, name), 'utf8')))).toBe(true);
    });
  });
}
