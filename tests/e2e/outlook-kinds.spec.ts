import { expect, test } from '@playwright/test';
import type { Prefill } from '../../lib/contract/compose.ts';
import { outlookUrl } from '../doubles/outlook/serve.ts';
import { type AdapterBrowser, launchAdapter } from '../support/outlook-adapter.ts';

const mail: Prefill = {
  to: [{ email: 'ana.ito@example.com' }],
  cc: [],
  bcc: [],
  subject: 'Quick question',
  html: '<p>Hi Ana</p>',
  text: 'Hi Ana',
};
let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

test('R5 outlook: a window in the page, and one of its own that its address has opened', async () => {
  const at = await browser.open({ resetMs: null });
  expect(await at.ask('open')).toEqual({ ok: true, at: 0 });
  expect(await at.ask('kind', 0)).toBe('docked');
  expect(await at.ask('isReply', 0)).toBe(false);
  const address = (await at.ask('composeAddress', mail)) ?? '';
  expect(new URL(address).origin).toBe(new URL(outlookUrl()).origin);
  await at.page.goto(address);
  await expect.poll(() => at.ask('openCount').catch(() => 0)).toBe(1);
  expect(await at.ask('kind', 0)).toBe('popout');
  expect(await at.ask('isComposeWindow')).toBe(true);
  expect(await at.ask('rail')).toBeNull();
  expect(await at.ask('fill', 0, mail)).toMatchObject({ to: 'already', subject: 'already', body: 'done' });
  expect(await at.page.evaluate(() => window.__untrustedSends)).toEqual([]);
  await at.page.close();
});

test('R5 outlook: an answer in its conversation is told from a new mail, and only its text is written', async () => {
  const at = await browser.open({ resetMs: null });
  await at.page.locator('[role=option][data-convid]').first().click();
  await at.page.getByRole('menuitem', { name: 'Reply', exact: true }).last().click();
  await expect.poll(() => at.ask('openCount')).toBe(1);
  expect(await at.ask('kind', 0)).toBe('inline');
  expect(await at.ask('isReply', 0)).toBe(true);
  const before = await at.ask('read', 0);
  const report = await at.ask('fill', 0, { ...mail, to: [{ email: 'stranger@example.net' }] });
  expect(report).toMatchObject({ to: 'refused', subject: 'refused', body: 'done' });
  expect(await at.ask('read', 0)).toMatchObject({ to: before?.to ?? [], subject: before?.subject ?? '' });
  await at.page.close();
});
