import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf } from './support/axe.ts';
import { launcherOf, sidebarOf } from './support/browser.ts';
import { extensionFolder } from './support/build.ts';
import { openDesk } from './support/gmail-flow.ts';
import { gmailOf } from './support/gmail-page.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const mailPages = [
  'https://mail.google.com/*',
  'https://outlook.cloud.microsoft/*',
  'https://outlook.office.com/*',
  'https://outlook.office365.com/*',
  'https://outlook.live.com/*',
];

test('the manifest asks for no more than it must', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(extensionFolder, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({
    manifest_version: 3,
    permissions: ['storage', 'alarms', 'scripting', 'webRequest', 'sidePanel'],
    host_permissions: mailPages,
    web_accessible_resources: [
      {
        resources: ['sidebar.html', 'picker.html'],
        matches: [...mailPages, 'http://127.0.0.1/*', 'http://localhost/*'],
        use_dynamic_url: true,
      },
    ],
  });
  for (const key of [
    'optional_permissions',
    'optional_host_permissions',
    'externally_connectable',
    'content_security_policy',
  ])
    expect(manifest).not.toHaveProperty(key);
  const { content_scripts: scripts } = manifest as {
    content_scripts: { matches: string[]; all_frames?: boolean }[];
  }; // checked above as far as it matters
  const sites = new Set(scripts.flatMap(({ matches }) => matches));
  expect([...sites].sort()).toEqual([
    'http://127.0.0.1/practice*',
    'http://localhost/practice*',
    ...mailPages.toSorted(),
  ]);
  expect(scripts.some((script) => script.all_frames)).toBe(false);
});

test('R16 gmail: what is typed in our sidebar never reaches the page', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.page.evaluate(() => window.__keys.splice(0));
  const search = desk.sidebar.getByRole('textbox', { name: 'Search tasks' });
  await search.click();
  await desk.page.keyboard.type('secret words');
  await desk.page.keyboard.press('Escape');
  for (const key of ['j', 'k', '?', 'Escape']) await desk.page.keyboard.press(key);
  expect(await desk.page.evaluate(() => window.__keys)).toEqual([]);
});

test('R20 gmail: nothing but the mail site and the server is asked, and the page learns nothing of the server', async ({
  server,
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.send();
  await expect.poll(async () => (await tasksOf(member, 'done')).length).toBe(1);
  const toServer = client.network.requests.filter(({ url }) => url.startsWith(server.url));
  expect(toServer.length).toBeGreaterThan(0);
  expect(toServer.filter(({ by }) => by === 'page')).toEqual([]);
  expect(
    await desk.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]),
  ).toEqual([]);
  expect(await desk.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});

test('R17 gmail: the whole of it by keyboard alone', async ({ member, client }) => {
  await launchEmails(member, ['Ana', 'Bea']);
  const { page, double } = await client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
  const gmail = gmailOf(page);
  await expect(launcherOf(page)).toBeVisible();
  // The launcher is the last stop of the page: one step back from its beginning.
  await page.keyboard.press('Shift+Tab');
  await expect(launcherOf(page)).toBeFocused();
  await page.keyboard.press('Enter');
  const sidebar = sidebarOf(page);
  await expect(sidebar.getByText('2 tasks')).toBeVisible();
  await page.keyboard.press('w');
  await expect(sidebar.getByText('1 of 2')).toBeVisible();
  await expect(sidebar.getByRole('button', { name: 'Write mail' })).toBeFocused();
  await page.keyboard.press('s');
  for (const place of [1, 2]) {
    await expect(gmail.windows).toHaveCount(1);
    await expect(sidebar.getByText('Press Send there')).toBeVisible();
    await expect(gmail.body()).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => double.sent().length).toBe(place);
    if (place === 1) await expect(sidebar.getByText('2 of 2')).toBeVisible();
  }
  await expect.poll(async () => (await tasksOf(member, 'done')).length).toBe(2);
});

test('Escape goes back to the page, and to what had the focus there', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const { page } = await client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
  const search = page.getByRole('textbox', { name: 'Search mail' });
  await search.focus();
  await launcherOf(page).press('Enter');
  await expect(sidebarOf(page).getByText('1 task')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(launcherOf(page)).toBeVisible();
  await expect(sidebarOf(page).getByText('1 task')).toBeHidden();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in our pages (${theme})`, async ({ member, client }) => {
    await launchEmails(member, ['Ana', 'Bea']);
    const sidebar = await client.openPage('sidebar.html');
    await sidebar.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(sidebar.getByText('2 tasks')).toBeVisible();
    expect(await faultsOf(sidebar), 'list').toEqual([]);
    await sidebar.keyboard.press('?');
    await expect(sidebar.getByRole('dialog')).toBeVisible();
    expect(await faultsOf(sidebar), 'keys').toEqual([]);
    await sidebar.keyboard.press('Escape');
    await sidebar.getByRole('button', { name: /^Email.*Ana/ }).click();
    await expect(sidebar.getByRole('heading', { name: 'Ana Berg' })).toBeVisible();
    expect(await faultsOf(sidebar), 'task').toEqual([]);
    await sidebar.getByRole('button', { name: 'Snooze' }).click();
    expect(await faultsOf(sidebar), 'snooze').toEqual([]);
    for (const name of ['popup.html', 'welcome.html'] as const) {
      const page = await client.openPage(name);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await expect(page.getByText('Astrid Holm').first()).toBeVisible();
      expect(await faultsOf(page), name).toEqual([]);
    }
  });

  test(`R17 gmail: axe finds nothing in what stands in the mail page (${theme})`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(client, member, { dark: theme === 'dark' });
    await expect(desk.sidebar.getByText('1 task')).toBeVisible();
    expect(await faultsOf(desk.page, 'utskick-rail')).toEqual([]);
    await desk.sidebar.getByRole('button', { name: 'Close sidebar' }).click();
    expect(await faultsOf(desk.page, 'utskick-rail')).toEqual([]);
  });
}
