import type { FrameLocator, Page } from '@playwright/test';
import { hashToken } from '../doubles/gmail/page/threads.ts';
import type { TestBrowser } from './support/browser.ts';
import { workingIn } from './support/desk.ts';
import { openDesk } from './support/gmail-flow.ts';
import { addPerson, tasksOf } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

const peopleCount = 50;
const emailOf = (index: number): string => `person${index}@fjord${index % 7}.example`;
const nameOf = (index: number): string => `Person${index} Berg`;

test('a campaign from the first word to its figures: written, rehearsed, launched for 50, worked in two mailboxes, answered', async ({
  server,
  member,
  client,
}) => {
  test.slow();
  for (let index = 1; index <= peopleCount; index += 1) {
    const names = { firstName: `Person${index}`, lastName: 'Berg', companyName: `Fjord ${index % 7}` };
    await addPerson(member, { ...names, email: emailOf(index) });
  }
  const page = await client.openPage('workspace.html');
  await write(page);
  await rehearse(page);
  await launchAll(page);

  // The first mail leaves by itself; what comes after it is somebody's work.
  await expect
    .poll(async () => (await openOf(member, 'email')).length, { timeout: 60_000 })
    .toBe(peopleCount);
  await workInGmail(member, client);
  await workInPractice(member, client, server.url, await server.issueWebLink(member.userId));

  // What came of it: 50 mails by themselves, two by hand, one answer that ended its run.
  await page.bringToFront();
  await page.getByRole('link', { name: 'Analytics' }).click();
  const campaigns = page.getByRole('region', { name: 'People on campaigns' });
  await expect(campaigns.getByRole('row', { name: /^The whole way 50 49 / })).toBeVisible();
  await page.getByRole('button', { name: 'The whole way' }).first().click();
  const steps = page.getByRole('region', { name: 'Steps' });
  await expect(steps.getByRole('row', { name: /^Day 1 · Hello 50 50 0/ })).toBeVisible();
  await expect(steps.getByRole('row', { name: /^Day 1 · A note 50 2 0/ })).toBeVisible();
  await expect(steps.getByRole('row', { name: /^Day 1 · Ring them 2 0 0/ })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('analytics.png'), fullPage: true });
});

async function write(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('button', { name: 'New campaign' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The whole way');
  const add = async (day: number, kind: string, title: string) => {
    const kinds = page.getByRole('group', { name: `Add a step to day ${day}` });
    await kinds.getByRole('button', { name: kind }).click();
    const form = page.getByRole('region', { name: /^Step: / });
    await form.getByRole('textbox', { name: 'Title' }).fill(title);
    return page.getByRole('region', { name: `Step: ${title}` });
  };
  const addMail = async (title: string, send: string, html: string) => {
    const mail = await add(1, 'Email', title);
    await mail.getByRole('combobox', { name: 'How it is sent' }).selectOption(send);
    await mail.getByRole('textbox', { name: 'Subject' }).fill(`${title} {{first_name}}`);
    await mail.getByRole('tab', { name: 'HTML source' }).click();
    await mail.getByRole('textbox', { name: 'Text (HTML source)' }).fill(html);
    return mail;
  };
  const first = await addMail('Hello', 'At a fixed time', '<p>Hello {{first_name}} at {{company}}</p>');
  await first.getByLabel('Sent at').fill('00:00');
  await addMail('A note', 'By hand, as a task', '<p>A note for {{first_name}}</p>');
  await add(1, 'Call', 'Ring them');
  await page.getByRole('button', { name: 'Add a day' }).click();
  await add(2, 'InMail', 'Connect');
  await add(2, 'Task', 'Brochure');
  await page.getByText('Settings of the campaign', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Skip weekends' }).uncheck();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function rehearse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  await page.getByLabel('How many people').fill(String(peopleCount));
  await page.getByLabel('What people do').selectOption('Everybody accepts');
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();
  await expect(page.getByText(/^The counts add up: \d+ checks$/)).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: 'Automatic emails' })).toHaveText(/Planned50Accepted50/);
  await page.screenshot({ path: test.info().outputPath('rehearsal.png'), fullPage: true });
  await page.getByRole('button', { name: 'Back to the campaign' }).click();
}

