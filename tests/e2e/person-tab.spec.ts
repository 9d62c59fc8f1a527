import type { FrameLocator, Page } from '@playwright/test';
import { hashToken } from '../doubles/gmail/page/threads.ts';
import { faultsOf } from './support/axe.ts';
import { openSidebar, sidebarOf, type TestBrowser } from './support/browser.ts';
import { gmailOf } from './support/gmail-page.ts';
import {
  addCampaign,
  addPerson,
  callStep,
  emailStep,
  launch,
  launchEmails,
  plainEmail,
  tasksOf,
} from './support/seed.ts';
import type { Member } from './support/server.ts';
import { outlookSite } from './support/sites.ts';
import { expect, test } from './support/world.ts';

const helix = { companyName: 'Helix Labs' };
const priya = { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@helixlabs.example', ...helix };
const marc = { firstName: 'Marc', lastName: 'Vermeulen', email: 'marc@vermeulen-retail.example' };
const pricing = 'Pricing for 40 seats';
const introduction = 'Introduction: Astrid and Lotte';

async function openGmail(client: TestBrowser, member: Member) {
  return client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Opens the thread whose row has this subject, as a person does. */
async function openThread(page: Page, subject: string): Promise<void> {
  await goTo(page, '#inbox');
  await page.getByRole('row').getByText(subject, { exact: true }).click();
  await page.getByRole('heading', { name: subject, level: 2, exact: true }).waitFor();
}

async function openPersonTab(page: Page): Promise<FrameLocator> {
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('tab', { name: /^Person/ }).click();
  return sidebar;
}

const heading = (sidebar: FrameLocator | Page, name: string) =>
  sidebar.getByRole('heading', { name, level: 2, exact: true });

test('R14 gmail: the Person tab shows who the open thread is from, and nobody of the thread before', async ({
  member,
  client,
}) => {
  await addPerson(member, priya);
  await addPerson(member, marc);
  await member.api('blockedDomains.add', { body: { domain: 'vermeulen-retail.example' } });
  const { page } = await openGmail(client, member);
  const sidebar = await openPersonTab(page);
  await expect(sidebar.getByText('No message open')).toBeVisible();
  await openThread(page, pricing);
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await expect(sidebar.getByText('Helix Labs')).toBeVisible();
  await openThread(page, introduction);
  await expect(heading(sidebar, 'Marc Vermeulen')).toBeVisible();
  await expect(sidebar.getByText('Blocked domain: vermeulen-retail.example')).toBeVisible();
  await expect(sidebar.getByText('Helix Labs')).toHaveCount(0);
  // The threads that were open before are still in the page, hidden.
  expect(await page.locator('h2[data-thread-perm-id]').count()).toBeGreaterThan(1);
  await goTo(page, '#inbox');
  await expect(sidebar.getByText('No message open')).toBeVisible();
});

test('a thread that opens leaves the Tasks tab alone and marks the Person tab', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  await addPerson(member, priya);
  const { page } = await openGmail(client, member);
  const sidebar = await openSidebar(page);
  await openThread(page, pricing);
  await expect(sidebar.getByRole('tab', { name: 'Person Priya Raman new' })).toBeVisible();
  await expect(sidebar.getByText('1 task')).toBeVisible();
  await sidebar.getByRole('tab', { name: 'Tasks' }).focus();
  await page.keyboard.press('2');
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await expect(sidebar.getByRole('tab', { name: 'Person Priya Raman', exact: true })).toBeVisible();
  await page.reload();
  await expect(sidebarOf(page).getByRole('tab', { name: /^Person/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('§5 sidebar: somebody unknown is added, put on a campaign, and taken off again', async ({
  member,
  client,
}) => {
  const step = callStep('Call about the offer');
  await addCampaign(member, [{ number: 1, steps: [step] }]);
  const { page } = await openGmail(client, member);
  const sidebar = await openPersonTab(page);
  await openThread(page, pricing);
  await expect(sidebar.getByText('Nobody in your workspace has this address.')).toBeVisible();
  await sidebar.getByRole('button', { name: 'Add person' }).click();
  const dialog = sidebar.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'First name' })).toHaveValue('Priya');
  await dialog.getByRole('button', { name: 'Add person' }).click();
  await expect(sidebar.getByText('On no campaign.')).toBeVisible();
  await sidebar.getByRole('button', { name: 'Add to campaign' }).click();
  await dialog.getByRole('radio', { name: /First touch/ }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(sidebar.getByText('Running')).toBeVisible();
  await expect.poll(async () => (await tasksOf(member, 'open')).length).toBe(1);
  await sidebar.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(sidebar.getByText('Taken off')).toBeVisible();
  await expect.poll(async () => (await tasksOf(member, 'open')).length).toBe(0);
  await sidebar.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(sidebar.getByText('Running')).toBeVisible();
});

test('a reply seen in the mailbox ends the campaign, and is taken back', async ({ member, client }) => {
  const person = await addPerson(member, priya);
  const days = [
    { number: 1, steps: [emailStep('First email', plainEmail('Hello {{first_name}}'))] },
    { number: 2, steps: [callStep('Call')] },
  ];
  await launch(member, await addCampaign(member, days), [person]);
  const { page, double } = await openGmail(client, member);
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('button', { name: /^Email.*Priya/ }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  await gmailOf(page).send();
  await expect.poll(async () => (await tasksOf(member, 'open'))[0]?.type).toBe('call');

  const sent = double.threads().find(({ subject }) => subject === 'Hello Priya');
  if (!sent) throw new Error('expected the thread that the mail began');
  const from = { email: priya.email, name: 'Priya Raman' };
  const to = [{ email: 'me', name: 'me' }];
  double.receive(sent.id, {
    id: 'f:1862317453241163777',
    from,
    to,
    cc: [],
    when: '10:00',
    text: ['Yes, please.'],
  });
  await page.evaluate(() => window.__refresh());
  await goTo(page, `#inbox/${hashToken(sent.id)}`);
  await expect(sidebar.getByText('A reply was seen')).toBeVisible();
  await expect(sidebar.getByText('“First touch” has ended for them.')).toBeVisible();
  await expect.poll(async () => (await tasksOf(member, 'open')).length).toBe(0);
  const { runs } = await runsOf(member, person.id);
  expect(runs).toMatchObject([{ status: 'replied', lastEvent: { source: 'mailbox' } }]);

  await sidebar.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(sidebar.getByText('A reply was seen')).toHaveCount(0);
  await expect.poll(async () => (await tasksOf(member, 'open')).length).toBe(1);
  // Seen once, told once: the same thread opened again says nothing anew.
  await goTo(page, '#inbox');
  await goTo(page, `#inbox/${hashToken(sent.id)}`);
  await expect(sidebar.getByRole('tab', { name: /Priya/ })).toBeVisible();
  expect((await runsOf(member, person.id)).runs).toMatchObject([{ status: 'active' }]);
});

async function runsOf(member: Member, id: string) {
  const context = await member.api('people.context', { params: { id } });
  return { runs: context.enrolments };
}

test('R19 gmail: a worker that was stopped, and an update, lose nobody and show nobody else', async ({
  member,
  client,
}) => {
  await addPerson(member, priya);
  await addPerson(member, marc);
  const { page } = await openGmail(client, member);
  const sidebar = await openPersonTab(page);
  await openThread(page, pricing);
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await client.killWorker();
  await openThread(page, introduction);
  await expect(heading(sidebar, 'Marc Vermeulen')).toBeVisible();
  await client.reloadExtension();
  await expect(page.locator('utskick-rail')).toHaveCount(1);
  await expect(heading(sidebarOf(page), 'Marc Vermeulen')).toBeVisible();
});

test('R20 gmail: of an open thread only its addresses go to the server, in the look-up, and only when it is looked at', async ({
  server,
  member,
  client,
}) => {
  await addPerson(member, priya);
  const asked: { path: string; body: string }[] = [];
  client.context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === server.url) asked.push({ path: url.pathname, body: request.postData() ?? '' });
  });
  const { page } = await openGmail(client, member);
  const sidebar = await openSidebar(page);
  await openThread(page, pricing);
  await expect(sidebar.getByRole('tab', { name: /Priya Raman/ })).toBeVisible();
  expect(asked.filter(({ path }) => path.includes('people'))).toEqual([]);
  await sidebar.getByRole('tab', { name: /^Person/ }).click();
  await expect(sidebar.getByText('Helix Labs')).toBeVisible();
  await openThread(page, 'A quick question about Tuesday');
  await expect(sidebar.getByText('2 others in this thread')).toBeVisible();
  await expect(sidebar.getByText('Not in contacts')).toHaveCount(2);
  const lookups = asked.filter(({ path }) => path === '/api/v2/people/lookup');
  expect(lookups.map(({ body }) => JSON.parse(body))).toEqual([
    { emails: [priya.email] },
    { emails: ['ana.ito@example.com', 'bo.lindgren@example.com'] },
  ]);
  const rest = asked.filter((one) => !lookups.includes(one)).map(({ path, body }) => path + body);
  expect(rest.join(' ')).not.toMatch(/priya|ana\.ito|Pricing|thread-|msg-|%40/i);
});

test('the panel beside the tabs follows the one in front, and Start goes there', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  await addPerson(member, priya);
  const { page } = await openGmail(client, member);
  // A page of ours that is not in a mail page; as a tab in the background it has the same rules as the panel.
  const panel = await client.openPage('sidebar.html');
  await panel.getByRole('tab', { name: /^Person/ }).click();
  await expect(panel.getByText('No mailbox in this tab')).toBeVisible();
  await page.bringToFront();
  await expect(panel.getByText('No message open')).toBeVisible();
  await openThread(page, pricing);
  await expect(heading(panel, 'Priya Raman')).toBeVisible();
  const second = await openGmail(client, member);
  await second.page.bringToFront();
  await expect(panel.getByText('No message open')).toBeVisible();
  await page.bringToFront();
  await expect(heading(panel, 'Priya Raman')).toBeVisible();
  await panel.getByRole('tab', { name: /^Tasks/ }).dispatchEvent('click');
  await panel.getByRole('button', { name: /^Email.*Ana/ }).dispatchEvent('click');
  await panel.getByRole('button', { name: 'Write mail' }).dispatchEvent('click');
  await expect(gmailOf(page).subject()).toHaveValue('Hello Ana');
  await expect(gmailOf(second.page).windows).toHaveCount(0);
  // One of two is enough, and it is said.
  await openSidebar(page);
  await expect(panel.getByText('The sidebar is open in the mail page too.')).toBeVisible();
  await panel.getByRole('button', { name: 'Close the one in the page' }).dispatchEvent('click');
  await expect(panel.getByText('The sidebar is open in the mail page too.')).toHaveCount(0);
  await expect(page.locator('utskick-rail iframe')).toBeHidden();
});

for (const theme of ['light', 'dark'] as const) {
  test(`R17 every site: axe finds nothing in the Person tab (${theme})`, async ({ member, client }) => {
    const person = await addPerson(member, priya);
    await launch(member, await addCampaign(member, [{ number: 1, steps: [callStep('Call')] }]), [person]);
    const { page } = await openGmail(client, member);
    const panel = await client.openPage('sidebar.html');
    await panel.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await panel.getByRole('tab', { name: /^Person/ }).click();
    await page.bringToFront();
    await openThread(page, pricing);
    await expect(panel.getByText('Running')).toBeVisible();
    expect(await faultsOf(panel)).toEqual([]);
    for (const name of ['Add to campaign', 'New task', 'Log…', 'Change']) {
      await panel.getByRole('button', { name }).dispatchEvent('click');
      await expect(panel.getByRole('dialog')).toBeVisible();
      expect(await faultsOf(panel), name).toEqual([]);
      await panel.getByRole('dialog').getByRole('button', { name: 'Close' }).dispatchEvent('click');
      await expect(panel.getByRole('dialog')).toHaveCount(0);
    }
  });
}

test('R17 gmail: the Person tab by keyboard alone', async ({ member, client }) => {
  await addPerson(member, priya);
  const { page } = await openGmail(client, member);
  const sidebar = await openSidebar(page);
  await openThread(page, pricing);
  await sidebar.getByRole('tab', { name: 'Tasks' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(sidebar.getByRole('tab', { name: /^Person/ })).toBeFocused();
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await sidebar.getByRole('button', { name: 'Log…' }).focus();
  await page.keyboard.press('Enter');
  await expect(sidebar.getByRole('textbox', { name: 'In short' })).toBeFocused();
  await page.keyboard.type('Wants a price');
  await page.keyboard.press('Control+Enter');
  await expect(sidebar.getByText('Note: Wants a price')).toBeVisible();
  expect(await page.evaluate(() => window.__keys)).toEqual([]);
});

test('R14 outlook: the Person tab follows the reading pane, and a name without an address is nobody', async ({
  member,
  client,
}) => {
  const step = emailStep('First email', plainEmail('Hello'));
  await launch(member, await addCampaign(member, [{ number: 1, steps: [step] }]), [
    await addPerson(member, priya),
  ]);
  const { page } = await client.openMail(outlookSite(), {
    accounts: [{ email: member.email, name: member.name }],
  });
  const sidebar = await openPersonTab(page);
  const open = (subject: string) => page.getByRole('option').filter({ hasText: subject }).click();
  await open('Pricing for 40 seats');
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await expect(sidebar.getByText('Helix Labs')).toBeVisible();
  await open('Invoice 2231');
  await expect(sidebar.getByText('Nobody in your workspace has this address.')).toBeVisible();
  await expect(sidebar.getByText('Helix Labs')).toHaveCount(0);
  await open('Lunch on Thursday?');
  await expect(sidebar.getByText('The page shows no address')).toBeVisible();
  await open('Pricing for 40 seats');
  await expect(heading(sidebar, 'Priya Raman')).toBeVisible();
  await expect(sidebar.getByText('Outlook does not say which mail this answers.')).toBeVisible();
  await sidebar.getByRole('button', { name: 'Log this email' }).click();
  await expect(sidebar.getByText('Email received')).toBeVisible();
});
