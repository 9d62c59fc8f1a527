import { readFile } from 'node:fs/promises';
import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, ana, callStep, launch, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('what came of a campaign is shown, step by step, counts by itself, and is saved as a file', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const other = await addPerson(member, { firstName: 'Bo', email: 'bo@fjord.example' });
  const days = [
    { number: 1, steps: [callStep('=1+1 Call')] },
    { number: 2, steps: [callStep('Call again')] },
  ];
  const campaign = await addCampaign(member, days, 'First touch');
  await launch(member, campaign, [person, other]);
  const task = (await tasksOf(member, 'open')).find(({ personId }) => personId === person.id);
  const done = {
    kind: 'task.complete',
    id: crypto.randomUUID(),
    taskId: task?.id ?? '',
    actedAt: new Date().toISOString(),
    baseVersion: task?.version ?? 1,
    outcome: {},
  } as const;

  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Analytics' }).click();
  const people = page.getByRole('region', { name: 'People on campaigns' });
  await expect(people.getByRole('row', { name: /^First touch 2 2 0/ })).toBeVisible();
  await page.getByRole('button', { name: 'First touch' }).first().click();
  await expect(page.getByRole('img', { name: /How far they came.*2 people/ })).toBeVisible();
  const steps = page.getByRole('region', { name: 'Steps' });
  await expect(steps.getByRole('row', { name: /^Day 1 · =1\+1 Call 2 0 0/ })).toBeVisible();

  // It counts by itself what is done meanwhile.
  await member.api('sync.push', { body: { actions: [done] } });
  await expect(steps.getByRole('row', { name: /^Day 1 · =1\+1 Call 2 1 0/ })).toBeVisible();
  await expect(steps.getByRole('row', { name: /^Day 2 · Call again 1 0 0/ })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).first().click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Steps.csv');
  const [head, first] = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(head).toMatch(/^\ufeffStep,Reached,Done,Skipped,Sent \(total\),Sent \(mails\),/);
  expect(first).toMatch(/^Day 1 · =1\+1 Call,2,1,0,0,0,,,/);

  await page.getByRole('button', { name: 'People at work' }).click();
  await expect(page.getByRole('row', { name: /^Astrid Holm 1 0/ })).toBeVisible();
  await page.goBack();
  await expect(steps).toBeVisible();
});
