import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { ReplyReader } from './smtp-replies.ts';

const said = [
  '220 mx.example ESMTP',
  '250-mx.example\r\n250-SIZE 1000\r\n250 8BITMIME',
  '354',
  '550-5.1.1 no such user: Åsa\r\n550-\r\n550 5.1.1 see https://mx.example/why',
  '250 2.0.0 taken',
].join('\r\n');
const meant = [
  { code: 220, text: 'mx.example ESMTP' },
  { code: 250, text: 'mx.example\nSIZE 1000\n8BITMIME' },
  { code: 354, text: '' },
  { code: 550, text: '5.1.1 no such user: Åsa\n\n5.1.1 see https://mx.example/why' },
  { code: 250, text: '2.0.0 taken' },
];

test('replies are the same however their bytes are cut, and whether lines end with CR LF or LF', () => {
  for (const text of [said, said.replaceAll('\r', '')]) {
    const bytes = Buffer.from(`${text}\n`);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (lengths) => {
        const reader = new ReplyReader();
        const replies = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const length = lengths[turn % lengths.length] ?? 1;
          replies.push(...reader.read(bytes.subarray(at, at + length)));
          at += length;
        }
        expect(replies).toEqual(meant);
        expect(reader.isEmpty).toBe(true);
      }),
    );
  }
});

test.each([
  ['HTTP/1.1 400 Bad Request\r\n', 'got “HTTP/1.1 400 Bad Request”'],
  ['99 no\r\n', 'expected an answer'],
  ['650 no\r\n', 'expected an answer'],
  ['250x\r\n', 'expected an answer'],
  ['\r\n', 'expected an answer'],
  ['250-one\r\n550 other\r\n', 'expected an answer'],
  [`250 ${'a'.repeat(9000)}`, 'line without end'],
  [`250 ${'a'.repeat(9000)}\r\n`, 'line without end'],
  ['250-a\r\n'.repeat(200), 'answer without end'],
])('%j is no reply', (text, reason) => {
  expect(() => new ReplyReader().read(Buffer.from(text))).toThrow(reason);
});
