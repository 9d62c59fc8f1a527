import { expect, test } from '@playwright/test';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { type AdapterBrowser, launchAdapter } from '../support/gmail-adapter.ts';
import { allDone, mail, noneSentByUs, openedAndFilled, recipients } from './support/gmail-mail.ts';

const SIGNATURE = 'Astrid Holm';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

for (const config of [
  {},
  { language: 'de' },
  { language: 'sv', dark: true },
  { renamedClasses: true },
  { oldRecipients: true },
  { oldRecipients: true, renamedClasses: true },
  { resetMs: 20 },
  { resetMs: 500 },
  { signature: [] },
  { draftIdAtOnce: true, editorLeaves: 'after' },
] satisfies Partial<GmailConfig>[]) {
  const number = 'language' in config ? 'R3' : 'renamedClasses' in config ? 'R2' : 'R7';
  test(`${number} gmail: fills every field and reads it back: ${JSON.stringify(config)}`, async () => {
    const at = await browser.open(config);
    expect(await openedAndFilled(at)).toEqual(allDone);
    expect(await at.ask('read', 0)).toMatchObject({ ...recipients, subject: mail.subject });
    const body = at.page.locator('[g_editable]');
    await expect(body.locator('a')).toHaveAttribute('href', 'https://example.com/a?b=1&c=2');
    const text = await body.evaluate((element) => element.textContent ?? '');
    expect(text.trimStart().startsWith('Hi Ana,')).toBe(true);
    if (!('signature' in config)) expect(text.indexOf(SIGNATURE)).toBeGreaterThan(text.indexOf('two'));
    await expect
      .poll(() => at.double.log.at(-1))
      .toMatchObject({ kind: 'draft', ...recipients, subject: mail.subject });
    expect(at.double.log.at(-1)?.html).toContain('promised');
    await noneSentByUs(at.page);
    expect(at.double.log.every(({ kind }) => kind === 'draft')).toBe(true);
    await at.page.close();
  });
}

test('R8 gmail: the recipients are written again after the page has reset the window, once', async () => {
  const at = await browser.open({ resetMs: 450 });
  const opened = await at.ask('open');
  expect(opened).toMatchObject({ ok: true });
  const filling = at.ask('fill', 0, mail);
  await expect.poll(async () => (await at.ask('read', 0))?.to.length).toBe(2);
  expect(await filling).toEqual(allDone);
  expect(await at.ask('read', 0)).toMatchObject(recipients);
  await at.page.close();
});

test('R8 gmail: after the person has typed, a reset is not repaired', async () => {
  const at = await browser.open({ resetMs: 700 });
  await at.ask('open');
  const filling = at.ask('fill', 0, { ...mail, cc: [], bcc: [] });
  await expect(at.page.locator('[g_editable] a')).toBeVisible();
  await at.page.locator('[name=subjectbox]').press('End');
  await at.page.keyboard.type('!');
  await filling; // has ended after the reset, and repairs nothing later
  await expect.poll(async () => (await at.ask('read', 0))?.to).toEqual([]);
  expect((await at.ask('read', 0))?.subject).toBe(`${mail.subject}!`);
  await at.page.close();
});

test('R9 gmail: what the person has written is not overwritten', async () => {
  const at = await browser.open({ resetMs: null });
  await at.page.locator('[gh=cm]').click();
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  await at.page.locator('[name=to] input').fill('own@example.com,');
  await at.page.locator('[name=subjectbox]').fill('My own subject');
  await at.page.locator('[g_editable]').click({ position: { x: 20, y: 20 } });
  await at.page.keyboard.type('My own text');
  expect(await at.ask('fill', 0, mail)).toEqual({
    to: 'refused',
    cc: 'refused',
    bcc: 'refused',
    subject: 'refused',
    body: 'refused',
  });
  expect(await at.ask('read', 0)).toMatchObject({
    to: ['own@example.com'],
    cc: [],
    subject: 'My own subject',
  });
  expect((await at.ask('read', 0))?.html).toContain('My own text');
  expect((await at.ask('read', 0))?.html).not.toContain(SIGNATURE);
  await at.page.close();
});

test('R7 gmail: filling twice changes nothing the second time', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  const already = { to: 'already', cc: 'already', bcc: 'already', subject: 'already', body: 'already' };
  expect(await at.ask('fill', 0, mail)).toEqual(already);
  await expect(at.page.locator('[g_editable] li')).toHaveCount(2);
  await at.page.close();
});

test('R6 gmail: two windows, one asked for while the other is drawn, keep to themselves', async () => {
  const at = await browser.open();
  const first = at.ask('open');
  await at.page.getByRole('dialog').first().waitFor({ state: 'attached' });
  const second = at.ask('open');
  const [a, b] = [await first, await second];
  expect(a).toMatchObject({ ok: true, at: 0 });
  expect(b).toMatchObject({ ok: true, at: 1 });
  const other = {
    ...mail,
    to: [{ email: 'other@example.com' }],
    cc: [],
    bcc: [],
    subject: 'Other',
    html: '<p>Other text</p>',
  };
  const [one, two] = await Promise.all([at.ask('fill', 0, mail), at.ask('fill', 1, other)]);
  expect(one).toEqual(allDone);
  expect(two).toEqual({ to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' });
  expect(await at.ask('read', 0)).toMatchObject({ ...recipients, subject: mail.subject });
  expect(await at.ask('read', 1)).toMatchObject({
    to: ['other@example.com'],
    cc: [],
    bcc: [],
    subject: 'Other',
  });
  await expect.poll(async () => (await at.ask('ids', 0)).draft).toMatch(/^msg-a:/);
  await expect.poll(async () => (await at.ask('ids', 1)).draft).toMatch(/^msg-a:/);
  expect((await at.ask('ids', 0)).draft).not.toBe((await at.ask('ids', 1)).draft);
  await at.page.close();
});

test('R7 gmail: an address the page rejects is reported, the rest stands', async () => {
  const at = await browser.open({ resetMs: null });
  const report = await openedAndFilled(at, { ...mail, cc: [{ email: 'no-address' }], bcc: [] });
  expect(report).toEqual({ to: 'done', cc: 'refused', bcc: 'empty', subject: 'done', body: 'done' });
  await at.page.close();
});

test('R9 gmail: one Undo of the person takes the inserted text away', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  await at.ask('focus', 0);
  await at.page.keyboard.press('Control+z');
  await expect(at.page.locator('[g_editable]')).not.toContainText('promised');
  await expect(at.page.locator('[g_editable]')).toContainText(SIGNATURE);
  await at.page.close();
});
