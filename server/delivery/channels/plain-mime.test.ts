import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import type { MailAddress, SendContent } from '../../../lib/contract/send.ts';
import fc from '../../../tests/support/fast-check.ts';
import { aMailRow } from '../../../tests/support/mail-rows.ts';
import { renderMail } from './mime.ts';
import { isPlainMail } from './plain-mime.ts';
import { quotedPrintable } from './quoted-printable.ts';

const now = new Date('2026-11-23T17:00:00.000Z');
const content: SendContent = {
  from: { email: 'maja@nordby.example', name: 'Maja' },
  subject: 'Hej',
  html: '<p>Hej</p>',
  text: 'Hej',
};
const aSend = (over: Partial<SendContent> = {}) => aMailRow({ ...content, ...over });
const isMail = (bytes: Buffer) => {
  const text = bytes.toString('latin1');
  expect(text).toMatch(/^[\t\r\n\u0020-\u007e]*$/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
};

const odd = [
  'Å',
  '漢字',
  '👩‍👩‍👧',
  'e\u0301',
  ' ',
  '  ',
  '=?UTF-8?Q?x?=',
  '=?',
  '?=',
  '"',
  '\\',
  ',',
  ';',
  '<',
  '>',
  '@',
  '(x)',
  ':',
  '_',
  '=',
  '.',
  "O'Neill",
  'a',
  'word',
  'Ж',
  'averyverylongwordthatgoesonandonandonandonuntilitisfarlongerthanalineofamailmayeverbe',
];
const oddText = (most: number) =>
  fc.array(fc.constantFrom(...odd), { minLength: 1, maxLength: most }).map((parts) => parts.join(''));

test('whatever the subject is, it is read as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(oddText(30), async (subject) => {
      const bytes = await renderMail(aSend({ subject }), now);
      isMail(bytes);
      // Blanks at its ends are nobody's.
      expect((await simpleParser(bytes)).subject?.trim()).toBe(subject.trim());
    }),
    { numRuns: 300 },
  );
});

test('whatever people are called, their names and addresses are read as they were written', async () => {
  const person = fc.record({
    email: fc.constantFrom("o'neill+tag@ek.example", 'a@b.example'),
    name: oddText(12),
  });
  await fc.assert(
    fc.asyncProperty(person, fc.array(person, { minLength: 1, maxLength: 4 }), async (from, to) => {
      const bytes = await renderMail(aSend({ from, to, cc: to, replyTo: from }), now);
      isMail(bytes);
      const mail = await simpleParser(bytes);
      const shown = (list: readonly MailAddress[]) =>
        list.map(({ email, name = '' }) => ({ address: email, name: name.trim() }));
      const read = (list: unknown) =>
        Object(list).value.map((one: { address: string; name: string }) => ({
          address: one.address,
          name: one.name.trim(),
        }));
      expect(read(mail.from)).toEqual(shown([from]));
      expect(read(mail.to)).toEqual(shown(to));
      expect(read(mail.cc)).toEqual(shown(to));
      expect(read(mail.replyTo)).toEqual(shown([from]));
    }),
    { numRuns: 300 },
  );
});

test('whatever texts hold, they are read as they were written, with the line breaks of mails', async () => {
  const unit = fc.constantFrom(
    'a',
    ' ',
    '\t',
    '=',
    '.',
    '\n',
    '\r\n',
    '\r',
    'å',
    '漢',
    '👩',
    '\u0000',
    '--',
    'From ',
  );
  const text = fc.string({ unit, minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(text, text, async (plain, html) => {
      const bytes = await renderMail(aSend({ text: plain, html }), now);
      isMail(bytes);
      const parts = bytesOfParts(bytes.toString('latin1'));
      expect(parts).toEqual([plain, html].map((one) => one.replaceAll(/\r\n?|\n/g, '\r\n')));
    }),
    { numRuns: 300 },
  );
});

/** Takes the parts out after RFC 2045 and 2046, letter by letter. */
function bytesOfParts(mail: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(mail)?.[1] ?? '';
  return mail
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf('\r\n\r\n');
      const body = part.slice(end + 4);
      const bytes = part.slice(0, end).includes('base64')
        ? Buffer.from(body, 'base64')
        : Buffer.from(
            body
              .replaceAll('=\r\n', '')
              .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          );
      return bytes.toString();
    });
}

