import { expect, type Page, test } from '@playwright/test';
import type { Prefill } from '../../lib/contract/compose.ts';
import { readTraffic } from '../../lib/mailbox/gmail/traffic.ts';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/gmail-adapter.ts';

const SIGNATURE = 'Astrid Holm';
const mail: Prefill = {
  to: [{ email: 'ana.ito@example.com', name: 'Ito, Ana' }, { email: 'bo@example.org' }],
  cc: [{ email: 'cai@example.com', name: 'Cai Lu' }],
  bcc: [{ email: 'log@example.net' }],
  subject: 'Grüße från Malmö – 東京 & “you”',
  html: '<p>Hi Ana,</p><p>as <strong>promised</strong>: <a href="https://example.com/a?b=1&amp;c=2">the figures</a>.</p><ul><li>one</li><li>two</li></ul>',
  text: 'Hi Ana, as promised: the figures.',
};
const allDone = { to: 'done', cc: 'done', bcc: 'done', subject: 'done', body: 'done' };
const recipients = {
  to: ['ana.ito@example.com', 'bo@example.org'],
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

async function noneSentByUs(page: Page): Promise<void> {
  expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
}

for (const config of [
  {},
  { language: 'de' },
  { renamedClasses: true },
  { oldRecipients: true },
  { oldRecipients: true, renamedClasses: true },
  { resetMs: 20 },
  { resetMs: 500 },
  { signature: [] },
  { draftIdAtOnce: true, editorLeaves: 'after' },
] satisfies Partial<GmailConfig>[]) {
  test(`fills every field and reads it back: ${JSON.stringify(config)}`, async () => {
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

test('the recipients are written again after the page has reset the window, once', async () => {
  const at = await browser.open({ resetMs: 450 });
  const opened = await at.ask('open');
  expect(opened).toMatchObject({ ok: true });
  const filling = at.ask('fill', 0, mail);
  await expect.poll(async () => (await at.ask('read', 0))?.to.length).toBe(2);
  expect(await filling).toEqual(allDone);
  expect(await at.ask('read', 0)).toMatchObject(recipients);
  await at.page.close();
});

test('after the person has typed, a reset is not repaired', async () => {
  const at = await browser.open({ resetMs: 700 });
  await at.ask('open');
  const filling = at.ask('fill', 0, { ...mail, cc: [], bcc: [] });
  await expect(at.page.locator('[g_editable] a')).toBeVisible();
  await at.page.locator('[name=subjectbox]').press('End');
  await at.page.keyboard.type('!');
  await filling;
  await at.page.waitForTimeout(600);
  expect((await at.ask('read', 0))?.to).toEqual([]);
  expect((await at.ask('read', 0))?.subject).toBe(`${mail.subject}!`);
  await at.page.close();
});

test('what the person has written is not overwritten', async () => {
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

test('filling twice changes nothing the second time', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  const already = { to: 'already', cc: 'already', bcc: 'already', subject: 'already', body: 'already' };
  expect(await at.ask('fill', 0, mail)).toEqual(already);
  await expect(at.page.locator('[g_editable] li')).toHaveCount(2);
  await at.page.close();
});

test('two windows opened 100 ms apart keep to themselves', async () => {
  const at = await browser.open();
  const first = at.ask('open');
  await at.page.waitForTimeout(100);
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

test('an address the page rejects is reported, the rest stands', async () => {
  const at = await browser.open({ resetMs: null });
  const report = await openedAndFilled(at, { ...mail, cc: [{ email: 'no-address' }], bcc: [] });
  expect(report).toEqual({ to: 'done', cc: 'refused', bcc: 'empty', subject: 'done', body: 'done' });
  await at.page.close();
});

test('one Undo of the person takes the inserted text away', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  await at.ask('focus', 0);
  await at.page.keyboard.press('Control+z');
  await expect(at.page.locator('[g_editable]')).not.toContainText('promised');
  await expect(at.page.locator('[g_editable]')).toContainText(SIGNATURE);
  await at.page.close();
});

test('a window open before us is found once', async () => {
  const at = await browser.open();
  await at.page.locator('[gh=cm]').click();
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  await at.page.waitForTimeout(400);
  expect(await at.ask('foundCount')).toBe(1);
  expect(await at.ask('openCount')).toBe(1);
  await at.page.close();
});

test('Send is told as a press, then the window as gone; undo brings the same one back', async () => {
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

test('Ctrl+Enter is a press too, and a send that fails brings the window back', async () => {
  const at = await browser.open();
  await openedAndFilled(at);
  at.double.answer('error');
  await at.ask('focus', 0);
  await at.page.keyboard.press('Control+Enter');
  await expect.poll(() => types(at)).toContain('returned');
  expect((await types(at)).filter((t) => t !== 'ids' && t !== 'content')).toEqual([
    'pressed',
    'gone',
    'returned',
  ]);
  await noneSentByUs(at.page);
  await at.page.close();
});

test('the bin is told as discarded, closing as gone without a press', async () => {
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

test('a press that the page refuses leaves the window, and nothing is told as gone', async () => {
  const at = await browser.open();
  await openedAndFilled(at, { ...mail, to: [], cc: [], bcc: [] });
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect(at.page.getByRole('alertdialog')).toBeVisible();
  await at.page.waitForTimeout(400);
  expect((await types(at)).filter((t) => t !== 'ids' && t !== 'content')).toEqual(['pressed']);
  await at.page.close();
});

test('a window in full screen keeps its identity and is not written', async () => {
  const at = await browser.open({ resetMs: null });
  await at.ask('open');
  await at.page.getByRole('button', { name: /Full screen/ }).click();
  await at.page.waitForTimeout(400);
  expect(await at.ask('foundCount')).toBe(1);
  expect(await types(at)).not.toContain('gone');
  expect(await at.ask('fill', 0, mail)).toMatchObject({ to: 'refused', subject: 'refused', body: 'refused' });
  await at.page.close();
});

test('account, theme and space are the page’s own', async () => {
  const light = await browser.open();
  expect(await light.ask('account')).toEqual({ email: 'astrid.holm@northwind.example' });
  expect(await light.ask('isDark')).toBe(false);
  expect(await light.ask('rail')).toMatchObject({ topPx: 64, rightPx: 56 });
  await light.ask('open');
  expect((await light.ask('rail'))?.bottomPx).toBeGreaterThan(400);
  await light.page.close();
  const dark = await browser.open({ dark: true, titleEmail: 'team@northwind.example' });
  expect(await dark.ask('isDark')).toBe(true);
  expect(await dark.ask('account')).toBe('unknown');
  await dark.page.close();
  const accounts = [
    { email: 'a@example.com', name: 'A' },
    { email: 'b@example.com', name: 'B' },
  ];
  const two = await browser.open({ accounts });
  expect(await two.ask('account')).toBe('several');
  await two.page.close();
});

const lost: [part: string, selector: string][] = [
  ['account', 'header a'],
  ['banner', 'header'],
  ['main', '.bkK'],
  ['toInput', '[name=to], form > [tabindex]'],
  ['ccInput', '[name=cc], .pE, .pB'],
  ['bccInput', '[name=bcc], .pB'],
  ['subject', 'input[name=subjectbox]'],
  ['body', '[g_editable]'],
  ['sendButton', '[role=group] td:first-child'],
  ['discardButton', '[role=group] td:last-child > *'],
  ['draftId', 'input[name=draft]'],
];
for (const [part, selector] of lost) {
  test(`${part} lost: named by the self-check, nothing throws`, async () => {
    const at = await browser.open({ resetMs: null });
    await at.ask('open');
    await at.page.locator(selector).evaluateAll((elements) => elements.map((element) => element.remove()));
    expect((await at.ask('check')).find((check) => check.part === part)?.step).toBeNull();
    const report = await at.ask('fill', 0, mail);
    const field = { toInput: 'to', ccInput: 'cc', bccInput: 'bcc', subject: 'subject', body: 'body' }[part];
    if (field) expect(report).toMatchObject({ [field]: 'refused' });
    await at.ask('account');
    await at.ask('rail');
    await at.ask('isDark');
    await at.page.close();
  });
}

test('a copy field that comes only when asked for is not lost', async () => {
  const at = await browser.open({ resetMs: null });
  await at.ask('open');
  await at.page.locator('[name=cc]').evaluate((element) => element.remove());
  expect((await at.ask('check')).filter(({ step }) => step === null)).toEqual([]);
  expect(await at.ask('fill', 0, mail)).toMatchObject({
    to: 'done',
    cc: 'refused',
    bcc: 'done',
    body: 'done',
  });
  await at.page.close();
});

test('without a Compose button the page’s own address opens a window', async () => {
  const at = await browser.open();
  await at.page.locator('[role=navigation]').evaluate((element) => element.remove());
  expect((await at.ask('check')).find(({ part }) => part === 'composeButton')?.step).toBeNull();
  expect(await openedAndFilled(at)).toEqual(allDone);
  await at.page.close();
});

test('when no window comes, it says so', async () => {
  const at = await browser.open();
  await at.page.locator('[gh=cm]').evaluate((element) => element.replaceWith(element.cloneNode(true)));
  expect(await at.ask('open')).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
  await at.page.close();
});

test('each request of the page is read as what it does', async () => {
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
  test(`a send answered with ${answer} is no send`, async () => {
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
