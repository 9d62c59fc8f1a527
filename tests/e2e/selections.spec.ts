import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('§19 selections: made by hand, by a search and of two others, changed, made static and taken back', async ({
  member,
  client,
}) => {
  await addPerson(member, { ...ana, title: 'Head of fleet', companyName: 'Tallmo' });
  await addPerson(member, { firstName: 'Bo', lastName: 'Berg', email: 'bo@fjord.example', title: 'Buyer' });
  await addPerson(member, { firstName: 'Cia', lastName: 'Lund', title: 'Fleet manager' });
  const page = await client.openPage('workspace.html');
  const row = (name: RegExp) => page.getByRole('row', { name });
  await page.getByRole('link', { name: 'People' }).click();

  // Who is ticked is kept as a static selection.
  await page.getByRole('checkbox', { name: /Ana/ }).check();
  await page.getByRole('checkbox', { name: /Bo Berg/ }).check();
  await page.getByRole('button', { name: 'Add to a selection' }).click();
  await page.keyboard.type('Autumn fair');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Kept as a selection: Autumn fair').first()).toBeVisible();
  await page.getByRole('link', { name: 'Selections' }).click();
  await expect(row(/Autumn fair Static 2/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // A dynamic one, by keyboard, with whom it finds while it is written.
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New selection' });
  await dialog.getByRole('radio', { name: 'Dynamic' }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fleet people');
  await dialog.getByRole('combobox', { name: 'Field' }).selectOption('Title');
  await expect(dialog.getByText('Fill in everything to see whom it finds.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Create selection' }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Value' }).fill('fleet');
  await expect(dialog.getByText('Finds 2 people now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add group' }).click();
  const group = dialog.getByRole('group', { name: 'Group 2' });
  await expect(group.getByRole('combobox', { name: 'Field' })).toBeVisible();
  await group.getByRole('combobox', { name: 'Comparison' }).selectOption('is filled in');
  await expect(dialog.getByText('Finds 1 person now')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Remove group 2' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Fleet people' })).toBeVisible();
  await expect(page.getByText(/Dynamic · 2 people/)).toBeVisible();
  await expect(row(/Cia Lund/)).toBeVisible();
  await page.getByRole('button', { name: 'Selections' }).click();

  // One of both.
  await page.getByRole('button', { name: 'New selection' }).click();
  await dialog.getByRole('radio', { name: 'Combined' }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fair, fleet');
  await dialog.getByRole('combobox', { name: 'First selection' }).selectOption('Autumn fair');
  await dialog.getByRole('combobox', { name: 'Second selection' }).selectOption('Fleet people');
  await expect(dialog.getByText('Finds 1 person now')).toBeVisible();
  await dialog.getByRole('radio', { name: 'In either of them' }).check();
  await expect(dialog.getByText('Finds 3 people now')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create selection' }).click();
  await expect(page.getByText(/Combined · 3 people/)).toBeVisible();

  // What it is made of stays; made static, it keeps those who are in it.
  await page.getByRole('button', { name: 'Selections' }).click();
  await page.getByRole('button', { name: 'Autumn fair' }).click();
  await page.getByRole('button', { name: 'Delete selection' }).click();
  const deletion = page.getByRole('dialog', { name: 'Delete “Autumn fair”?' });
  await deletion.getByRole('button', { name: 'Delete selection' }).click();
  await expect(deletion.getByText('A selection is made of it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Selections' }).click();
  await page.getByRole('button', { name: 'Fair, fleet' }).click();
  await page.getByRole('button', { name: 'Make static' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make static' }).click();
  await expect(page.getByText(/Static · 3 people/)).toBeVisible();
  await page.getByRole('checkbox', { name: /Cia Lund/ }).check();
  await page.getByRole('button', { name: 'Take 1 person out' }).click();
  await expect(page.getByText(/Static · 2 people/)).toBeVisible();

  // Shared, deleted, and brought back as it was.
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Everybody' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Static · 2 people · shared/)).toBeVisible();
  await page.getByRole('button', { name: 'Delete selection' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete selection' }).click();
  await expect(row(/Fair, fleet/)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(/Fair, fleet Static 2 .*shared/)).toBeVisible();
  await row(/Fair, fleet/)
    .getByRole('button')
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Bo Berg/ }).click();
  await expect(page.getByRole('dialog', { name: 'Person' })).toBeVisible();
});
