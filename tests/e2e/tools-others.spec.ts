import type { Locator, Page } from '@playwright/test';
import { launchBrowser, openSidebar } from './support/browser.ts';
import { outlookOf } from './support/outlook-page.ts';
import { addPerson, ana } from './support/seed.ts';
import { outlookSite } from './support/sites.ts';
import {
  addTableTemplates,
  addTemplate,
  escapePicker,
  insertBehindTable,
  openPicker,
  pickerOf,
  searchOf,
  toolButton,
} from './support/tools.ts';
import { expect, test } from './support/world.ts';

const anas = 'ana.ito@fjord.example';

test.beforeEach(async ({ member }) => {
  await addPerson(member, ana);
  await addTableTemplates(member);
  await addTemplate(member);
});

/** The newest text goes in at the cursor, and one Undo takes it out. */
async function insertsAndUndoes(page: Page, window: Locator, body: Locator): Promise<void> {
  await expect(toolButton(window)).toHaveText('Untracked');
  await body.click({ position: { x: 20, y: 10 } });
  await page.keyboard.type('Mine stays. ');
  const picker = await openPicker(page, window);
  await expect(picker.getByText('For Ana Itō')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => body.innerText()).toMatch(/Mine stays\.\s*\n\s*Hi Ana,\s*see our offer/);
  await expect(page.locator('utskick-picker')).toHaveCount(0);
  await expect(body).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(body).not.toContainText('Hi Ana,');
  await expect(body).toContainText('Mine stays.');
}

for (const language of ['en', 'de', 'sv'] as const) {
  test(`R9 outlook: a template goes to the cursor, and one Undo takes it out again (${language})`, async ({
    member,
    client,
  }) => {
    const site = outlookSite(undefined, { language, resetMs: null });
    const accounts = [{ email: member.email, name: member.name }];
    const { page, double } = await client.openMail(site, { accounts });
    const outlook = outlookOf(page);
    await outlook.composeButton.click();
    await outlook.well('to').pressSequentially(`${anas},`);
    await expect.poll(() => outlook.to()).toHaveLength(1);
    await insertsAndUndoes(page, outlook.window(0), outlook.body());
    await expect(outlook.subject()).toHaveValue('A question about Fjord Logistik AB');
    expect(await page.evaluate(() => window.__untrustedSends)).toEqual([]);
    expect(double.sent()).toEqual([]);
  });
}

for (const language of ['en', 'de', 'sv'] as const) {
  test(`R17 outlook: beside the open sidebar our button leaves the page's own in sight (${language})`, async ({
    member,
    client,
  }) => {
    const site = outlookSite(undefined, { language, resetMs: null });
    const accounts = [{ email: member.email, name: member.name }];
    const { page } = await client.openMail(site, { accounts });
    const outlook = outlookOf(page);
    await outlook.composeButton.click();
    const window = outlook.window(0);
    await expect(toolButton(window)).toBeVisible();
    await expect(toolButton(window)).toHaveText('Untracked');
    await openSidebar(page);
    await expect(toolButton(window)).toBeVisible();
    const edges = () =>
      window.evaluate((root) => {
        const rights = [...root.querySelectorAll('button')].map((one) => one.getBoundingClientRect().right);
        return Math.round(Math.max(...rights) - root.getBoundingClientRect().right);
      });
    await expect.poll(edges).toBeLessThanOrEqual(1);
    await expect(toolButton(window)).toHaveAccessibleName(/not tracked/);
  });
}

test('R9 outlook: what is inserted behind a template that ends in a table stands behind the table', async ({
  member,
  client,
}) => {
  const accounts = [{ email: member.email, name: member.name }];
  const { page } = await client.openMail(outlookSite(undefined, { resetMs: null }), { accounts });
  const outlook = outlookOf(page);
  await outlook.composeButton.click();
  await insertBehindTable(page, outlook.window(0), outlook.body());
});

test('outlook: the picker goes with its window when another comes before it', async ({ member, client }) => {
  const accounts = [{ email: member.email, name: member.name }];
  const { page } = await client.openMail(outlookSite(undefined, { resetMs: null }), { accounts });
  const outlook = outlookOf(page);
  await outlook.composeButton.click();
  await openPicker(page, outlook.window(0));
  // By keyboard: the picker lies over it.
  await outlook.composeButton.press('Enter');
  await expect(page.locator('utskick-picker')).toHaveCount(0);
  const shown = page.locator('utskick-tools').filter({ visible: true });
  await expect(shown).toHaveCount(1);
  await shown.getByRole('button').click();
  await expect(searchOf(pickerOf(page))).toBeFocused();
});

test('R16 outlook: keys in the picker and on the button never reach the page', async ({ member, client }) => {
  const site = outlookSite(undefined, { shortcuts: 'capture', resetMs: null });
  const accounts = [{ email: member.email, name: member.name }];
  const { page } = await client.openMail(site, { accounts });
  const outlook = outlookOf(page);
  await outlook.composeButton.click();
  await expect(toolButton(outlook.window(0))).toBeVisible();
  await page.evaluate(() => {
    window.__keys.length = 0;
  });
  const picker = await openPicker(page, outlook.window(0));
  await page.keyboard.type('nrdeq touch');
  await expect(searchOf(picker)).toHaveValue('nrdeq touch');
  await escapePicker(page);
  await toolButton(outlook.window(0)).focus();
  await page.keyboard.type('nrdeq');
  await page.keyboard.press('Enter');
  await expect(searchOf(pickerOf(page))).toBeFocused();
  expect(await page.evaluate(() => window.__keys)).toEqual([]);
  await expect(outlook.windows).toHaveCount(1);
});

test('R9 practice: a template goes to the cursor, and one Undo takes it out again', async ({
  server,
  member,
}) => {
  // Nothing is intercepted here: the page and the extension reach the server as they do for people.
  const browser = await launchBrowser({ intercept: false });
  await browser.pair(server.url, await server.issueLink(member.userId));
  const page = await browser.context.newPage();
  await page.goto(`${server.url}/link?code=${await server.issueWebLink(member.userId)}`);
  await page.goto(`${server.url}/practice`);
  await page.locator('[data-practice-action="compose"]').click();
  const window = page.locator('[data-practice-compose]');
  await window.locator('[data-practice-input="to"]').fill(`${anas},`);
  const body = window.locator('[data-practice-body]');
  await insertsAndUndoes(page, window, body);
  await insertBehindTable(page, window, body);
  await expect(window.locator('[data-practice-input="subject"]')).toHaveValue(
    'A question about Fjord Logistik AB',
  );
  await toolButton(window).focus();
  await page.keyboard.type('c/');
  await expect(page.locator('[data-practice-compose]')).toHaveCount(1);
  expect(browser.troubles).toEqual([]);
  await browser.close();
});