test.each([
  ['å'.repeat(3000), 'base64'],
  [`${'plain words, '.repeat(300)}å`, 'quoted-printable'],
])('each text is written in what is shorter and can be read by eye', async (text, encoding) => {
  const source = (await renderMail(aSend({ text }), now)).toString();
  expect(source).toContain(`text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n`);
  expect((await simpleParser(source)).text).toBe(text);
});

test('no line of quoted-printable is longer than 76 letters, nor ends with a blank', () => {
  const unit = fc.constantFrom('a', ' ', '\t', '=', 'å', '漢', '\n');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 1000 }), (text) => {
      for (const line of quotedPrintable(text).toString('latin1').split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(76);
        expect(line).not.toMatch(/[ \t]$/);
      }
    }),
  );
});

test('large texts and many small ones do not get into each other', () => {
  const large = 'stort åäö\n'.repeat(900_000);
  const small = quotedPrintable('en rad');
  const parsed = quotedPrintable(large).toString('latin1');
  expect(parsed.length).toBeGreaterThan(large.length);
  expect(parsed.endsWith('stort =C3=A5=C3=A4=C3=B6\r\n')).toBe(true);
  expect(small.toString()).toBe('en rad');
});

test('header fields stand as the other composer writes them', async () => {
  const over = {
    unsubscribeUrl: 'https://nordby.example/u/1',
    replyTo: { email: 'replies@nordby.example' },
    cc: [{ email: 'carl@example.com' }],
  };
  const thread = { inReplyTo: '<b@x.example>', references: ['<a@x.example>', '<b@x.example>'] };
  const plain = { ...aSend(over), ...thread };
  const other = {
    ...plain,
    content: { ...plain.content, from: { email: 'maja@nordby.example', name: 'Maja' } },
  };
  const fieldsOf = (source: Buffer) => {
    const header = source.toString().split('\r\n\r\n')[0] ?? '';
    const fields = header.replaceAll(/\r\n /g, ' ').split('\r\n');
    return fields.filter((field) => !field.startsWith('Content-Type') && !field.startsWith('Bcc')).sort();
  };
  const composed = await renderMail(other, now, { bcc: [{ email: 'x@y.example' }] });
  expect(fieldsOf(await renderMail(plain, now))).toEqual(fieldsOf(composed));
});

test('a thread of many answers has no line that is too long', async () => {
  const references = Array.from({ length: 40 }, (_, index) => `<${'x'.repeat(60)}${index}@nordby.example>`);
  const bytes = await renderMail({ ...aSend(), references }, now);
  isMail(bytes);
  expect((await simpleParser(bytes)).references).toEqual(references);
});

test.each([
  { over: { from: { email: 'åsa@nordby.example' } } },
  { over: { to: [{ email: 'bo@norrbär.example' }] } },
  { over: { subject: 'half \ud83d of a letter' } },
  { over: { text: '' } },
  { over: { unsubscribeUrl: 'https://nordby.example/å' } },
])('what is not usual is left to the other composer: $over', async ({ over }) => {
  expect(isPlainMail(aSend(over))).toBe(false);
  expect((await renderMail(aSend(over), now)).toString()).toContain('Message-ID: <i@nordby.example>\r\n');
});

test('the same row at the same moment makes the same bytes, and no text can hold what parts them', async () => {
  const [one, other] = [await renderMail(aSend(), now), await renderMail(aSend(), now)];
  expect(one.equals(other)).toBe(true);
  const boundary = /boundary="([^"]+)"/.exec(one.toString())?.[1] ?? '';
  const again = (await renderMail(aSend({ text: `\n--${boundary}--\nmore` }), now)).toString();
  expect(again.split(`--${boundary}`)).toHaveLength(4);
});
