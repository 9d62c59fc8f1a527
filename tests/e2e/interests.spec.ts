import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('interests are made in Settings, ticked at a person, given to many, and removed with what that hits', async ({
  member,
  client,
}) => {
  await addPerson(member, ana);
  await addPerson(member, { firstName: 'Bo', lastName: 'Berg', email: 'bo@fjord.example' });
  const page = await client.openPage('workspace.html#/settings');
  const settings = page.getByRole('region', { name: 'Interests' });
  await settings.getByRole('button', { name: 'New interest' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Boats');
  await page.keyboard.press('Enter');
  await expect(settings.getByText('0 people')).toBeVisible();
  await settings.getByRole('button', { name: 'New interest' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('boats');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is an interest of this name already.')).toBeVisible();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Golf');
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: 'Remove Golf' })).toBeVisible();

  // Lists for mailings may take registered contacts only; the switch holds at once.
  const lists = page.getByRole('region', { name: 'Imported lists' });
  await lists.getByRole('checkbox', { name: 'Only registered contacts' }).press('Space');
  await expect(lists.getByRole('status')).not.toBeEmpty();
  expect(await member.api('imports.rules', {})).toEqual({ registeredOnly: true });

  // Ticked at one person.
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: /Ana Itō/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Person' });
  await sheet.getByRole('checkbox', { name: 'Boats' }).press('Space');
  await expect(sheet.getByText(/Interest added/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Given to everybody who is ticked.
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).press('Space');
  await page.getByRole('button', { name: 'Interests…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Interests of 2 people' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Choose at least one.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Boats' }).press('Space');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Interests of 1 person changed').first()).toBeVisible();

  // Removed, with how many have it said before.
  await page.getByRole('link', { name: 'Settings' }).click();
  await settings.getByRole('button', { name: 'Remove Boats' }).click();
  const removal = page.getByRole('dialog', { name: 'Remove “Boats”?' });
  await expect(removal).toContainText('It is taken from 2 people');
  await removal.getByRole('button', { name: 'Remove interest' }).click();
  await expect(settings.getByText('Boats', { exact: true })).toBeHidden();
});
