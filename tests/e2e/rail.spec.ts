import type { Locator, Page } from '@playwright/test';
import { launcherOf, openSidebar, sidebarOf } from './support/browser.ts';
import { openDesk } from './support/gmail-flow.ts';
import { gmailOf } from './support/gmail-page.ts';
import { outlookOf } from './support/outlook-page.ts';
import { launchEmails } from './support/seed.ts';
import { outlookSite } from './support/sites.ts';
import { expect, test } from './support/world.ts';

const frameOf = (page: Page): Locator => page.locator('utskick-rail iframe');
const handleOf = (page: Page): Locator => page.locator('utskick-rail').getByRole('separator');

/** Where something stands; what the page is just drawing anew (the snackbar, once the answer has come) is waited for. */
async function boxOf(locator: Locator) {
  let box = await locator.boundingBox();
  await expect.poll(async () => (box ??= await locator.boundingBox())).not.toBeNull();
  if (!box) throw new Error('expected something that is shown');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

async function overlaps(a: Locator, b: Locator): Promise<boolean> {
  const [one, two] = [await boxOf(a), await boxOf(b)];
  return one.x < two.right && two.x < one.right && one.y < two.bottom && two.y < one.bottom;
}

async function apart(a: Locator, b: Locator): Promise<void> {
  expect(
    await overlaps(a, b),
    `${JSON.stringify(await boxOf(a))} over ${JSON.stringify(await boxOf(b))}`,
  ).toBe(false);
}

for (const width of [1280, 1024]) {
  test(`R17 gmail: at ${width} px the sidebar covers nothing of the page`, async ({ member, client }) => {
    await launchEmails(member, ['Ana']);
    // The snackbar must stand for as long as it is measured.
    const accounts = [{ email: member.email, name: member.name }];
    const { page } = await client.openGmail({ accounts, undoMs: 60_000 });
    await page.setViewportSize({ width, height: 800 });
    const gmail = gmailOf(page);
    await apart(launcherOf(page), page.getByRole('complementary').getByRole('tab').last());
    const sidebar = await openSidebar(page);
    await sidebar.getByRole('button', { name: /^Email.*Ana/ }).click();
    await sidebar.getByRole('button', { name: 'Write mail' }).click();
    await expect(sidebar.getByText('Press Send there')).toBeVisible();
    await apart(frameOf(page), gmail.window(0));
    await apart(frameOf(page), page.getByRole('complementary').first());
    await gmail.send();
    await expect(page.locator('#link_undo')).toBeVisible();
    await apart(frameOf(page), page.getByRole('alert'));
    await sidebar.getByRole('button', { name: 'Close sidebar' }).click();
    await expect(launcherOf(page)).toBeVisible();
    await gmail.composeButton.click();
    await expect(gmail.body()).toBeVisible();
    await expect.poll(() => overlaps(launcherOf(page), gmail.window(0))).toBe(false);
    for (const tab of await page.getByRole('complementary').getByRole('tab').all())
      await apart(launcherOf(page), tab);
    expect(await page.evaluate(() => document.documentElement.getAttribute('style'))).toBeNull();
  });
}

test('R17 gmail: at 200 % zoom the sidebar lies over the page, and steps aside for a compose window', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana', 'Bea']);
  const { page } = await client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
  await page.setViewportSize({ width: 640, height: 400 });
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('button', { name: /^Email.*Ana/ }).click();
  await sidebar.getByRole('button', { name: 'Write mail' }).click();
  const gmail = gmailOf(page);
  await expect(gmail.subject()).toHaveValue('Hello Ana');
  await expect(frameOf(page)).toBeHidden();
  await gmail.discard();
  await expect(frameOf(page)).toBeVisible();
});

test('state and width are remembered, and other tabs open as it was left', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const options = { accounts: [{ email: member.email, name: member.name }] };
  const { page } = await client.openGmail(options);
  await openSidebar(page);
  await handleOf(page).focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft');
  await expect(handleOf(page)).toHaveAttribute('aria-valuenow', '400');
  const box = await boxOf(handleOf(page));
  await page.mouse.move(box.x + 3, 300);
  await page.mouse.down();
  await page.mouse.move(box.x + 33, 320, { steps: 4 });
  await page.mouse.up();
  await expect(handleOf(page)).toHaveAttribute('aria-valuenow', '370');
  const second = await client.openGmail(options);
  await expect(sidebarOf(second.page).getByText('1 task')).toBeVisible();
  await expect(handleOf(second.page)).toHaveAttribute('aria-valuenow', '370');
});

test('R17 gmail: the sidebar follows the page’s theme without being loaded anew', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.open('Ana Berg');
  await expect(desk.sidebar.locator('html')).toHaveAttribute('data-theme', 'light');
  await desk.page.evaluate(() => document.documentElement.classList.add('dark'));
  await expect(desk.sidebar.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(desk.sidebar.getByRole('heading', { name: 'Ana Berg' })).toBeVisible();
});

test('R19 gmail: an update of the extension takes over pages that are open, with their compose windows', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member, { draftIdAtOnce: true });
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await client.reloadExtension();
  await expect(desk.page.locator('utskick-rail')).toHaveCount(1);
  await expect(desk.sidebar.getByRole('button', { name: /^Email.*Ana/ })).toBeVisible();
  await desk.gmail.send();
  await expect.poll(() => client.badge()).toBe('');
});

test('R17 outlook: beside a message as high as the page the launcher lies in the margin until it is wanted', async ({
  member,
  client,
}) => {
  const accounts = [{ email: member.email, name: member.name }];
  const { page } = await client.openMail(outlookSite(undefined, { resetMs: null }), { accounts });
  const outlook = outlookOf(page);
  await outlook.composeButton.click();
  await expect(outlook.body()).toBeVisible();
  await outlook.body().fill('words to the very end of the line '.repeat(60));
  const launcher = launcherOf(page);
  await expect.poll(() => overlaps(launcher, outlook.body())).toBe(false);
  for (const button of await outlook.window(0).getByRole('button').all()) await apart(launcher, button);
  await launcher.hover();
  await expect.poll(async () => (await launcher.boundingBox())?.width).toBe(30);
  await launcher.click();
  await expect(sidebarOf(page).getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
});