async function launchAll(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await page.getByRole('button', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('button', { name: 'Add people to The whole way' }).click();
  await page.getByRole('searchbox').fill('fjord');
  await page.getByRole('button', { name: `Choose all ${peopleCount}` }).click();
  await next.click();
  await expect(page.getByRole('heading', { name: `${peopleCount} people can be added` })).toBeVisible();
  await next.click();
  await expect(page.frameLocator('iframe').getByText(/^Hello Person\d+ at Fjord/)).toBeVisible();
  await next.click();
  await page.getByRole('radio', { name: /^Now/ }).check();
  await next.click();
  await expect(page.getByText(/: emails 50, tasks 100$/)).toBeAttached();
  await page.screenshot({ path: test.info().outputPath('plan.png'), fullPage: true });
  await page.getByRole('button', { name: `Start for ${peopleCount} people` }).click();
  await expect(
    page.getByRole('heading', { name: `${peopleCount} people added to “The whole way”` }),
  ).toBeFocused();
}

/** One task becomes a mail that is sent, the next follows; the first is answered, which ends its campaign. */
async function workInGmail(member: Member, client: TestBrowser): Promise<void> {
  const { page, double, gmail, sidebar } = await openDesk(client, member);
  await openTask(sidebar, nameOf(7));
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  await gmail.send();
  await expect.poll(async () => (await openOf(member, 'call')).length).toBe(1);
  await page.screenshot({ path: test.info().outputPath('gmail.png') });

  const thread = double.threads().find(({ subject }) => subject === 'A note Person7');
  if (!thread) throw new Error('expected the thread that the mail began');
  double.receive(thread.id, {
    id: 'f:1862317453241163777',
    from: { email: emailOf(7), name: nameOf(7) },
    to: [{ email: 'me', name: 'me' }],
    cc: [],
    when: '10:00',
    text: ['Yes, please.'],
  });
  await page.evaluate(() => window.__refresh());
  await page.evaluate(
    (to) => {
      location.hash = to;
    },
    `#inbox/${hashToken(thread.id)}`,
  );
  await expect(sidebar.getByText('A reply was seen')).toBeVisible();
  await expect(sidebar.getByText('“The whole way” has ended for them.')).toBeVisible();
  await expect.poll(async () => (await openOf(member, 'call')).length).toBe(0);
  await page.close();
}

async function workInPractice(
  member: Member,
  client: TestBrowser,
  serverUrl: string,
  code: string,
): Promise<void> {
  const page = await client.context.newPage();
  await page.goto(`${serverUrl}/link?code=${code}`);
  await page.goto(`${serverUrl}/practice`);
  // What left by itself is in the practice sink, as everything is until an account is connected.
  await page.getByRole('link', { name: /What arrived/ }).click();
  await expect(page.locator('[data-practice-row]', { hasText: /Hello Person\d+/ })).toHaveCount(peopleCount);
  await page.goBack();
  const { sidebar } = await workingIn(page);
  await openTask(sidebar, nameOf(8));
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  await page.locator('[data-practice-compose] [data-practice-action="send"]').click();
  await expect.poll(async () => (await openOf(member, 'call')).length, { timeout: 40_000 }).toBe(1);
  await page.screenshot({ path: test.info().outputPath('practice.png') });
  await page.close();
}

/** Of a long list only what is in sight is drawn. */
async function openTask(sidebar: FrameLocator, name: string): Promise<void> {
  await sidebar.getByRole('textbox', { name: 'Search tasks' }).fill(name);
  await sidebar.getByRole('button', { name: new RegExp(`^Email.*${name}`) }).click();
}

async function openOf(member: Member, type: 'email' | 'call') {
  const tasks = await tasksOf(member, 'open');
  return tasks.filter((task) => task.type === type && !task.automatic);
}
