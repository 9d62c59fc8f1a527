import { openSidebar, sidebarOf } from './support/browser.ts';
import { gmailOf } from './support/gmail-page.ts';
import { addPerson, ana } from './support/seed.ts';
import {
  addTableTemplates,
  addTemplate,
  escapePicker,
  insertBehindTable,
  leavePicker,
  newMail,
  nothingSent,
  openInbox,
  openPicker,
  pickerOf,
  searchOf,
  toolButton,
} from './support/tools.ts';
import { expect, test } from './support/world.ts';

const anas = 'ana.ito@fjord.example';
const signature = 'Account Executive';

test.beforeEach(async ({ member }) => {
  await addPerson(member, ana);
  await addTemplate(member);
});

test('R9 gmail: a template goes to the cursor, and one Undo takes it out again', async ({
  member,
  client,
}) => {
  const { page, double, gmail } = await openInbox(client, member);
  const window = await newMail(page, [anas]);
  await expect(toolButton(window)).toHaveText('Untracked');
  await gmail.body().click({ position: { x: 20, y: 10 } });
  await page.keyboard.type('Mine above. And below.');
  for (let step = 0; step < 'And below.'.length; step += 1) await page.keyboard.press('ArrowLeft');
  const before = await gmail.body().innerText();

  const picker = await openPicker(page, window);
  await expect(picker.getByText('For Ana Itō')).toBeVisible();
  await expect(picker.getByRole('region', { name: 'Preview of the text' })).toContainText(
    'Fjord Logistik AB',
  );
  await page.keyboard.press('Enter');
  await expect
    .poll(() => gmail.body().innerText())
    .toMatch(/Mine above\.\s*\n\s*Hi Ana,\s*see our offer\.\s*\n\s*And below\./);
  await expect(gmail.subject()).toHaveValue('A question about Fjord Logistik AB');
  await expect(picker.getByRole('heading')).toHaveCount(0);
  expect(await gmail.to()).toEqual([anas]);

  await expect(gmail.body()).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => gmail.body().innerText()).toBe(before);
  await nothingSent(page, double);
});

test('R9 gmail: Replace takes the place of what I wrote, keeps signature and subject, and Undo brings it back', async ({
  member,
  client,
}) => {
  const { page, double, gmail } = await openInbox(client, member);
  const window = await newMail(page, [anas]);
  await gmail.subject().fill('My own subject');
  await gmail.body().click({ position: { x: 20, y: 10 } });
  await page.keyboard.type('Only a first try.');
  const picker = await openPicker(page, window);
  await expect(picker.getByText('your subject stays')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(gmail.body()).toContainText('Hi Ana,');
  await expect(gmail.body()).not.toContainText('Only a first try.');
  await expect(gmail.body()).toContainText(signature);
  await expect(gmail.subject()).toHaveValue('My own subject');
  await expect(gmail.body()).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(gmail.body()).toContainText('Only a first try.');
  await expect(gmail.body()).not.toContainText('Hi Ana,');
  await nothingSent(page, double);
});

test('R10 gmail: an answer keeps subject, recipients and quote', async ({ member, client }) => {
  const { page, double } = await openInbox(client, member);
  await page.locator('tr', { hasText: 'Yes, Tuesday works' }).click();
  await page.locator('.bkH').filter({ visible: true }).click();
  const body = page.locator('[g_editable]');
  const window = page.locator('.M9').filter({ has: body });
  await expect(toolButton(window)).toBeVisible();
  const subject = await window.locator('[name=subjectbox]').inputValue();
  const to = window.locator('[name=to] [data-hovercard-id]');
  const email = await to.getAttribute('data-hovercard-id');
  const picker = await openPicker(page, window);
  await expect(picker.getByText('your subject stays')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(body).toContainText('our offer');
  expect(await window.locator('[name=subjectbox]').inputValue()).toBe(subject);
  await expect(to).toHaveCount(1);
  await expect(to).toHaveAttribute('data-hovercard-id', email ?? '');
  await nothingSent(page, double);
});

for (const language of ['en', 'de', 'sv'] as const) {
  test(`R5 gmail: the tools stand in docked and full-screen windows, and go along (${language})`, async ({
    member,
    client,
  }) => {
    const { page, double, gmail } = await openInbox(client, member, { language, kindChange: 'rebuild' });
    const window = await newMail(page, [anas]);
    await openPicker(page, window);
    await page.keyboard.press('Enter');
    await expect(gmail.body()).toContainText('Hi Ana,');
    await page.locator('.Hq').click();
    await expect(toolButton(gmail.window(0))).toBeVisible();
    await expect(gmail.window(0).locator('utskick-tools')).toHaveCount(1);
    await openPicker(page, gmail.window(0));
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await gmail.body().innerText()).split('Hi Ana,').length).toBe(3);
    await nothingSent(page, double);
  });
}

