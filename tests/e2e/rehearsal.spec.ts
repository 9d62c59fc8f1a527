import { faultsOf } from './support/axe.ts';
import { addCampaign, addPerson, ana, callStep, emailStep, plainEmail } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('G24 a campaign is rehearsed from its editor: counts that add up, each step with its reason, each mail to read', async ({
  member,
  client,
}) => {
  const mail = { ...emailStep('Intro', plainEmail('Hello {{first_name}}')), send: 'fixed_time' as const };
  await addCampaign(member, [
    { number: 1, steps: [mail] },
    { number: 3, steps: [callStep('Ring')] },
  ]);
  await addPerson(member, ana);
  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page
    .getByRole('link', { name: 'First touch' })
    .or(page.getByRole('button', { name: 'First touch' }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Rehearsal: First touch' })).toBeVisible();
  await page.getByLabel('What people do').selectOption('Everybody accepts');
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();

  await expect(page.getByText(/^The counts add up: \d+ checks$/)).toBeVisible({ timeout: 60_000 });
  const mails = page.getByRole('region', { name: 'Automatic emails' });
  await expect(mails).toHaveText(/Planned1Accepted1/);
  const timeline = page.getByRole('region', { name: 'What happens with Ana Itō' });
  await expect(timeline.getByRole('row')).toHaveCount(3);
  await expect(timeline.getByText('Day 1, Intro: sent by itself')).toBeVisible();
  await expect(timeline.getByText('Day 3, Ring: done by you')).toBeVisible();
  await timeline.getByRole('button', { name: 'Read' }).click();
  await expect(page.frameLocator('iframe[title="Hello Ana"]').getByText('Hello Ana')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('rehearsal.png'), fullPage: true });

  // Nothing has happened to anybody.
  expect((await member.api('tasks.list', { query: { status: 'open' } })).total).toBe(0);
  await page.getByRole('button', { name: 'Back to the campaign' }).click();
  await expect(page.getByRole('heading', { name: 'Edit “First touch”' })).toBeVisible();
});
