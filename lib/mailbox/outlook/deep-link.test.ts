// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { setAddress } from '../../../tests/support/page-address.ts';
import type { Prefill } from '../../contract/compose.ts';
import { deepLink } from './deep-link.ts';

const mail: Prefill = {
  to: [{ email: 'ana+x@example.com', name: 'Ana' }, { email: 'bo@example.org' }],
  cc: [{ email: 'cai@example.com' }],
  bcc: [{ email: 'log@example.net' }],
  subject: 'Grüße & more + 1',
  html: '<p>never</p>',
  text: 'never',
};
function linkAt(url: string, prefill = mail): string | null {
  setAddress(url);
  return deepLink(window.location, prefill);
}
const mailtoOf = (link: string | null) => new URL(link ?? '').searchParams.get('mailtouri') ?? '';
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ email: `person.${at}@example.com` }));
afterEach(() => setAddress('about:blank'));

test('recipients and subject go along, the text does not', () => {
  const link = linkAt('https://outlook.office.com/mail/inbox/id/AQ1');
  expect(link).toMatch(/^https:\/\/outlook\.office\.com\/mail\/deeplink\/compose\?mailtouri=mailto%3A/);
  expect(mailtoOf(link)).toBe(
    'mailto:ana%2Bx@example.com,bo@example.org?subject=Gr%C3%BC%C3%9Fe%20%26%20more%20%2B%201&cc=cai@example.com&bcc=log@example.net',
  );
  expect(link).not.toContain('never');
});

test('a space is never a plus sign, and a plus sign never bare: a sign-in would change them', () => {
  expect(linkAt('https://outlook.cloud.microsoft/mail/')).not.toContain('+');
});

test('R13 outlook: the account’s number stays in the address; a mailbox opened by its address has no link', () => {
  expect(linkAt('https://outlook.live.com/mail/1/inbox')).toContain(
    'https://outlook.live.com/mail/1/deeplink/',
  );
  expect(linkAt('https://outlook.office.com/mail/info@example.com/inbox')).toBeNull();
  expect(linkAt('about:blank')).toBeNull();
});

test.each([
  { to: many(90), subject: 'short' },
  { to: many(3), subject: 'ü'.repeat(400) },
  { to: many(3), cc: many(40), bcc: many(40), subject: 'a subject' },
])('what does not fit is left out, never cut', (change) => {
  const prefill = { ...mail, ...change };
  const link = linkAt('https://outlook.cloud.microsoft/mail/', prefill);
  expect(link?.length).toBeLessThan(1800);
  const [to = '', query = ''] = mailtoOf(link).replace('mailto:', '').split('?');
  const all = new Set([...prefill.to, ...prefill.cc, ...prefill.bcc].map(({ email }) => email));
  const fields = new URLSearchParams(query);
  const sent = [to, fields.get('cc') ?? '', fields.get('bcc') ?? ''].flatMap((list) =>
    list.split(',').filter(Boolean),
  );
  expect(sent.length).toBeGreaterThan(2);
  for (const email of sent) expect(all).toContain(decodeURIComponent(email));
  expect([null, prefill.subject]).toContain(fields.get('subject'));
});
