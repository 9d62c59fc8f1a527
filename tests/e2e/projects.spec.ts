import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('§19 projects: begun, people added and taken out, changed, shared, deleted and brought back', async ({
  member,
  client,
}) => {
  await addPerson(member, { ...ana, companyName: 'Tallmo' });
  await addPerson(member, { firstName: 'Bo', lastName: 'Berg', email: 'bo@fjord.example' });
  const page = await client.openPage('workspace.html#/people?tab=projects');
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(page.getByText('There are no projects yet')).toBeVisible();

  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Autumn fair');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Stand B 12');
  await dialog.getByRole('radio', { name: 'Planned' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Autumn fair' })).toBeVisible();
  await expect(page.getByText('Planned · 0 people · private')).toBeVisible();
  await expect(page.getByText('Stand B 12')).toBeVisible();
  await expect(page.getByText('Nobody is in it.')).toBeVisible();

  // Found by name and added by keyboard; what was added goes again with Undo.
  await page.getByRole('button', { name: 'Add people' }).click();
  await page.keyboard.type('Itō');
  await expect(page.getByRole('option', { name: /Ana Itō/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(page.getByText(/Planned · 1 person/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Planned · 0 people/)).toBeVisible();

  // Who is ticked among the contacts is added to it.
  await page.getByRole('button', { name: 'Projects' }).click();
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
  await page.getByRole('button', { name: 'Add to a project' }).click();
  await page.getByRole('combobox', { name: 'Project' }).selectOption('Autumn fair');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Added to the project: Autumn fair').first()).toBeVisible();
  await page.getByRole('link', { name: 'Projects' }).click();
  await expect(row(/Autumn fair Planned 2/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // Taken out, and back.
  await page.getByRole('button', { name: 'Autumn fair' }).click();
  await page.getByRole('checkbox', { name: /Bo Berg/ }).check();
  await page.getByRole('button', { name: 'Take 1 person out' }).click();
  await expect(page.getByText(/Planned · 1 person/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Planned · 2 people/)).toBeVisible();

  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Spring fair');
  await page.getByRole('dialog').getByRole('radio', { name: 'Done' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Spring fair' })).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Everybody' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Done · 2 people · shared')).toBeVisible();

  await page.getByRole('button', { name: 'Delete project' }).click();
  const deletion = page.getByRole('dialog', { name: 'Delete “Spring fair”?' });
  await deletion.getByRole('button', { name: 'Delete project' }).click();
  await expect(page.getByText('There are no projects yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(/Spring fair Done 2 .*shared/)).toBeVisible();
  await page.getByRole('searchbox').fill('autumn');
  await expect(page.getByText('No project has this name')).toBeVisible();
});
