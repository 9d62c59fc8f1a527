import { expect, type Page, test } from '@playwright/test';
import type { Prefill } from '../../lib/contract/compose.ts';
import { outlookUrl } from '../doubles/outlook/serve.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/outlook-adapter.ts';
import { outlookOf } from './support/outlook-page.ts';

const mail: Prefill = {
  to: [{ email: 'ana.ito@example.com' }, { email: 'bo+tag@example.org' }],
  cc: [],
  bcc: [],
  subject: 'Grüße från Malmö',
  html: '<p>Hi Ana,</p><p>as promised.</p>',
  text: 'Hi Ana, as promised.',
};
const done = { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' };
const languages = ['en', 'de', 'sv'] as const;

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

async function opened(at: AdapterPage): Promise<number> {
  const answer = await at.ask('open');
  expect(answer).toMatchObject({ ok: true });
  return 'at' in answer ? answer.at : -1;
}

async function filled(at: AdapterPage, prefill = mail) {
  return at.ask('fill', await opened(at), prefill);
}

/** What the windows have told, by its types; ids and content come whenever they change. */
async function outcomes(at: AdapterPage, compose = 0): Promise<string[]> {
  const told = (await at.ask('signals')).filter((one) => one.compose === compose);
  return told.map(({ signal }) => signal.type).filter((type) => type !== 'ids' && type !== 'content');
}
const endsWith = (at: AdapterPage, types: string[], compose = 0) =>
  expect.poll(() => outcomes(at, compose)).toEqual(types);

async function over({ page }: AdapterPage): Promise<void> {
  expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
  await page.close();
}

test.describe('R11 outlook', () => {
  for (const language of languages) {
    test(`R11 outlook: a send, its undo and the next send are told of the same window: ${language}`, async () => {
      const at = await browser.open({ language, undoMs: 3000, resetMs: null });
      expect(await filled(at)).toEqual(done);
      const mailbox = outlookOf(at.page);
      await mailbox.send();
      await endsWith(at, ['pressed', 'gone']);
      await mailbox.undo();
      await endsWith(at, ['pressed', 'gone', 'returned']);
      expect(await at.ask('foundCount')).toBe(1);
      expect(await at.ask('read', 0)).toMatchObject({ subject: mail.subject });
      await mailbox.send();
      await endsWith(at, ['pressed', 'gone', 'returned', 'pressed', 'gone']);
      expect((await at.ask('signals')).at(-1)?.signal).toEqual({ type: 'gone', afterPress: true });
      await over(at);
    });
  }

  test('R11 outlook: Ctrl+Enter is a press too', async () => {
    const at = await browser.open({ resetMs: null });
    await filled(at);
    await at.ask('focus', 0);
    await at.page.keyboard.press('Control+Enter');
    await endsWith(at, ['pressed', 'gone']);
    await over(at);
  });

  test('R11 outlook: a question holds the press; no is no send, yes is a press again', async () => {
    const at = await browser.open({ resetMs: null });
    await filled(at, { ...mail, subject: '' });
    const mailbox = outlookOf(at.page);
    await mailbox.send();
    await endsWith(at, ['pressed', 'held']);
    await at.page.locator('#cancel-1').click();
    await mailbox.send();
    await endsWith(at, ['pressed', 'held', 'pressed', 'held']);
    await at.page.locator('#ok-1').click();
    await endsWith(at, ['pressed', 'held', 'pressed', 'held', 'pressed', 'gone']);
    expect(at.double.sent()).toHaveLength(1);
    await over(at);
  });

  for (const editorLeaves of ['before', 'after'] as const) {
    test(`R11 outlook: a refusal in a success is held, its window stays or comes back: ${editorLeaves}`, async () => {
      const at = await browser.open({ resetMs: null, editorLeaves });
      await filled(at);
      at.double.answer('refused');
      await outlookOf(at.page).send();
      await expect.poll(() => outcomes(at)).toContain('held');
      expect((await outcomes(at)).includes('returned')).toBe(editorLeaves === 'before');
      expect(await at.ask('openCount')).toBe(1);
      await over(at);
    });
  }

  test('R11 outlook: discarding is told once the window has gone, and not when the person says no', async () => {
    const at = await browser.open({ resetMs: null });
    await filled(at);
    const mailbox = outlookOf(at.page);
    await mailbox.window(0).locator('#discardCompose').click();
    await at.page.locator('#cancel-1').click();
    await expect.poll(() => at.ask('openCount')).toBe(1);
    expect(await outcomes(at)).toEqual([]);
    await mailbox.discard();
    await endsWith(at, ['discarded']);
    await over(at);
  });

  test('R11 outlook: closing keeps the draft: gone, without a press', async () => {
    const at = await browser.open({ resetMs: null });
    await filled(at);
    await outlookOf(at.page).close();
    await endsWith(at, ['gone']);
    expect((await at.ask('signals')).at(-1)?.signal).toEqual({ type: 'gone', afterPress: false });
    await over(at);
  });

  test('R11 outlook: to be sent later is a press, and the window’s end', async () => {
    const at = await browser.open({ resetMs: null });
    await filled(at);
    await outlookOf(at.page).schedule();
    await expect.poll(() => outcomes(at)).toContain('gone');
    expect((await outcomes(at))[0]).toBe('pressed');
    expect(at.double.log.at(-1)?.kind).toBe('schedule');
    await over(at);
  });
});

test('R1 outlook: whatever part is lost, nothing throws, and what is left is filled', async () => {
  for (const part of ['showCc', 'to', 'subject', 'send', 'discard', 'signature'] as const) {
    const at = await browser.open({ without: [part], resetMs: null });
    const report = await filled(at);
    const expected = { ...done, ...(part === 'to' || part === 'subject' ? { [part]: 'refused' } : {}) };
    expect(report, part).toEqual(expected);
    expect(Array.isArray(await at.ask('check'))).toBe(true);
    await over(at);
  }
});

test('R1 outlook: a page without a body or a New mail button says so', async () => {
  for (const part of ['body', 'newMail'] as const) {
    const at = await browser.open({ without: [part] });
    expect(await at.ask('open')).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
    const lost = (await at.ask('check')).filter(({ step }) => step === null).map((one) => one.part);
    expect(lost).toContain(part);
    await over(at);
  }
});

test('R4 outlook: a window that is open at the start is found once, by the next script too', async () => {
  const at = await browser.open({ resetMs: null });
  await at.page.evaluate(() => window.__openCompose());
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  const ids = await at.ask('ids', 0);
  await at.ask('again');
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  expect(await at.ask('ids', 0)).toEqual(ids);
  await over(at);
});

test('R6 outlook: two windows opened at once each get their own text', async () => {
  for (const behind of ['hidden', 'removed'] as const) {
    const at = await browser.open({ resetMs: null, behind });
    const [first, second] = await Promise.all([opened(at), opened(at)]);
    expect(first).not.toBe(second);
    const other = { ...mail, to: [{ email: 'cai@example.com' }], subject: 'Another', html: '<p>Another</p>' };
    const reports = await Promise.all([at.ask('fill', first, mail), at.ask('fill', second, other)]);
    expect(reports[1]).toEqual(done);
    expect(await at.ask('read', second)).toMatchObject({ to: ['cai@example.com'], subject: 'Another' });
    await expect(outlookOf(at.page).body(behind === 'hidden' ? 1 : 0)).not.toContainText('promised');
    // The window behind cannot be written; that is said, and nothing of it stands anywhere else.
    expect(reports[0]?.body).toBe('refused');
    await over(at);
  }
});

test('R7 outlook: what the page takes by no way is refused, the rest stands', async () => {
  const at = await browser.open({ wellTakes: [], resetMs: null });
  expect(await filled(at)).toEqual({ ...done, to: 'refused' });
  await over(at);
});

test('R7 outlook: a recipient that is shown without an address is not taken on trust', async () => {
  const at = await browser.open({ chipLabel: 'name', resetMs: null });
  expect(await filled(at, { ...mail, to: [{ email: 'ana.ito@example.com' }] })).toEqual({
    ...done,
    to: 'unverified',
  });
  expect((await at.ask('read', 0))?.to).toEqual(['Ana Ito']);
  await over(at);
});

test('R7 outlook: of two addresses that begin alike the picker’s exact one is chosen', async () => {
  const at = await browser.open({ wellTakes: ['picker'], resetMs: null });
  await filled(at, { ...mail, to: [{ email: 'ana.ito@example.com.au' }, { email: 'ana.ito@example.com' }] });
  expect(await outlookOf(at.page).to()).toEqual(['ana.ito@example.com.au', 'ana.ito@example.com']);
  await over(at);
});

test('R8 R9 outlook: what the person has written is not touched, before or after a reset', async () => {
  const at = await browser.open({ resetMs: 600 });
  const window = await opened(at);
  const fresh = await outlookOf(at.page).well('to').elementHandle();
  await outlookOf(at.page).body().click();
  await at.page.keyboard.type('Mine');
  const report = await at.ask('fill', window, mail);
  expect(report).toMatchObject({ to: 'refused', subject: 'refused', body: 'refused' });
  // The page draws its fields anew.
  await expect.poll(() => fresh?.evaluate((field) => field.isConnected)).toBe(false);
  expect(await at.ask('read', window)).toMatchObject({ to: [], subject: '' });
  await expect(outlookOf(at.page).body()).toContainText('Mine');
  await over(at);
});

test('R9 outlook: a text of the person’s choice goes where their cursor was', async () => {
  const at = await browser.open({ resetMs: null });
  const window = await opened(at);
  await outlookOf(at.page)
    .body()
    .click({ position: { x: 20, y: 8 } });
  await at.page.keyboard.type('Before after');
  for (let steps = 0; steps < 5; steps++) await at.page.keyboard.press('ArrowLeft');
  const report = await at.ask('insert', window, { html: '<b>middle</b> ', subject: 'Chosen', how: 'cursor' });
  expect(report).toEqual({ subject: 'done', body: 'done' });
  await expect(outlookOf(at.page).body()).toContainText(/Before\s*middle\s*after/);
  await over(at);
});

for (const language of languages) {
  test(`R10 outlook: an answer keeps its recipients and subject, its text goes above the quote: ${language}`, async () => {
    const at = await browser.open({ language });
    await outlookOf(at.page).rows.first().click();
    await at.page.locator('button:has([data-icon-name=ArrowReplyRegular])').last().click();
    await expect.poll(() => at.ask('foundCount')).toBe(1);
    expect(await at.ask('isReply', 0)).toBe(true);
    expect(await at.ask('kind', 0)).toBe('inline');
    const report = await at.ask('fill', 0, mail);
    expect(report).toMatchObject({ to: 'refused', subject: 'refused', body: 'done' });
    const text = await outlookOf(at.page)
      .body()
      .evaluate((element) => element.textContent ?? '');
    expect(text.trimStart().startsWith('Hi Ana,')).toBe(true);
    expect(text.indexOf('Astrid Holm')).toBeGreaterThan(text.indexOf('as promised'));
    await over(at);
  });
}

const [one, two] = [
  { email: 'astrid.holm@northwind.example', name: 'Astrid Holm' },
  { email: 'sales@northwind.example', name: 'Sales' },
];
test('R13 outlook: one mailbox is known, several are not guessed at, one opened by its address counts', async () => {
  for (const language of languages) {
    const at = await browser.open({ language, mailboxes: [one] });
    await expect.poll(() => at.ask('account')).toEqual({ email: one.email });
    await over(at);
  }
  const several = await browser.open({ mailboxes: [one, two] });
  await expect.poll(() => several.ask('account')).toBe('several');
  await over(several);
  const shared = await browser.open({ sharedMailbox: two.email }, `${outlookUrl()}${two.email}/`);
  await expect.poll(() => shared.ask('account')).toEqual({ email: two.email });
  expect(await shared.ask('composeAddress', mail)).toBeNull();
  await over(shared);
  const folded = await browser.open({ without: ['folderPane'] });
  await outlookOf(folded.page).rows.first().waitFor();
  expect(await folded.ask('account')).toBe('unknown');
  await over(folded);
});

test('R14 outlook: the open conversation is known, and only it', async () => {
  const at = await browser.open();
  const { rows } = outlookOf(at.page);
  await rows.first().waitFor();
  for (const nth of [0, 3, 1]) {
    await rows.nth(nth).click();
    const id = await rows.nth(nth).getAttribute('data-convid');
    await expect.poll(async () => (await at.ask('threads')).at(-1)?.key).toBe(id);
    expect((await at.ask('thread'))?.ids.thread).toBe(id);
  }
  const people = (await at.ask('thread'))?.participants ?? [];
  expect(people).toContainEqual({ email: 'bo@example.org', name: '', role: 'from', own: false });
  await at.page.goBack();
  await expect
    .poll(async () => (await at.ask('thread'))?.key)
    .toBe(await rows.nth(3).getAttribute('data-convid'));
  await over(at);
});

test('R14 outlook: one’s own messages bear no address, and nobody is guessed', async () => {
  const at = await browser.open();
  await outlookOf(at.page).rows.first().click();
  await expect.poll(async () => (await at.ask('thread'))?.messages.length).toBe(2);
  expect((await at.ask('thread'))?.messages).toEqual([
    { id: '', from: null, own: null },
    { id: '', from: 'ana.ito@example.com', own: false },
  ]);
  await over(at);
});

for (const popOut of ['url', 'blank'] as const) {
  test(`R5 outlook: a window that is taken out is found where it is now: ${popOut}`, async () => {
    const at = await browser.open({ popOut, resetMs: null });
    await filled(at);
    const own = await browser.popup(at, () => outlookOf(at.page).popOut());
    await endsWith(at, ['gone']);
    await expect.poll(() => own.ask('foundCount')).toBe(1);
    expect(await own.ask('kind', 0)).toBe('popout');
    expect(await own.ask('isComposeWindow')).toBe(true);
    expect(await own.ask('rail')).toBeNull();
    expect(await own.ask('read', 0)).toMatchObject({
      to: mail.to.map(({ email }) => email),
      subject: mail.subject,
    });
    const ids = await own.ask('ids', 0);
    if (popOut === 'url') expect(ids.draft).toMatch(/^AAk/);
    else expect(ids).toEqual(await at.ask('ids', 0));
    await own.page.close();
    await over(at);
  });
}

test('R5 outlook: its address opens a window of its own that holds what fits, and is filled up', async () => {
  const at = await browser.open();
  const full = { ...mail, cc: [{ email: 'cai@example.com' }], bcc: [{ email: 'log@example.net' }] };
  await outlookOf(at.page).rows.first().waitFor();
  const url = await at.ask('composeAddress', full);
  if (!url) throw new Error('no address');
  for (const config of [{}, { mailtoBcc: false }, { signInLost: true }]) {
    const own = await browser.open(config, url);
    if ('signInLost' in config) await own.page.waitForURL(/signedin=1/);
    await outlookOf(own.page).body().waitFor();
    expect(await own.ask('open')).toMatchObject({ ok: true });
    const report = await own.ask('fill', 0, full);
    for (const became of Object.values(report)) expect(['done', 'already']).toContain(became);
    expect(await own.ask('read', 0)).toMatchObject({ subject: mail.subject, bcc: ['log@example.net'] });
    await over(own);
  }
  const dropped = await browser.open({ linkDropped: true }, url);
  expect(await dropped.ask('open')).toMatchObject({ ok: true });
  expect(await dropped.ask('kind', 0)).toBe('docked');
  await over(dropped);
  await at.page.close();
});

async function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.className !== '');
}

test('the page’s own theme, and the space the rail leaves to header and ribbon', async () => {
  for (const dark of [false, true]) {
    const at = await browser.open({ dark });
    await outlookOf(at.page).rows.first().waitFor();
    expect(await at.ask('isDark')).toBe(await isDark(at.page));
    const ribbon = await at.page.locator('#innerRibbonContainer').boundingBox();
    const rail = await at.ask('rail');
    expect(rail?.topPx).toBeGreaterThanOrEqual(Math.floor((ribbon?.y ?? 0) + (ribbon?.height ?? 0)));
    await over(at);
  }
});
