import type { Page } from '@playwright/test';
import { openSidebar } from './support/browser.ts';
import { openDesk } from './support/desk.ts';
import { addCampaign, addPerson, ana, emailStep, launch, tasksOf } from './support/seed.ts';
import { sites } from './support/sites.ts';
import { addTemplate, newMail, openInbox, openPicker } from './support/tools.ts';
import { expect, test } from './support/world.ts';

const priya = { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@helixlabs.example' };
const pricing = 'Pricing for 40 seats';

function askingEmail(subject: string, html: string) {
  return { subject, html, alsoTo: [], cc: [], bcc: [] };
}

/** Texts that the browser paints as still to be replaced. */
function painted(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(CSS.highlights.get('utskick-marks') ?? [])].map((range) => `${range}`.replaceAll('\u00a0', ' ')),
  );
}

test('who lacks a field is asked about before they are put on a campaign', async ({ member, client }) => {
  const email = askingEmail('About {{fields.plan}}', '<p>{{phone}}</p><p>{{! say something kind }}</p>');
  await addCampaign(member, [{ number: 1, steps: [emailStep('First email', email)] }]);
  const person = await addPerson(member, priya);
  const { page } = await client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
  const sidebar = await openSidebar(page);
  await sidebar.getByRole('tab', { name: /^Person/ }).click();
  await page.getByRole('row').getByText(pricing, { exact: true }).click();
  await sidebar.getByRole('button', { name: 'Add to campaign' }).click();
  const dialog = sidebar.getByRole('dialog');
  await dialog.getByRole('radio', { name: /First touch/ }).check();
  const add = dialog.getByRole('button', { name: 'Add', exact: true });
  await add.click();
  await expect(
    dialog.getByRole('heading', { name: '1 person lacks something for “First touch”' }),
  ).toBeFocused();
  await expect(dialog.getByText('say something kind')).toBeVisible();
  expect(await tasksOf(member, 'open')).toEqual([]);

  await add.click();
  await expect(dialog.getByText('Choose one of these.')).toHaveCount(2);
  const phone = dialog.getByRole('region', { name: 'phone' });
  await phone.getByRole('radio', { name: /Enter the value/ }).check();
  await phone.getByRole('textbox').fill('+46 8 123');
  const plan = dialog.getByRole('region', { name: 'fields.plan' });
  // By the keyboard alone.
  await plan.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('our plans');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  await expect.poll(async () => (await tasksOf(member, 'open')).length).toBe(1);
  const [task] = await tasksOf(member, 'open');
  expect(task).toMatchObject({ personId: person.id, defaults: { 'fields.plan': 'our plans' } });
  const known = await member.api('people.get', { params: { id: person.id } });
  expect(known.phone).toBe('+46 8 123');

  await sidebar.getByRole('tab', { name: /^Tasks/ }).click();
  await sidebar.getByRole('button', { name: /^Email.*Priya/ }).click();
  const preview = sidebar.getByRole('region', { name: 'Preview of the email' });
  await expect(preview.getByText('About our plans')).toBeVisible();
  await expect(preview.getByText('1 prompt left to fill: say something kind')).toBeVisible();
});

for (const site of sites) {
  test(`${site.name}: what is still to be replaced is named and painted until it is`, async ({
    member,
    client,
  }) => {
    const person = await addPerson(member, priya);
    const email = askingEmail('Hello {{fields.plan}}', '<p>Hi Priya,</p><p>{{! say something kind }}</p>');
    const days = [{ number: 1, steps: [emailStep('First email', email)] }];
    await launch(member, await addCampaign(member, days), [person]);
    const { page, sidebar, mail, write } = await openDesk(site, client, member);
    await write('Priya Raman');
    await expect(sidebar.getByText('Still to replace before you send: fields.plan')).toBeVisible();
    await expect(sidebar.getByText('Still to write before you send: say something kind')).toBeVisible();
    await expect.poll(() => painted(page)).toEqual(['{{! say something kind }}']);

    await mail.subject().fill('Hello there');
    await expect(sidebar.getByText('Still to replace before you send')).toBeHidden();
    await mail.body().getByText('{{! say something kind }}').selectText();
    await page.keyboard.type('How are the vans?');
    await expect(sidebar.getByText('Still to write before you send')).toBeHidden();
    await expect.poll(() => painted(page)).toEqual([]);
    await expect(mail.body()).toContainText('How are the vans?');
  });
}

test('in a mail of one’s own, what a template leaves to be replaced is painted too', async ({
  member,
  client,
}) => {
  await addPerson(member, ana);
  await addTemplate(member, { html: '<p>Hi {{first_name}}, {{phone}} {{! a word }}</p>' });
  const { page, gmail } = await openInbox(client, member);
  const window = await newMail(page, ['ana.ito@fjord.example']);
  const picker = await openPicker(page, window);
  await expect(picker.getByText('No value for: phone')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(gmail.body()).toContainText('Hi Ana, {{phone}}');
  await expect.poll(() => painted(page)).toEqual(['{{phone}}', '{{! a word }}']);
});
