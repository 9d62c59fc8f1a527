import { faultsOf } from './support/axe.ts';
import { openSidebar } from './support/browser.ts';
import { addCampaign, addPerson, ana, callStep, launch, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const browserAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test('a click stands in the feed as it happens, is new until it was seen, and its person is put on a campaign', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, ana);
  const campaign = await addCampaign(member, [{ number: 1, steps: [callStep('Call about the offer')] }]);
  await launch(member, campaign, [person]);
  await addCampaign(member, [{ number: 1, steps: [callStep('Call again')] }], 'Second touch');
  const [task] = await tasksOf(member, 'open');
  const links = await member.api('links.create', {
    body: { taskId: task?.id, urls: ['https://northwind.example/offer?for=ana'] },
  });
  const address = links.links[0]?.tracked ?? '';
  const click = (agent: string) => fetch(address, { redirect: 'manual', headers: { 'user-agent': agent } });

  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Live Feed' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Campaign started: First touch' })).toBeVisible();
  const clicks = page.getByRole('listitem').filter({ hasText: 'Clicked a link: northwind.example/offer' });
  await expect(clicks).toHaveCount(0);

  // Nothing is pressed: the server has told of it.
  await click(browserAgent);
  await expect(clicks).toHaveCount(1);
  await expect(clicks).toContainText('Ana Itō');
  await expect(clicks.getByText('New')).toBeVisible();
  await click('Mozilla/5.0 (compatible; SafeLinks scanner)');
  await page.getByRole('combobox', { name: 'Events' }).selectOption('Read by a machine');
  await expect(page.getByText('a machine, not a reader')).toBeVisible();
  await page.getByRole('combobox', { name: 'Events' }).selectOption('All but machines');
  await expect(clicks).toHaveCount(1);
  expect(await faultsOf(page)).toEqual([]);

  // By keyboard: who is it, and back to the row; then onto a campaign.
  await page.keyboard.press('j');
  const name = clicks.getByRole('button', { name: 'Ana Itō', exact: true });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Person' });
  await expect(sheet.getByText('Head of Operations')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: /Ana Itō/ });
  await dialog.getByRole('radio', { name: /Second touch/ }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Campaign started: Second touch')).toBeVisible();
  await page.close();

  // What was seen there is not new here; what comes now is.
  const { page: mail } = await client.openGmail({ accounts: [{ email: member.email, name: member.name }] });
  const sidebar = await openSidebar(mail);
  const tab = sidebar.getByRole('tab', { name: /^Feed/ });
  await expect(tab).toHaveAccessibleName('Feed');
  await click(browserAgent);
  await expect(tab).toHaveAccessibleName('Feed 1 new');
  await tab.click();
  const lines = sidebar.getByRole('listitem').filter({ hasText: 'Clicked a link' });
  await expect(lines).toHaveCount(2);
  await expect(lines.filter({ hasText: 'New' })).toHaveCount(1);
  await sidebar.getByRole('tab', { name: 'Tasks' }).click();
  await expect(tab).toHaveAccessibleName('Feed');
});
