import { faultsOf } from './support/axe.ts';
import { addTemplate } from './support/tools.ts';
import { expect, test } from './support/world.ts';

test('§2.10 sharing: an admin makes a team, shares a template with it, locks, and is told what deleting the team does', async ({
  member,
  client,
}) => {
  const template = await addTemplate(member, { name: 'Offer' });
  const page = await client.openPage('workspace.html');
  const settings = page.getByRole('link', { name: 'Settings' });
  await settings.click();
  const teams = page.getByRole('region', { name: 'Teams' });
  await teams.getByRole('button', { name: 'New team' }).click();
  const making = page.getByRole('dialog', { name: 'New team' });
  await making.getByRole('textbox', { name: 'Name' }).fill('North');
  await making.getByRole('checkbox').first().check();
  expect(await faultsOf(page)).toEqual([]);
  await making.getByRole('button', { name: 'Save' }).click();
  const north = teams.getByRole('listitem').filter({ hasText: 'North' });
  await expect(north).toContainText('1 user');

  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByRole('button', { name: /^Offer/ }).click();
  const panel = page.getByRole('complementary', { name: 'Offer' });
  await panel.getByRole('button', { name: 'Share' }).click();
  const sharing = page.getByRole('dialog', { name: 'Share “Offer”' });
  await sharing.getByRole('radio', { name: 'Chosen teams' }).check();
  await sharing.getByRole('checkbox', { name: 'North' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await sharing.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByText('1 team')).toBeVisible();
  const stored = async () => await member.api('templates.get', { params: { id: template.id } });
  const { teams: known } = await member.api('teams.list', {});
  expect(await stored()).toMatchObject({ shared: false, teamIds: known.map(({ id }) => id) });

  await settings.click();
  await page.getByRole('checkbox', { name: 'Lock templates' }).check();
  await expect(page.getByText('Locked', { exact: true })).toBeVisible();
  expect((await member.api('me.get', {})).lockdown).toEqual({ templates: true, campaigns: false });

  await north.getByRole('button', { name: 'Delete North' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete “North”?' });
  await expect(deleting).toContainText('1 of them only its owner and admins will see then.');
  await deleting.getByRole('button', { name: 'Delete team' }).click();
  await expect(teams.getByText('There are no teams yet.')).toBeVisible();
  expect(await stored()).toMatchObject({ shared: false, teamIds: [] });
});
