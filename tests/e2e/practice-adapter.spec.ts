import { expect, type Page, test } from '@playwright/test';
import type { Prefill } from '../../lib/contract/compose.ts';
import type { PracticeUser } from '../../server/practice/user.ts';
import {
  type AskPractice,
  buildPracticeProbe,
  buildWebmail,
  injectPracticeProbe,
} from '../support/practice-page.ts';
import { type PracticeServer, startPracticeServer } from '../support/practice-server.ts';

// The adapter in an isolated world of the real page.

test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  viewport: { width: 1280, height: 800 },
});

const prefill: Prefill = {
  to: [{ email: 'ana@example.com', name: 'Ito, Ana' }, { email: 'bo@example.org' }],
  cc: [{ email: 'cleo@example.org' }],
  bcc: [{ email: 'dan@example.net' }],
  subject: 'Möte på torsdag',
  html: '<p style="color:#224">Hej Ana,</p><p>se <a href="https://example.com/plan">planen</a>.</p>',
  text: '',
};
const all = { to: 'done', cc: 'done', bcc: 'done', subject: 'done', body: 'done' };

let script: string;
let server: PracticeServer;
let ask: AskPractice;
let me: PracticeUser;
test.beforeAll(async () => {
  await buildWebmail();
  script = await buildPracticeProbe();
  server = await startPracticeServer({ undoMs: 1200 });
});
test.afterAll(() => server.stop());
test.beforeEach(async ({ page }) => {
  me = await server.signInNew();
  await page.goto(`${server.url}/practice`);
  await page.locator('[data-practice-app]').waitFor();
  ask = await injectPracticeProbe(page, script);
});

const compose = (page: Page, at = 0) => page.locator('[data-practice-compose]').nth(at);
const outcomes = async (at: number) => (await ask('outcomes', at)).map(({ type }) => type);

test('fills a window, keeps the signature, and one Undo takes the text out again', async ({ page }) => {
  expect(await ask('account')).toEqual({ email: me.email });
  const at = await ask('open');
  expect(await ask('fill', at, prefill)).toEqual(all);
  const body = compose(page).locator('[data-practice-body]');
  await expect(body).toHaveText(`Hej Ana,se planen.Mia Nordby${me.email}`);
  await expect(body.locator('[data-practice-signature]')).toHaveText(`Mia Nordby${me.email}`);
  await ask('focus', at);
  await expect(body).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(body).toHaveText(`Mia Nordby${me.email}`);
  await expect(compose(page).getByText('Saved', { exact: true })).toBeVisible();
});

test('sent is told when the server has handed it over, with the ids that prove it', async ({ page }) => {
  const at = await ask('open');
  await ask('fill', at, prefill);
  await compose(page).getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => outcomes(at)).toEqual(['pressed']);
  await expect.poll(() => outcomes(at)).toEqual(['pressed', 'practice.sent']);
  const [, sent] = await ask('outcomes', at);
  const arrived = await page.request.get(`${server.url}/practice/api/sink`);
  const { rows } = await arrived.json();
  expect(rows).toHaveLength(4);
  const copy = await (await page.request.get(`${server.url}/practice/api/sink/${rows[0].id}`)).json();
  expect(sent).toMatchObject({ type: 'practice.sent', ids: { messageId: copy.messageId } });
  expect(copy.source).toContain('color:#224');
  expect(copy.source).not.toContain('data-practice');
  await expect(compose(page)).toHaveCount(0, { timeout: 10_000 });
  expect(await outcomes(at)).toEqual(['pressed', 'practice.sent']);
});

test('undo is told as returned', async ({ page }) => {
  const at = await ask('open');
  await ask('fill', at, prefill);
  await compose(page).getByRole('button', { name: 'Send', exact: true }).click();
  await compose(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => outcomes(at)).toEqual(['pressed', 'returned']);
  expect(await ask('read', at)).toMatchObject({
    subject: prefill.subject,
    to: ['ana@example.com', 'bo@example.org'],
  });
});

test('two windows within a blink keep apart, also when one is minimised', async ({ page }) => {
  const [one, two, three] = await Promise.all([ask('open'), ask('open'), ask('open')]);
  const fill = (at: number, subject: string) => ask('fill', at, { ...prefill, subject });
  expect(await Promise.all([fill(one, 'One'), fill(two, 'Two'), fill(three, 'Three')])).toEqual([
    all,
    all,
    all,
  ]);
  expect((await ask('read', one))?.subject).toBe('One');
  expect((await ask('read', two))?.subject).toBe('Two');
  expect((await ask('read', three))?.subject).toBe('Three');
  await expect(page.locator('[data-practice-compose]')).toHaveCount(3);
});

test('what the person has typed is not written over', async ({ page }) => {
  const at = await ask('open');
  await compose(page).locator('[data-practice-body]').press('Control+Home');
  await page.keyboard.type('Mine');
  expect(await ask('fill', at, prefill)).toEqual({ ...all, body: 'refused' });
  await expect(compose(page).locator('[data-practice-body]')).toHaveText(`MineMia Nordby${me.email}`);
});

test('the rail keeps off the header and the open window', async ({ page }) => {
  await ask('open');
  const rail = await ask('rail');
  const box = await compose(page).boundingBox();
  const header = await page.locator('[data-practice-header]').boundingBox();
  expect(rail?.topPx).toBeGreaterThanOrEqual(Math.floor(header?.height ?? 0));
  expect(800 - (rail?.bottomPx ?? 0)).toBeLessThanOrEqual(Math.ceil(box?.y ?? 0));
  expect((await ask('check')).filter(({ step }) => step !== 0)).toEqual([]);
});

test('a page that gives up its right edge takes the windows along', async ({ page }) => {
  await ask('open');
  await page.evaluate(() => {
    document.documentElement.style.marginRight = '380px';
    dispatchEvent(new Event('resize'));
  });
  const box = await compose(page).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280 - 380);
});
