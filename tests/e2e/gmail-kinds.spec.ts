import { expect, type Page, test } from '@playwright/test';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/gmail-adapter.ts';
import { allDone, anotherComesAndGoes, content, mail, noneSentByUs, outcomes } from './support/gmail-mail.ts';

const languages = ['en', 'de', 'sv'] as const;
const question = 'A quick question about Tuesday';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

const fullButton = (page: Page) => page.locator('.Hq');
const bodyOf = (page: Page) => page.locator('[g_editable]');

/** An answer in the open thread. */
async function answer(at: AdapterPage, kind: '.bkH' | '.bkI' | '.bkG'): Promise<void> {
  await at.page.locator('tr', { hasText: question }).click();
  await at.page.locator(kind).filter({ visible: true }).click();
  await bodyOf(at.page).waitFor();
}

for (const language of languages) {
  test(`R5 gmail: where Gmail opens full screen, a task is written there (${language})`, async () => {
    const at = await browser.open({ fullScreen: true, language, resetMs: 300 });
    expect(await at.ask('open')).toEqual({ ok: true, at: 0 });
    expect(await at.ask('kind', 0)).toBe('fullscreen');
    expect(await at.ask('fill', 0, mail)).toEqual(allDone);
    expect(await at.ask('read', 0)).toMatchObject(content);
    await noneSentByUs(at.page);
    await at.page.close();
  });

  test(`R5 gmail: a window of its own is read, known and filled by its address and by us (${language})`, async () => {
    const home = await browser.open({ language });
    const url = await home.ask('composeAddress', mail);
    await home.page.close();
    const at = await browser.open({ language }, url ?? '');
    expect(await at.ask('isComposeWindow')).toBe(true);
    expect(await at.ask('rail')).toBeNull();
    expect(await at.ask('open')).toEqual({ ok: true, at: 0 });
    expect(at.page.url()).toContain('tf=cm');
    expect(await at.ask('account')).toEqual({ email: 'astrid.holm@northwind.example' });
    expect(await at.ask('kind', 0)).toBe('popout');
    const already = { to: 'already', cc: 'already', bcc: 'already', subject: 'already', body: 'done' };
    expect(await at.ask('fill', 0, mail)).toEqual(already);
    expect(await at.ask('read', 0)).toMatchObject(content);
    await expect(bodyOf(at.page).locator('strong')).toHaveText('promised');
    expect((await at.ask('check')).filter(({ step }) => step === null)).toEqual([]);
    await expect.poll(() => at.double.log.at(-1)).toMatchObject({ kind: 'draft', ...content });
    await noneSentByUs(at.page);
    await at.page.close();
  });
}

for (const config of [
  { kindChange: 'move' },
  { kindChange: 'rebuild' },
  { kindChange: 'rebuild', draftIdAtOnce: true, renamedClasses: true },
  { kindChange: 'move', oldRecipients: true },
] satisfies Partial<GmailConfig>[]) {
  test(`R5 gmail: to full screen and back a window stays the same: ${JSON.stringify(config)}`, async () => {
    const at = await browser.open({ ...config, resetMs: null });
    await at.ask('open');
    await at.ask('fill', 0, mail);
    const ids = await at.ask('ids', 0);
    const full = at.page.getByRole('button', { name: 'ull screen' });
    await full.click();
    await expect.poll(() => at.ask('kind', 0)).toBe('fullscreen');
    expect(await at.ask('read', 0)).toMatchObject(content);
    await full.click();
    await expect.poll(() => at.ask('kind', 0)).toBe('docked');
    await expect.poll(async () => (await at.ask('ids', 0)).draft).toMatch(/^msg-a:/);
    expect((await at.ask('ids', 0)).compose).toBe(ids.compose);
    await full.click();
    await expect.poll(() => at.ask('kind', 0)).toBe('fullscreen');
    await at.page.locator('[data-tooltip^=Send]').click();
    await expect.poll(() => outcomes(at)).toEqual(['pressed', 'gone']);
    expect(await at.ask('foundCount')).toBe(1);
    expect(at.double.sent()).toMatchObject([{ id: (await at.ask('ids', 0)).draft, ...content }]);
    await at.page.close();
  });
}

test('R5 gmail: a closed full-screen window leaves its dialog behind, and is gone all the same', async () => {
  const at = await browser.open({ fullScreen: true, resetMs: null });
  await at.ask('open');
  await at.page.getByRole('button', { name: 'Save & close' }).click();
  await expect.poll(() => outcomes(at)).toEqual(['gone']);
  expect(await at.page.locator('[role=dialog]').count()).toBe(1);
  expect(await at.ask('openCount')).toBe(0);
  expect(await at.ask('open')).toEqual({ ok: true, at: 1 });
  await at.page.close();
});

test('R5 gmail: minimised, a window keeps its identity and can be read, and comes up when asked for', async () => {
  const at = await browser.open({ resetMs: null });
  await at.ask('open');
  await at.ask('fill', 0, mail);
  const minimise = at.page.getByRole('button', { name: 'Minimize' });
  await minimise.click();
  await expect(bodyOf(at.page)).toBeHidden();
  await anotherComesAndGoes(at);
  expect(await at.ask('read', 0)).toMatchObject(content);
  expect(await outcomes(at, 0)).toEqual([]);
  await at.ask('focus', 0);
  await expect(bodyOf(at.page)).toBeFocused();
  await at.ask('focus', 0);
  await expect(bodyOf(at.page)).toBeVisible();
  expect(await at.ask('foundCount')).toBe(2);
  await at.page.close();
});

