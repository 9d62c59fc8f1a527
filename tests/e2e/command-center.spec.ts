import type { SendProof } from '../../lib/contract/task.ts';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana, plainEmail } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('a mail is found in its folder, archived, taken back, and kept as a saved search', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const task = await member.api('tasks.create', {
    body: {
      type: 'email',
      title: 'Write to Ana',
      dueAt: new Date().toISOString(),
      email: plainEmail('Vans for the autumn'),
      personId: person.id,
    },
  });
  const sentAt = new Date().toISOString();
  const proof: SendProof = {
    site: 'practice',
    account: 'me@northwind.example',
    sentAt,
    to: ['ana.ito@fjord.example'],
    cc: [],
    bcc: [],
    subject: 'Vans for the autumn',
    ids: { message: 'm1' },
    evidence: 'network',
  };
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Command Center' }).click();
  const folders = page.getByRole('navigation', { name: 'Folders' });
  await folders.getByRole('button', { name: /^Drafts/ }).click();
  await expect(page.getByRole('row', { name: /Vans for the autumn/ })).toBeVisible();

  await member.api('sync.push', {
    body: {
      actions: [
        {
          kind: 'task.complete',
          id: crypto.randomUUID(),
          taskId: task.id,
          actedAt: sentAt,
          baseVersion: task.version,
          outcome: { proof },
        },
      ],
    },
  });
  // It leaves the drafts by itself: the server's nudge has come.
  await expect(page.getByText('Nothing here')).toBeVisible();
  await folders.getByRole('button', { name: /^Delivered/ }).click();
  const row = page.getByRole('row', { name: /Ana Itō.*Vans for the autumn/ });
  await expect(row).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  // By keyboard: archived, and taken back.
  await page.keyboard.press('j');
  await expect(row).toBeFocused();
  await page.keyboard.press('a');
  await expect(row).toHaveCount(0);
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();

  // A search of one's own, by name, there again after a reload.
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('combobox', { name: 'Replied' }).selectOption('No');
  await page.getByRole('button', { name: 'Save search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save search' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Silent');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Silent', level: 1 })).toBeVisible();

  // Columns are chosen, and stay for this folder.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Job title' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(row.getByText('Head of Operations')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Silent', level: 1 })).toBeVisible();
  await expect(row.getByText('Head of Operations')).toBeVisible();
});