test('R5 gmail: the tools stand in a window of its own', async ({ member, client }) => {
  const { page, double } = await openInbox(client, member, { draftIdAtOnce: true });
  await newMail(page, [anas]);
  const opened = client.context.waitForEvent('page');
  await page.locator('.Hq').click({ modifiers: ['Shift'] });
  const popup = await opened;
  const picker = await openPicker(popup, popup.locator('body'));
  await expect(picker.getByText('For Ana Itō')).toBeVisible();
  await popup.keyboard.press('Enter');
  await expect(popup.locator('[g_editable]')).toContainText('Hi Ana,');
  await nothingSent(popup, double);
});

test('R6 gmail: of two windows each gets its own text, with its own recipient', async ({
  member,
  client,
}) => {
  await addPerson(member, { firstName: 'Bea', lastName: 'Wold', email: 'bea@fjord.example' });
  const { page, double, gmail } = await openInbox(client, member);
  await newMail(page, [anas]);
  await newMail(page, ['bea@fjord.example']);
  const [bea, first] = [gmail.window(0), gmail.window(1)];
  await openPicker(page, first);
  // By keyboard: the picker of the one may lie over the button of the other.
  await toolButton(bea).press('Enter');
  await expect(pickerOf(page).getByText('For Bea Wold')).toBeVisible();
  await expect(toolButton(first)).toHaveAttribute('aria-expanded', 'false');
  await expect(pickerOf(page).getByRole('button', { name: 'Insert at cursor' })).toBeEnabled();
  await leavePicker(page, pickerOf(page).getByRole('button', { name: 'Insert at cursor' }).click());
  await expect(gmail.body(0)).toContainText('Hi Bea,');
  await expect(gmail.body(1)).not.toContainText('Hi ');
  await expect(gmail.body(0)).toBeFocused();
  await openPicker(page, first);
  await page.keyboard.press('Enter');
  await expect(gmail.body(1)).toContainText('Hi Ana,');
  await expect(gmail.body(1)).not.toContainText('Bea');
  await nothingSent(page, double);
});

test('a text made for one recipient is not inserted once the mail is addressed to another', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page, [anas]);
  const picker = await openPicker(page, window);
  await page.evaluate(() => {
    const chip = document.querySelector('[name=to] [data-hovercard-id]');
    chip?.setAttribute('data-hovercard-id', 'somebody.else@fjord.example');
  });
  await page.keyboard.press('Enter');
  await expect(picker.getByText('addressed to somebody else now')).toBeVisible();
  await expect(gmail.body()).not.toContainText('Hi ');
});

test('R1 gmail: the button comes back when the page draws its toolbar anew, and goes with its window', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page);
  await page.evaluate(() => {
    const bar = document.querySelector('.IZ');
    const fresh = bar?.cloneNode(true);
    if (!bar || !(fresh instanceof Element)) return;
    for (const ours of fresh.querySelectorAll('utskick-tools')) ours.remove();
    bar.replaceWith(fresh);
  });
  await expect(toolButton(window)).toBeVisible();
  await expect(window.locator('utskick-tools')).toHaveCount(1);
  await openPicker(page, window);
  await gmail.close();
  await expect(page.locator('utskick-picker')).toHaveCount(0);
});

test('R1 gmail: without a place beside Send the sidebar names it and opens the tools itself', async ({
  member,
  client,
}) => {
  const { page, gmail } = await openInbox(client, member, { without: ['sendButton'] });
  await openSidebar(page);
  await gmail.composeButton.click();
  await expect(gmail.body()).toBeVisible();
  await expect(sidebarOf(page).getByText('templates and campaigns beside Send')).toBeVisible();
  await expect(page.locator('utskick-tools')).toHaveCount(0);
  await sidebarOf(page).getByRole('button', { name: 'Account and settings' }).click();
  await sidebarOf(page).getByRole('button', { name: 'Templates and campaigns' }).click();
  await expect(searchOf(pickerOf(page))).toBeFocused();
  await escapePicker(page);
  await expect(gmailOf(page).body()).toBeFocused();
});

test('R9 gmail: what is inserted behind a template that ends in a table stands behind the table, not in it', async ({
  member,
  client,
}) => {
  await addTableTemplates(member);
  const { page, gmail } = await openInbox(client, member);
  await insertBehindTable(page, await newMail(page, [anas]), gmail.body());
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(gmail.body()).not.toContainText('Our prices');
  await expect(gmail.body().locator('table')).toHaveCount(0);
});