test('R5 gmail: popped out, the draft goes on in a window of its own under the same id', async () => {
  const at = await browser.open({ resetMs: null, draftIdAtOnce: true });
  await at.ask('open');
  await at.ask('fill', 0, mail);
  const { draft } = await at.ask('ids', 0);
  const popup = await browser.popup(at, () => fullButton(at.page).click({ modifiers: ['Shift'] }));
  await expect.poll(() => popup.ask('foundCount')).toBe(1);
  expect(await popup.ask('kind', 0)).toBe('popout');
  expect((await popup.ask('ids', 0)).draft).toBe(draft);
  expect(await popup.ask('read', 0)).toMatchObject(content);
  expect(await popup.ask('account')).toEqual({ email: 'astrid.holm@northwind.example' });
  await expect.poll(() => outcomes(at)).toEqual(['gone']);
  const closed = popup.page.waitForEvent('close');
  await popup.page.locator('[data-tooltip^=Send]').click();
  await closed;
  expect(at.double.sent()).toMatchObject([{ id: draft, ...content }]);
  await at.page.close();
});

for (const language of languages) {
  test(`R10 gmail: of an answer only the body is written, and its thread stays (${language})`, async () => {
    const at = await browser.open({ language });
    await answer(at, '.bkI');
    await expect.poll(() => at.ask('foundCount')).toBe(1);
    expect(await at.ask('kind', 0)).toBe('inline');
    expect(await at.ask('isReply', 0)).toBe(true);
    const before = await at.ask('read', 0);
    expect(before).toMatchObject({
      to: ['bo.lindgren@example.com'],
      cc: ['ana.ito@example.com'],
      subject: `Re: ${question}`,
    });
    const refused = { to: 'refused', cc: 'refused', bcc: 'refused', subject: 'refused', body: 'done' };
    expect(await at.ask('fill', 0, mail)).toEqual(refused);
    const after = await at.ask('read', 0);
    expect(after).toMatchObject({ to: before?.to, cc: before?.cc, bcc: [], subject: before?.subject });
    const text = (await bodyOf(at.page).textContent()) ?? '';
    expect(text.indexOf('promised')).toBeLessThan(text.indexOf('I will join from the train'));
    await at.page.locator('.aoO').click();
    await expect.poll(() => at.double.sent().length).toBe(1);
    expect(at.double.sent()[0]).toMatchObject({
      thread: 'thread-a:r4302120075518949594',
      to: before?.to,
      subject: before?.subject,
    });
    await at.page.close();
  });
}

test('R10 gmail: an answer that is taken out of its thread is still an answer, and the same one', async () => {
  const at = await browser.open({ draftIdAtOnce: true });
  await answer(at, '.bkH');
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  await at.page.getByRole('button', { name: 'Pop out reply' }).click();
  await expect.poll(() => at.ask('kind', 0)).toBe('docked');
  expect(await at.ask('isReply', 0)).toBe(true);
  const insertion = { html: '<p>From a template</p>', subject: 'Another subject', how: 'replace' } as const;
  expect(await at.ask('insert', 0, insertion)).toEqual({ subject: 'refused', body: 'done' });
  expect(await at.ask('read', 0)).toMatchObject({ subject: `Re: ${question}` });
  expect(await at.ask('foundCount')).toBe(1);
  await at.page.close();
});

test('R10 gmail: an answer that is being written is never taken for the new window of a task', async () => {
  const at = await browser.open({ buildDelayMs: 400 });
  await at.page.locator('tr', { hasText: question }).click();
  await at.page.locator('.bkH').filter({ visible: true }).click();
  expect(await at.ask('open')).toMatchObject({ ok: true });
  const opened = (await Promise.all([0, 1].map((one) => at.ask('kind', one)))).sort();
  expect(opened).toEqual(['docked', 'inline']);
  const docked = (await at.ask('kind', 0)) === 'docked' ? 0 : 1;
  expect(await at.ask('fill', docked, mail)).toEqual(allDone);
  expect((await at.ask('read', 1 - docked))?.html).toBe('');
  await at.page.close();
});

for (const how of ['button', 'keys'] as const) {
  test(`R5 gmail: send + archive by ${how} is a press, and the answer is sent in its thread`, async () => {
    const at = await browser.open({ sendAndArchive: true });
    await answer(at, '.bkH');
    await expect.poll(() => at.ask('foundCount')).toBe(1);
    await at.ask('fill', 0, { ...mail, to: [], cc: [], bcc: [], subject: '' });
    if (how === 'button') await at.page.locator('.Uo').click();
    else await bodyOf(at.page).press('Control+Shift+Enter');
    await expect.poll(() => outcomes(at)).toEqual(['pressed', 'gone']);
    await expect.poll(() => at.double.log.map(({ kind }) => kind).slice(-2)).toEqual(['send', 'archive']);
    await expect(at.page).toHaveURL(/#inbox$/);
    await at.page.close();
  });
}
