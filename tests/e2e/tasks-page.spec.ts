import { randomUUID } from 'node:crypto';
import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, ana, callStep, launch, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('§8 tasks are added, found, changed together with the consequences said before, and taken back', async ({
  member,
  client,
}) => {
  const bo = { firstName: 'Bo', lastName: 'Berg', email: 'bo@fjord.example', companyName: 'Fjord' };
  const people = [await addPerson(member, ana), await addPerson(member, bo)];
  const days = [
    { number: 1, steps: [callStep('Ring first')] },
    { number: 3, steps: [callStep('Ring again')] },
  ];
  await launch(member, await addCampaign(member, days), people);
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Tasks' }).click();
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/Ring first.*Ana Itō/)).toBeVisible();

  // A task of one's own, by keyboard.
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'New task' });
  await form.getByRole('combobox', { name: 'Who it is about' }).fill('berg');
  await form.getByRole('option', { name: /Bo Berg/ }).click();
  await form.getByRole('textbox', { name: 'What is to be done' }).fill('Send the price list');
  await form.getByRole('radio', { name: 'High' }).check();
  await form.getByRole('button', { name: 'Add task' }).click();
  await expect(row(/Send the price list.*Bo Berg/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // Found by priority, and changed.
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('High');
  await expect(row(/Ring first/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Send the price list' }).click();
  const sheet = page.getByRole('dialog', { name: 'Task', exact: true });
  await sheet.getByRole('button', { name: 'Change' }).click();
  const edit = page.getByRole('dialog', { name: 'Change task' });
  await edit.getByRole('textbox', { name: 'What is to be done' }).fill('Send the new price list');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row(/Send the new price list/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('Any');

  // A campaign's task opens where it stands, by keyboard too.
  await row(/Ring first.*Ana Itō/).focus();
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('article', { name: 'Ana Itō' })).toContainText('First touch: day 1, step 1');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(row(/Ring first.*Ana Itō/)).toBeFocused();
  await row(/Ring first.*Ana Itō/)
    .getByRole('cell')
    .last()
    .click();
  await sheet.getByRole('radio', { name: 'Voicemail' }).check();
  await sheet.getByRole('button', { name: 'Done' }).click();
  await expect(row(/Ring again.*Ana Itō/)).toBeVisible();
  await page.keyboard.press('z');
  await expect(row(/Ring first.*Ana Itō/)).toBeVisible();
  await expect(row(/Ring again/)).toHaveCount(0);

  // Meanwhile a device closes one of them: it is named, and holds nothing else up.
  await row(/Ring first.*Ana Itō/).waitFor();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Skip 3 tasks' });
  await expect(dialog.getByText(/^2 people go on to “Ring again” \(day 3 of First touch\)/)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  const before = await tasksOf(member, 'open');
  const first = before.find(
    ({ title, personName }) => title === 'Ring first' && personName.startsWith('Ana'),
  );
  await member.api('sync.push', {
    body: {
      actions: [
        {
          kind: 'task.complete',
          id: randomUUID(),
          taskId: first?.id ?? '',
          actedAt: new Date().toISOString(),
          baseVersion: 1,
          outcome: {},
        },
      ],
    },
  });
  await dialog.getByRole('button', { name: 'Skip', exact: true }).click();
  await expect(dialog.getByText('Ana Itō: Ring first')).toBeVisible();
  await expect(dialog.getByText('3 of 3')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(row(/Ring again/)).toHaveCount(2);

  // Taken back: what was skipped is open again, what it led to is gone.
  await page.keyboard.press('z');
  await expect(row(/Ring first.*Bo Berg/)).toBeVisible();
  await expect(row(/Ring again/)).toHaveCount(1);
  await expect(row(/Send the new price list/)).toBeVisible();
});
