import { expect, test } from '@playwright/test';
import { type AdapterBrowser, launchAdapter } from '../support/gmail-adapter.ts';
import { mail } from './support/gmail-mail.ts';

const anna = { email: 'anna@example.com', name: 'Anna' };
const berta = { email: 'berta@example.com', name: 'Berta' };
const team = { id: '143', email: 'team@example.com', name: 'Team' };
const base = 'https://mail.google.com/mail/';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

test('R13 gmail: account, theme and space are the page’s own', async () => {
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
  const two = await browser.open({ accounts, accountLinks: 'all' });
  expect(await two.ask('account')).toBe('several');
  await two.page.close();
});

test('R13 gmail: of several accounts it is the one that is open, by its address and not by its number', async () => {
  for (const language of ['en', 'de', 'sv'] as const) {
    const options = { accounts: [anna, berta], language };
    const first = await browser.open(options, `${base}u/0/`);
    expect(await first.ask('account')).toEqual({ email: anna.email });
    await first.page.close();
    const second = await browser.open(options, `${base}u/1/#sent`);
    expect(await second.ask('account')).toEqual({ email: berta.email });
    expect(await second.ask('composeAddress', mail)).toContain(`${base}u/1/?view=cm`);
    await second.page.close();
    // The numbers change when somebody signs out; the address is what counts.
    const later = await browser.open({ accounts: [berta, anna], language }, `${base}u/1/`);
    expect(await later.ask('account')).toEqual({ email: anna.email });
    await later.page.close();
  }
});

for (const linkNames of ['mailbox', 'person'] as const) {
  test(`R13 gmail: a delegated mailbox whose link names the ${linkNames} is never guessed at`, async () => {
    const delegated = [{ ...team, linkNames }];
    const at = await browser.open({ accounts: [anna], delegated }, `${base}b/143/u/0/`);
    const known = linkNames === 'mailbox' ? { email: team.email } : 'unknown';
    expect(await at.ask('account')).toEqual(known);
    expect(await at.ask('composeAddress', mail)).toBeNull();
    await at.page.close();
    // Alone in its window there is only a title, and whom it names there nobody has told us.
    const url = `${base}b/143/u/0/?view=cm&fs=1&tf=1&to=ana.ito@example.com`;
    const alone = await browser.open({ accounts: [anna], delegated }, url);
    expect(await alone.ask('open')).toMatchObject({ ok: true });
    expect(await alone.ask('account')).toBe('unknown');
    await alone.page.close();
  });
}

test('R13 gmail: a subject that names an address is not taken for the account', async () => {
  const subject = 'Offer - boss@other.example - final';
  const url = `${base}u/0/?view=cm&fs=1&tf=1&su=${encodeURIComponent(subject)}`;
  const at = await browser.open({ accounts: [anna] }, url);
  expect(await at.ask('open')).toMatchObject({ ok: true });
  expect(await at.page.title()).toContain(subject);
  expect(await at.ask('account')).toEqual({ email: anna.email });
  await at.page.close();
});
