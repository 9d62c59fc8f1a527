import type { Page } from '@playwright/test';
import type { OutlookConfig } from '../doubles/outlook/page/config.ts';
import { OUTLOOK_HOSTS, outlookUrl } from '../doubles/outlook/serve.ts';
import type { TestBrowser } from './support/browser.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { outlookOf } from './support/outlook-page.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { outlookSite } from './support/sites.ts';
import { toolButton } from './support/tools.ts';
import { expect, test } from './support/world.ts';

/** What Outlook alone does; the flows that are the same on every site have files of their own. */
interface Person {
  member: Member;
  client: TestBrowser;
}

async function deskWith(
  { member, client }: Person,
  config: Partial<OutlookConfig> = {},
  url = outlookUrl(),
): Promise<Desk> {
  await launchEmails(member, ['Ana']);
  return openDesk(outlookSite(url, config), client, member);
}

/** The task's window, filled. */
async function writing(person: Person, config?: Partial<OutlookConfig>, url?: string): Promise<Desk> {
  const desk = await deskWith(person, config, url);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await expect.poll(desk.mail.to).toEqual(['ana@fjord.example']);
  return desk;
}

const isDone = (member: Member) =>
  expect
    .poll(async () => (await tasksOf(member, 'done')).map(({ personName }) => personName))
    .toEqual(['Ana Berg']);

async function isOpen(member: Member): Promise<void> {
  expect(await tasksOf(member, 'done')).toEqual([]);
}

const untrusted = (page: Page) => page.evaluate(() => window.__untrustedSends);

for (const host of OUTLOOK_HOSTS) {
  test(`on ${host} a task is written, sent and proven`, async ({ member, client }) => {
    const desk = await writing({ member, client }, {}, outlookUrl(host));
    await desk.mail.send();
    await isDone(member);
    const [done] = await tasksOf(member, 'done');
    expect(done?.outcome?.proof).toMatchObject({
      site: 'outlook',
      evidence: 'network',
      to: ['ana@fjord.example'],
      subject: 'Hello Ana',
    });
    expect(desk.double.sent()).toHaveLength(1);
    expect(await untrusted(desk.page)).toEqual([]);
  });
}

for (const config of [
  { language: 'de', renamedClasses: true, trustedTypes: true },
  { language: 'sv', renamedIds: true, dark: true },
  { wellTakes: ['picker'], chipLabel: 'both' },
  { wellTakes: ['paste'], editorTakes: ['insert'], editorLeaves: 'before' },
  { sendsWhole: false, draftDelayMs: 200, behind: 'removed' },
  { undoMs: 1500, undoBy: 'page' },
  { undoMs: 1500, undoBy: 'server' },
] satisfies Partial<OutlookConfig>[]) {
  test(`a task is sent and proven: ${JSON.stringify(config)}`, async ({ member, client }) => {
    const desk = await deskWith({ member, client }, config);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.page.locator('[data-testid=ComposeSendButton] button').first().click();
    await expect
      .poll(() => desk.double.sent())
      .toMatchObject([{ to: ['ana@fjord.example'], subject: 'Hello Ana' }]);
    await isDone(member);
    expect(await untrusted(desk.page)).toEqual([]);
  });
}

test('an error in a success is no send, and the next send is one', async ({ member, client }) => {
  const site = outlookSite();
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(site, client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  desk.double.answer('refused');
  await desk.mail.send();
  await expect(desk.page.locator('#ok-1')).toBeVisible();
  await expect(desk.sidebar.getByText('An email was not sent')).toBeVisible();
  await isOpen(member);
  await desk.page.locator('#ok-1').click();
  desk.double.answer('ok');
  await desk.mail.send();
  await isDone(member);
});

test('a question that is answered with no is no send', async ({ member, client }) => {
  const desk = await writing({ member, client });
  await desk.mail.subject().fill('');
  await desk.mail.send();
  await desk.page.locator('#cancel-1').click();
  // What the page saves now comes after whatever it had to tell of the question.
  await desk.mail.subject().fill('Still at it');
  await expect.poll(() => desk.double.log.at(-1)).toMatchObject({ kind: 'draft', subject: 'Still at it' });
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await isOpen(member);
  await desk.mail.subject().fill('');
  await desk.mail.send();
  await desk.page.locator('#ok-1').click();
  await isDone(member);
  expect((await tasksOf(member, 'done'))[0]?.outcome?.proof?.subject).toBe('');
});

test('undone before the request is made: nothing was sent, and the next send counts', async ({
  member,
  client,
}) => {
  const desk = await writing({ member, client }, { undoMs: 20_000, undoBy: 'page' });
  await desk.mail.send();
  await expect(desk.sidebar.getByText('Sending…')).toBeVisible(); // no hand is quicker: the window has gone
  await desk.mail.undo();
  await expect(desk.mail.subject()).toHaveValue('Hello Ana');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await isOpen(member);
  expect(desk.double.log.some(({ kind }) => kind === 'send')).toBe(false);
});

test('a message that is to leave tomorrow leaves the task open, and says so', async ({ member, client }) => {
  const desk = await writing({ member, client });
  await outlookOf(desk.page).schedule();
  await expect(desk.sidebar.getByText('Scheduled in your mailbox')).toBeVisible();
  await isOpen(member);
});

test('without a New mail button the message opens by its address, and its window closes after the send', async ({
  member,
  client,
}) => {
  const desk = await deskWith({ member, client }, { without: ['newMail'] });
  const opening = client.context.waitForEvent('page');
  await desk.write('Ana Berg');
  const opened = await opening;
  const own = outlookOf(opened);
  await expect(own.subject()).toHaveValue('Hello Ana');
  await expect.poll(own.to).toEqual(['ana@fjord.example']);
  await expect(own.body()).toContainText('Hello Ana');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  const closing = opened.waitForEvent('close');
  await own.send();
  await closing;
  await isDone(member);
  expect(desk.double.sent()).toHaveLength(1);
});

for (const popOut of ['url', 'blank'] as const) {
  test(`moved into a window of its own the message is still the task’s: ${popOut}`, async ({
    member,
    client,
  }) => {
    const desk = await writing({ member, client }, { popOut });
    const opening = client.context.waitForEvent('page');
    await outlookOf(desk.page).popOut();
    const own = outlookOf(await opening);
    await expect(own.subject()).toHaveValue('Hello Ana');
    await expect(toolButton(own.windows)).toBeVisible();
    await own.send();
    await isDone(member);
    expect(desk.double.sent()).toHaveLength(1);
  });
}

test('a mailbox of several people is not the person’s own: refused with both named', async ({
  member,
  client,
}) => {
  const team = 'sales@northwind.example';
  const desk = await deskWith({ member, client }, { sharedMailbox: team }, `${outlookUrl()}${team}/`);
  await desk.write('Ana Berg');
  const said = desk.sidebar.getByRole('main').getByText(`This mailbox is ${team}`);
  await expect(said).toContainText(member.email);
  await expect(desk.mail.windows).toHaveCount(0);
  await isOpen(member);
});
