import { expect, test } from '@playwright/test';
import { compose, page as pageParts } from '../../lib/mailbox/gmail/selectors.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/gmail-adapter.ts';
import {
  allDone,
  anotherComesAndGoes,
  content,
  mail,
  noneSentByUs,
  openedAndFilled,
  outcomes,
} from './support/gmail-mail.ts';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

/** Errors of ours that were caught on their way into the page. */
function troublesOf({ page }: AdapterPage): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.text().startsWith('Utskick') && troubles.push(message.text()));
  return troubles;
}

async function stepOf(at: AdapterPage, part: string): Promise<number | null | undefined> {
  return (await at.ask('check')).find((check) => check.part === part)?.step;
}

/** Fields that cannot be written without a part. */
const needed: Record<string, string> = { toInput: 'to', ccInput: 'cc', bccInput: 'bcc', subject: 'subject' };
const parts = [...Object.values(pageParts), ...Object.values(compose)].map(({ part }) => part);

for (const part of parts.filter((one) => one !== 'body')) {
  test(`R1 gmail: without ${part} nothing throws, it is named, and the rest works`, async () => {
    const at = await browser.open({ without: [part], resetMs: null });
    const troubles = troublesOf(at);
    const report = await openedAndFilled(at);
    const field = needed[part];
    expect(report).toEqual(field ? { ...allDone, [field]: 'refused' } : allDone);
    const spared = ['recipientsCover', 'showCc', 'showBcc'].includes(part); // their fields are there
    expect(await stepOf(at, part)).toBe(spared ? undefined : null);
    expect(await at.ask('account')).toEqual(
      ['account', 'banner'].includes(part) ? 'unknown' : { email: 'astrid.holm@northwind.example' },
    );
    expect(await at.ask('rail')).toMatchObject({ side: 'right' });
    await at.ask('isDark');
    await noneSentByUs(at.page);
    if (part !== 'sendButton' && part !== 'toInput') {
      await at.page.locator('[data-tooltip^=Send]').click();
      await expect.poll(() => outcomes(at)).toEqual(['pressed', 'gone']);
    }
    expect(troubles).toEqual([]);
    await at.page.close();
  });
}

for (const part of ['body', 'composeBox']) {
  test(`R1 gmail: without ${part} no window is used, and that is said`, async () => {
    const at = await browser.open({ without: [part] });
    const troubles = troublesOf(at);
    expect(await at.ask('open')).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
    expect(await at.ask('account')).toEqual({ email: 'astrid.holm@northwind.example' });
    expect(await at.ask('composeAddress', mail)).toContain('view=cm');
    expect(troubles).toEqual([]);
    await at.page.close();
  });
}

test('R1 gmail: fields that come only when asked for are not lost, one that is missing among others is', async () => {
  const at = await browser.open({ resetMs: null });
  await at.ask('open');
  await at.page.locator('[name=cc]').evaluate((element) => element.remove());
  expect((await at.ask('check')).filter(({ step }) => step === null)).toEqual([
    { part: 'ccInput', step: null, function: 'copies' },
  ]);
  expect(await at.ask('fill', 0, mail)).toEqual({ ...allDone, cc: 'refused' });
  await at.page
    .locator('[name=to], [name=bcc]')
    .evaluateAll((elements) => elements.map((one) => one.remove()));
  expect((await at.ask('check')).filter(({ step }) => step === null)).toEqual([]);
  await at.page.close();
});

test('R1 gmail: without a Compose button the page’s own address opens a window', async () => {
  const at = await browser.open();
  await at.page.locator('[role=navigation]').evaluate((element) => element.remove());
  expect((await at.ask('check')).find(({ part }) => part === 'composeButton')?.step).toBeNull();
  expect(await openedAndFilled(at)).toEqual(allDone);
  await at.page.close();
});

test('R1 gmail: when no window comes, it says so', async () => {
  const at = await browser.open();
  await at.page.locator('[gh=cm]').evaluate((element) => element.replaceWith(element.cloneNode(true)));
  expect(await at.ask('open')).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
  await at.page.close();
});

/** What takes the first step of a part's ladder away. */
const changed: [part: string, selector: string, attribute: string][] = [
  ['composeButton', '[gh=cm]', 'gh'],
  ['account', 'header a', 'href'],
  ['toInput', '[name=to] input', 'aria-autocomplete'],
  ['body', '[g_editable]', 'g_editable'],
  ['draftId', 'input[name=draft]', 'name'],
];

test('R2 gmail: a part that is found by a later step says so, and all works on', async () => {
  const at = await browser.open({ resetMs: null, draftIdAtOnce: true });
  expect(await at.ask('open')).toMatchObject({ ok: true });
  for (const [part, selector, attribute] of changed) {
    expect(await stepOf(at, part)).toBe(0);
    const element = at.page.locator(selector).first();
    await element.evaluate((one, name) => one.removeAttribute(name), attribute);
    expect(await stepOf(at, part)).toBeGreaterThan(0);
  }
  expect(await at.ask('fill', 0, mail)).toEqual(allDone);
  expect(await at.ask('read', 0)).toMatchObject(content);
  expect(await at.ask('open')).toMatchObject({ ok: true });
  await at.page.close();
});

test('R2 gmail: with all classes renamed every part is found, by what has a meaning', async () => {
  const at = await browser.open({ renamedClasses: true, resetMs: null });
  await openedAndFilled(at);
  const checks = await at.ask('check');
  expect(checks.filter(({ step }) => step === null)).toEqual([]);
  expect(checks.length).toBeGreaterThan(14);
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect.poll(() => outcomes(at)).toEqual(['pressed', 'gone']);
  await at.page.close();
});

test('R4 gmail: a window open before us is found once, also when an update puts us there again', async () => {
  const at = await browser.open({ draftIdAtOnce: true, resetMs: null });
  await at.page.evaluate(() => window.__openCompose());
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  await at.ask('fill', 0, mail);
  for (let time = 0; time < 2; time++) {
    await at.ask('again');
    expect(await at.ask('foundCount')).toBe(1);
    await anotherComesAndGoes(at);
    expect(await at.ask('foundCount')).toBe(2);
    expect(await at.ask('openCount')).toBe(1);
    expect(await at.ask('read', 0)).toMatchObject(content);
  }
  await at.page.locator('[data-tooltip^=Send]').click();
  await expect.poll(() => outcomes(at, 0)).toEqual(['pressed', 'gone']); // told once, not by each of the three
  await at.page.close();
});
