import type { Locator, Page } from '@playwright/test';
import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, ana, callStep, launch } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const dayOf = (page: Page, number: number): Locator =>
  page
    .getByRole('region', { name: 'Days and steps' })
    .locator('.day')
    .nth(number - 1);
const stepsOf = (page: Page, day: number): Locator => dayOf(page, day).getByRole('listitem');
const card = (page: Page, title: string): Locator =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `Move ${title}`, exact: true }) });

async function addStep(page: Page, day: number, kind: string, title: string): Promise<Locator> {
  await page
    .getByRole('group', { name: `Add a step to day ${day}` })
    .getByRole('button', { name: kind })
    .click();
  const form = page.getByRole('region', { name: /^Step: / });
  await form.getByRole('textbox', { name: 'Title' }).fill(title);
  return page.getByRole('region', { name: `Step: ${title}` });
}

test('§2.1, §2.2: a campaign is written with all kinds of steps, put in order by keyboard, and changed with a person inside', async ({
  member,
  client,
}) => {
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await expect(page.getByText('Your campaigns will stand here')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();

  // Nothing is saved without a name, and a second day needs a first step.
  await expect(page.getByRole('button', { name: 'Add a day' })).toBeDisabled();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('First touch');
  await page.getByRole('combobox', { name: /^Category/ }).fill('Sales');

  const mail = await addStep(page, 1, 'Email', 'First mail');
  await mail.getByRole('combobox', { name: 'How it is sent' }).selectOption('At a fixed time');
  await mail.getByLabel('Sent at').fill('14:00');
  await mail.getByRole('textbox', { name: 'Subject' }).fill('Vans for {{company}}');
  await mail.getByRole('tab', { name: 'HTML source' }).click();
  await mail.getByRole('textbox', { name: 'Text (HTML source)' }).fill('<p>Hello {{first_name}}</p>');
  const second = await addStep(page, 1, 'Email', 'Second mail');
  await expect(second.getByRole('combobox', { name: 'How it is sent' }).locator('option')).toHaveText([
    'Same time as the previous email',
    'At a fixed time',
    'By hand, as a task',
  ]);
  await second
    .getByRole('combobox', { name: 'How it is sent' })
    .selectOption('Same time as the previous email');
  await second.getByRole('checkbox', { name: /^Follow-up/ }).check();
  await expect(card(page, 'Second mail').getByText(/^Goes out as soon as the campaign starts/)).toBeVisible();
  await expect(card(page, 'Second mail').getByText(/before a step in front of it/)).toBeVisible();

  await page.getByRole('button', { name: 'Add a day' }).click();
  const call = await addStep(page, 2, 'Call', 'Ring them');
  await expect(call.getByRole('checkbox', { name: /^Follow-up/ })).toHaveCount(0);
  await call.getByLabel('Talk track').fill('Ask about the vans');
  await call.getByRole('spinbutton', { name: /^Wait at most/ }).fill('3');
  await expect(call.getByRole('combobox', { name: 'Then' }).locator('option')).toHaveText([
    'go on and leave it open',
    'skip it',
  ]);
  await addStep(page, 2, 'InMail', 'Connect');
  await page.getByRole('button', { name: 'Add a day' }).click();
  await addStep(page, 3, 'Task', 'Brochure');
  await dayOf(page, 3).getByRole('spinbutton', { name: 'Day' }).fill('5');
  await dayOf(page, 3).getByRole('spinbutton', { name: 'Day' }).press('Tab');
  await expect(page.getByText('Day 3 is day 5 now')).toBeAttached();
  expect(await faultsOf(page)).toEqual([]);

  // By keyboard within a day and over its edge; the handle keeps the focus, and what is lost is told.
  await page.getByRole('button', { name: 'Move Connect', exact: true }).press('Alt+ArrowUp');
  await expect(stepsOf(page, 2).getByRole('button', { name: /^Move / })).toHaveCount(2);
  await expect(
    stepsOf(page, 2).first().getByRole('button', { name: 'Move Connect', exact: true }),
  ).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(stepsOf(page, 1)).toHaveCount(3);
  await expect(page.getByText('Connect is on day 1 now, step 3')).toBeAttached();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(
    page.getByText('“Second mail” is no follow-up any more: no email stands directly before it.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move Connect', exact: true })).toBeFocused();

  // A removed step comes back.
  await card(page, 'Brochure').getByRole('button', { name: 'Remove' }).click();
  await expect(card(page, 'Brochure')).toHaveCount(0);
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'Brochure')).toHaveCount(1);

  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Edit “First touch”' })).toBeVisible();
  await expect(stepsOf(page, 1).getByRole('button', { name: /^Move / })).toHaveCount(3);
  await expect(dayOf(page, 3).getByRole('spinbutton', { name: 'Day' })).toHaveValue('5');

  // With a person inside, a change is asked about.
  const { campaigns } = await member.api('campaigns.overview', { query: {} });
  const id = campaigns[0]?.id ?? '';
  const campaign = await member.api('campaigns.get', { params: { id } });
  await launch(member, campaign, [await addPerson(member, ana)]);
  await card(page, 'First mail').getByRole('button', { name: 'Remove' }).click();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: '1 person is inside this campaign' });
  await expect(dialog.getByText('“First mail” is removed. At it now: 1. Before it: 0.')).toBeVisible();
  await dialog.getByRole('radio', { name: 'move to the new version' }).check();
  await expect(dialog.getByText(/^1 person stands on a step that is gone/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const { tasks } = await member.api('tasks.list', { query: { status: 'open' } });
  expect(tasks.map(({ title }) => title)).toEqual(['Connect']);

  // The list counts them, and says why it is not deleted.
  await page.getByRole('button', { name: 'Campaigns', exact: true }).click();
  const row = page.getByRole('row', { name: /^First touch/ });
  await expect(row.getByText('Running')).toBeVisible();

  // A new one begins in the category that is looked at, and leaves nothing behind.
  await page.getByRole('combobox', { name: 'Category' }).selectOption('Sales');
  await page.getByRole('button', { name: 'New campaign' }).click();
  await expect(page.getByRole('combobox', { name: /^Category/ })).toHaveValue('Sales');
  await page.getByRole('button', { name: 'Campaigns', exact: true }).click();
  await row.getByRole('button', { name: 'Delete First touch' }).click();
  const asked = page.getByRole('dialog', { name: 'Delete “First touch”?' });
  await expect(asked.getByText(/^1 person is inside, so it cannot be deleted/)).toBeVisible();
  await asked.getByRole('button', { name: 'Archive' }).click();
  await expect(row).toHaveCount(0);
});

test('who saves second is told, and chooses; work that is left comes back', async ({ member, client }) => {
  const made = await addCampaign(member, [{ number: 1, steps: [callStep('Ring them')] }], 'Spring');
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await expect(page.getByRole('row', { name: /^Spring/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  const { id, ...theirs } = made;
  await member.api('campaigns.update', {
    params: { id },
    body: { ...theirs, name: 'Theirs', baseVersion: 1 },
  });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Somebody has saved version 2 meanwhile')).toBeVisible();
  await page.getByRole('link', { name: 'Templates' }).click();
  await expect(page.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Mine');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Save mine as the newest' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(await member.api('campaigns.get', { params: { id } })).toMatchObject({ name: 'Mine', version: 3 });
});
