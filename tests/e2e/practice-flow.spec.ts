import { launchBrowser, openSidebar, type TestBrowser } from './support/browser.ts';
import {
  addCampaign,
  addPerson,
  ana,
  callStep,
  emailStep,
  fullEmail,
  launch,
  tasksOf,
} from './support/seed.ts';
import { expect, test } from './support/world.ts';

// Nothing is intercepted here: the extension reaches the server as it does for people, CORS included.
let browser: TestBrowser;
test.beforeEach(async ({ server, member }) => {
  browser = await launchBrowser({ intercept: false });
  await browser.pair(server.url, await server.issueLink(member.userId));
});
test.afterEach(async ({ server }) => {
  const strangers = browser.network.strangers(server.url);
  const troubles = [...browser.troubles];
  await browser.close();
  expect(troubles).toEqual([]);
  expect(strangers).toEqual([]);
});

async function openPractice(serverUrl: string, code: string) {
  const page = await browser.context.newPage();
  await page.goto(`${serverUrl}/link?code=${code}`);
  await page.goto(`${serverUrl}/practice`);
  const compose = page.locator('[data-practice-compose]');
  const chips = (field: string) =>
    compose
      .locator(`[data-practice-field="${field}"] [data-practice-recipient]`)
      .evaluateAll((found) => found.map((one) => one.getAttribute('data-practice-recipient')));
  return {
    page,
    compose,
    chips,
    subject: compose.locator('[data-practice-input="subject"]'),
    send: compose.locator('[data-practice-action="send"]'),
  };
}

test('a task is worked in the practice mailbox, and its mail arrives', async ({ server, member }) => {
  const person = await addPerson(member, ana);
  const days = [
    { number: 1, steps: [emailStep('First email', fullEmail)] },
    { number: 2, steps: [callStep('Call')] },
  ];
  await launch(member, await addCampaign(member, days), [person]);
  const { page, compose, chips, subject, send } = await openPractice(
    server.url,
    await server.issueWebLink(member.userId),
  );
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('button', { name: /^Email.*Ana Itō/ }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  await expect(subject).toHaveValue('Größe & 価格 – förslag för Ana');
  expect(await chips('to')).toEqual(['ana.ito@fjord.example', 'bo.larsen@fjord.example']);
  expect(await chips('cc')).toEqual(['cai.lu@fjord.example']);
  expect(await chips('bcc')).toEqual(['log@northwind.example']);
  await expect(compose.locator('[data-practice-body] a')).toHaveCount(2);
  expect(await tasksOf(member, 'done')).toEqual([]);

  await send.click();
  await expect.poll(async () => (await tasksOf(member, 'done')).length, { timeout: 40_000 }).toBe(1);
  const [done] = await tasksOf(member, 'done');
  expect(done?.outcome?.proof).toMatchObject({
    site: 'practice',
    account: member.email,
    to: ['ana.ito@fjord.example', 'bo.larsen@fjord.example'],
    cc: ['cai.lu@fjord.example'],
    bcc: ['log@northwind.example'],
    subject: 'Größe & 価格 – förslag för Ana',
    evidence: 'network',
    ids: { messageId: expect.stringContaining('@') },
  });
  await expect(sidebar.getByText('Your mailbox has confirmed it.')).toBeVisible();
  expect((await tasksOf(member, 'open')).map((task) => task.title)).toEqual(['Call']);

  await page.getByRole('link', { name: /What arrived/ }).click();
  await expect(page.locator('[data-practice-row]', { hasText: 'Größe & 価格' })).toHaveCount(4);
});

test('undo in the practice mailbox holds the mail back, and the task stays open', async ({
  server,
  member,
}) => {
  const person = await addPerson(member, ana);
  await launch(
    member,
    await addCampaign(member, [{ number: 1, steps: [emailStep('First email', fullEmail)] }]),
    [person],
  );
  const { page, subject, send } = await openPractice(server.url, await server.issueWebLink(member.userId));
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('button', { name: /^Email.*Ana Itō/ }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  await send.click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(subject).toBeVisible();
  await expect(sidebar.getByText('Press Send there')).toBeVisible();
  expect(await tasksOf(member, 'done')).toEqual([]);
});
