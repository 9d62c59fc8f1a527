import { expect, test } from '@playwright/test';
import { readTraffic } from '../../lib/mailbox/gmail/traffic.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/gmail-adapter.ts';
import {
  anotherComesAndGoes,
  mail,
  noneSentByUs,
  openedAndFilled,
  outcomes,
  recipients,
} from './support/gmail-mail.ts';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

async function types(at: AdapterPage): Promise<string[]> {
  return (await at.ask('signals')).map(({ signal }) => signal.type);
}

test('R11 gmail: Send is told as a press, then the window as gone; undo brings the same one back', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect.poll(() => types(at)).toContain('gone');
  const draft = (await at.ask('ids', 0)).draft;
  expect(at.double.sent()).toMatchObject([{ id: draft, ...recipients, subject: mail.subject }]);
  const told = (await at.ask('signals')).map(({ signal }) => signal);
  expect(told.filter(({ type }) => type === 'pressed' || type === 'gone')).toEqual([
    { type: 'pressed' },
    { type: 'gone', afterPress: true },
  ]);
  await at.page.locator('#link_undo').click();
  await expect.poll(() => types(at)).toContain('returned');
  expect(await at.ask('foundCount')).toBe(1);
  expect(await at.ask('read', 0)).toMatchObject({ ...recipients, subject: mail.subject });
  expect(at.double.sent()).toEqual([]);
  await noneSentByUs(at.page);
  await at.page.close();
});

test('R11 gmail: Ctrl+Enter is a press too, and a send that fails brings the window back', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  at.double.answer('error');
  await at.ask('focus', 0);
  await at.page.keyboard.press('Control+Enter');
  await expect.poll(() => types(at)).toContain('returned');
  expect(await outcomes(at)).toEqual(['pressed', 'gone', 'returned']);
  await noneSentByUs(at.page);
  await at.page.close();
});

test('R11 gmail: the bin is told as discarded, closing as gone without a press', async () => {
  const at = await browser.open();
  await openedAndFilled(at, { ...mail, cc: [], bcc: [] });
  await at.page.locator('[data-tooltip^=Discard]').click();
  await expect.poll(() => types(at)).toContain('discarded');
  await openedAndFilled(at, { ...mail, cc: [], bcc: [] });
  await at.page.getByRole('button', { name: 'Save & close' }).click();
  await expect
    .poll(async () => (await at.ask('signals')).at(-1))
    .toEqual({ compose: 1, signal: { type: 'gone', afterPress: false } });
  await at.page.close();
});

test('R11 gmail: a press that the page refuses leaves the window, and nothing is told as gone', async () => {
  const at = await browser.open();
  await openedAndFilled(at, { ...mail, to: [], cc: [], bcc: [] });
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect(at.page.getByRole('alertdialog')).toBeVisible();
  await at.page.getByRole('alertdialog').getByRole('button').click();
  await anotherComesAndGoes(at);
  expect(await outcomes(at, 0)).toEqual(['pressed']);
  await at.page.close();
});

test('R11 gmail: each request of the page is read as what it does', async () => {
  const at = await browser.open({ draftDelayMs: 300 });
  const seen: string[] = [];
  at.page.on('request', (request) => {
    seen.push(
      ...readTraffic(request.url(), request.postData() ?? '').map(
        ({ kind, ids }) => `${kind} ${ids.message}`,
      ),
    );
  });
  await openedAndFilled(at);
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  const { draft } = await at.ask('ids', 0);
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect.poll(() => at.double.sent().length).toBe(1);
  await at.page.locator('#link_undo').click();
  await expect.poll(() => types(at)).toContain('returned');
  await at.page.locator('[data-tooltip^="More send"]').click();
  await at.page.getByRole('menuitem').click();
  await at.page.getByRole('dialog').getByRole('menuitem').first().click();
  await expect.poll(() => seen.at(-1)).toMatch(/schedule/);
  await openedAndFilled(at);
  await expect.poll(async () => (await at.ask('ids', 1)).draft).toBeTruthy();
  await at.page.locator('[data-tooltip^=Discard]').click();
  await expect.poll(() => seen.at(-1)).toMatch(/discard/);
  const kinds = seen.filter((entry) => entry.endsWith(` ${draft}`)).map((entry) => entry.split(' ')[0]);
  expect([...new Set(kinds)]).toEqual(['draft', 'send', 'undo', 'schedule']);
  await at.page.close();
});

for (const answer of ['offline', 'error', 'hang'] as const) {
  test(`R11 gmail: a send answered with ${answer} is no send`, async () => {
    const at = await browser.open({ editorLeaves: 'before', draftDelayMs: 200 });
    await openedAndFilled(at);
    await expect.poll(async () => (await at.ask('ids', 0)).draft).toBeTruthy();
    at.double.answer(answer);
    await at.page.locator('[data-tooltip^=Send]').click();
    await expect.poll(() => types(at)).toContain('gone');
    if (answer !== 'hang') await expect.poll(() => types(at)).toContain('returned');
    expect(at.double.sent()).toEqual([]);
    await at.page.close();
  });
}
