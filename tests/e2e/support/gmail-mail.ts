import { expect, type Page } from '@playwright/test';
import type { FillReport, Prefill } from '../../../lib/contract/compose.ts';
import type { AdapterPage } from '../../support/gmail-adapter.ts';
import { gmailOf } from './gmail-page.ts';

/** A mail with everything in it that is hard to carry. */
export const mail: Prefill = {
  to: [{ email: 'ana.ito@example.com', name: 'Ito, Ana' }, { email: 'bo+sales@example.org' }],
  cc: [{ email: 'cai@example.com', name: 'Cai Lu' }],
  bcc: [{ email: 'log@example.net' }],
  subject: 'Grüße från Malmö – 東京 & “you”?',
  html: '<p>Hi Ana,</p><p>as <strong>promised</strong>: <a href="https://example.com/a?b=1&amp;c=2">the figures</a>.</p><ul><li>one</li><li>two</li></ul>',
  text: 'Hi Ana, as promised: the figures.',
};
export const recipients = {
  to: ['ana.ito@example.com', 'bo+sales@example.org'],
  cc: ['cai@example.com'],
  bcc: ['log@example.net'],
};
export const content = { ...recipients, subject: mail.subject };
export const allDone = { to: 'done', cc: 'done', bcc: 'done', subject: 'done', body: 'done' };

/** A window of the page's own, filled. */
export async function openedAndFilled(at: AdapterPage, prefill = mail): Promise<FillReport> {
  const opened = await at.ask('open');
  expect(opened).toMatchObject({ ok: true });
  return at.ask('fill', 'at' in opened ? opened.at : -1, prefill);
}

/** What the windows, or one of them, have told, by its types; ids and content come whenever they change. */
export async function outcomes(at: AdapterPage, compose: number | null = null): Promise<string[]> {
  const told = (await at.ask('signals')).filter((one) => compose === null || one.compose === compose);
  return told.map(({ signal }) => signal.type).filter((type) => type !== 'ids' && type !== 'content');
}

/**
 * Another window comes and goes. The adapter looks at all windows at once and gives each the same time to come back, so
 * that once the end of this one is told, whatever it had to tell of the others has been told.
 */
export async function anotherComesAndGoes(at: AdapterPage): Promise<void> {
  const opened = await at.ask('open');
  expect(opened).toMatchObject({ ok: true });
  const another = 'at' in opened ? opened.at : -1;
  const before = (await outcomes(at, another)).length;
  await gmailOf(at.page).close(0); // the newest stands first
  await expect.poll(async () => (await outcomes(at, another)).slice(before)).toEqual(['gone']);
}

/** The page has seen no send that nobody pressed. */
export async function noneSentByUs(page: Page): Promise<void> {
  expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
}
