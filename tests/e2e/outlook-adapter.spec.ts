import { expect, type Page, test } from '@playwright/test';
import type { Prefill } from '../../lib/contract/compose.ts';
import type { OutlookConfig } from '../doubles/outlook/page/config.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/outlook-adapter.ts';
import { outlookOf } from './support/outlook-page.ts';

const mail: Prefill = {
  to: [{ email: 'ana.ito@example.com', name: 'Ito, Ana' }, { email: 'bo+tag@example.org' }],
  cc: [{ email: 'cai@example.com', name: 'Cai Lu' }],
  bcc: [{ email: 'log@example.net' }],
  subject: 'Grüße från Malmö – 東京 & “you”',
  html: '<p>Hi Ana,</p><p>as <strong>promised</strong>: <a href="https://example.com/a?b=1&amp;c=2">the figures</a>.</p><ul><li>one</li><li>two</li></ul>',
  text: 'Hi Ana, as promised: the figures.',
};
const allDone = { to: 'done', cc: 'done', bcc: 'done', subject: 'done', body: 'done' };
const recipients = {
  to: ['ana.ito@example.com', 'bo+tag@example.org'],
  cc: ['cai@example.com'],
  bcc: ['log@example.net'],
};

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

async function openedAndFilled(at: AdapterPage, prefill = mail) {
  const opened = await at.ask('open');
  expect(opened).toMatchObject({ ok: true });
  return at.ask('fill', 'at' in opened ? opened.at : -1, prefill);
}

async function types(at: AdapterPage): Promise<string[]> {
  return (await at.ask('signals')).map(({ signal }) => signal.type);
}

/** Requirement 12 holds in every test that ends with this. */
async function noneSentByUs(page: Page): Promise<void> {
  expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
}

for (const config of [
  {},
  { language: 'de' },
  { language: 'sv' },
  { renamedClasses: true },
  { renamedIds: true },
  { wellTakes: ['paste'] },
  { wellTakes: ['picker'] },
  { editorTakes: ['insert'] },
  { editorTakes: ['paste'], trustedTypes: true },
  { resetMs: 20 },
  { resetMs: 500 },
  { signature: [] },
  { sendsWhole: false, behind: 'removed' },
] satisfies Partial<OutlookConfig>[]) {
  test(`R3 R7 R8 outlook: fills every field and reads it back: ${JSON.stringify(config)}`, async () => {
    const at = await browser.open(config);
    expect(await openedAndFilled(at)).toEqual(allDone);
    expect(await at.ask('read', 0)).toMatchObject({ ...recipients, subject: mail.subject });
    const body = at.page.locator('[aria-multiline=true]');
    await expect(body.locator('a')).toHaveAttribute('href', 'https://example.com/a?b=1&c=2');
    const text = await body.evaluate((element) => element.textContent ?? '');
    expect(text.trimStart().startsWith('Hi Ana,')).toBe(true);
    if (!('signature' in config)) expect(text.indexOf('Astrid Holm')).toBeGreaterThan(text.indexOf('two'));
    await expect
      .poll(() => at.double.log.at(-1))
      .toMatchObject({ kind: 'draft', ...recipients, subject: mail.subject });
    expect(at.double.log.at(-1)?.html).toContain('promised');
    expect(at.double.log.every(({ kind }) => kind === 'draft')).toBe(true);
    await noneSentByUs(at.page);
    await at.page.close();
  });
}

test('R9 outlook: one Undo of the person takes the text back, and the signature stays', async () => {
  const at = await browser.open({ resetMs: null });
  await openedAndFilled(at);
  const body = outlookOf(at.page).body();
  await body.focus();
  await at.page.keyboard.press('Control+z');
  await expect(body).not.toContainText('promised');
  await expect(body).toContainText('Astrid Holm');
  await at.page.close();
});

test('R11 outlook: a press and the window’s end are told, in this order', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  await outlookOf(at.page).send();
  await expect.poll(() => types(at)).toContain('gone');
  const told = await at.ask('signals');
  expect(told.findIndex(({ signal }) => signal.type === 'pressed')).toBeGreaterThan(-1);
  expect(told.at(-1)?.signal).toEqual({ type: 'gone', afterPress: true });
  expect(at.double.sent()).toHaveLength(1);
  await noneSentByUs(at.page);
  await at.page.close();
});
