import type { Page } from '@playwright/test';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import type { TestBrowser } from './support/browser.ts';
import { type GmailDesk, openDesk } from './support/gmail-flow.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

const to = ['ana@fjord.example'];
const languages = ['en', 'de', 'sv'] as const;

async function count(member: Member, status: 'open' | 'done'): Promise<number> {
  return (await tasksOf(member, status)).length;
}

async function deskWithTask(
  member: Member,
  client: TestBrowser,
  options: Partial<GmailConfig>,
): Promise<GmailDesk> {
  await launchEmails(member, ['Ana']);
  return openDesk(client, member, options);
}

async function chips(page: Page): Promise<string[]> {
  const found = page.locator('[name=to] [data-hovercard-id]');
  return found.evaluateAll((all) => all.map((one) => one.getAttribute('data-hovercard-id') ?? ''));
}

/** Presses Write and waits for the tab that it brings. */
async function writeInTab(desk: GmailDesk, client: TestBrowser): Promise<Page> {
  const [tab] = await Promise.all([client.context.waitForEvent('page'), desk.write('Ana Berg')]);
  return tab;
}

for (const language of languages) {
  test(`R5 gmail: a task is written and sent in full screen (${language})`, async ({ member, client }) => {
    const desk = await deskWithTask(member, client, { language, fullScreen: true });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await expect.poll(() => desk.gmail.to()).toEqual(to);
    await desk.page.locator('.aSt [role=group] td:first-child [role=button]').first().click();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect(desk.double.sent()).toMatchObject([{ to, subject: 'Hello Ana' }]);
  });

  test(`R5 gmail: without a window in the page a task is written in one of its own (${language})`, async ({
    member,
    client,
  }) => {
    const desk = await deskWithTask(member, client, { language, opensInPage: false });
    const tab = await writeInTab(desk, client);
    await expect(tab.locator('[name=subjectbox]')).toHaveValue('Hello Ana');
    await expect.poll(() => chips(tab)).toEqual(to);
    await expect(tab.locator('[g_editable]')).toContainText('Hello');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    expect(desk.double.log.map(({ kind }) => kind).filter((kind) => kind !== 'draft')).toEqual([]);
    await tab.locator('.aoO').click();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect(desk.double.sent()).toMatchObject([{ to, subject: 'Hello Ana' }]);
    expect(await tab.evaluate(() => window.__untrustedSends)).toEqual([]);
  });
}

test('R13 gmail: the window by address is one of the account that is open, whatever its number', async ({
  member,
  client,
}) => {
  const accounts = [
    { email: 'kim@other.example', name: 'Kim' },
    { email: member.email, name: member.name },
  ];
  const desk = await deskWithTask(member, client, { opensInPage: false, accounts });
  await desk.page.goto('https://mail.google.com/mail/u/1/#inbox');
  const tab = await writeInTab(desk, client);
  await expect(tab.locator('[name=subjectbox]')).toHaveValue('Hello Ana');
  expect(new URL(tab.url()).pathname).toBe('/mail/u/1/');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await tab.locator('.aoO').click();
  await expect.poll(() => count(member, 'done')).toBe(1);
  expect(desk.double.sent()).toMatchObject([{ from: member.email, owner: 'u/1' }]);
});

/** Makes the window in the page one of the browser. */
async function popOut(desk: GmailDesk, client: TestBrowser): Promise<Page> {
  const [popup] = await Promise.all([
    client.context.waitForEvent('page'),
    desk.page.locator('.Hq').click({ modifiers: ['Shift'] }),
  ]);
  await expect(popup.locator('[name=subjectbox]')).toHaveValue('Hello Ana');
  await expect(desk.gmail.windows).toHaveCount(0);
  return popup;
}

test('R5 gmail: a window that the person pops out is still the task’s', async ({ member, client }) => {
  const desk = await deskWithTask(member, client, { draftDelayMs: 300 });
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await expect(desk.page.locator('input[name=draft]')).toHaveValue(/^#msg-/);
  const popup = await popOut(desk, client);
  await expect(popup.locator('utskick-tools')).toBeVisible(); // found there
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await popup.locator('.aoO').click();
  await expect.poll(() => count(member, 'done')).toBe(1);
  expect(desk.double.sent()).toMatchObject([{ to, subject: 'Hello Ana' }]);
});

test('R5 gmail: a window popped out before its draft was ever saved is still the task’s', async ({
  member,
  client,
}) => {
  const desk = await deskWithTask(member, client, { draftDelayMs: 60_000 });
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  const popup = await popOut(desk, client);
  await popup.locator('.aoO').click();
  await expect.poll(() => count(member, 'done')).toBe(1);
  expect(desk.double.sent()).toMatchObject([{ to, subject: 'Hello Ana' }]);
});

test('R11 gmail, §3.5 scheduled: a message that is scheduled is told as such, and the task stays open', async ({
  member,
  client,
}) => {
  const desk = await deskWithTask(member, client, {});
  desk.double.slow(600); // the answer comes after the window has gone
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.page.locator('[aria-haspopup=true].hG').click();
  await desk.page.locator('[selector=scheduledSend]').click();
  await desk.page.getByRole('dialog', { name: 'Schedule send' }).getByRole('menuitem').first().click();
  await expect(desk.sidebar.getByText('Scheduled in your mailbox')).toBeVisible();
  expect(await count(member, 'open')).toBe(1);
  await desk.gmail.undo();
  await expect(desk.sidebar.getByText('Sending undone').first()).toBeVisible();
  await expect(desk.gmail.subject()).toHaveValue('Hello Ana');
});

for (const linkNames of ['person', 'mailbox'] as const) {
  test(`R13 gmail: in a delegated mailbox whose link names the ${linkNames} nothing is guessed`, async ({
    member,
    client,
  }) => {
    const team = { id: '143', email: 'team@northwind.example', name: 'Team', linkNames };
    const desk = await deskWithTask(member, client, { delegated: [team] });
    await desk.page.goto('https://mail.google.com/mail/b/143/u/0/#inbox');
    await desk.write('Ana Berg');
    const said = linkNames === 'mailbox' ? team.email : member.email;
    await expect(desk.sidebar.getByRole('main').getByText(said).first()).toBeVisible();
    await expect(desk.gmail.windows).toHaveCount(0);
    expect(desk.double.log).toEqual([]);
  });
}
