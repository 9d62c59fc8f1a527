import { addCampaign, addPerson, ana, callStep, launch } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const width = 360;

test('no page of the workspace is wider than a narrow window, whatever names are in it', async ({
  member,
  client,
}) => {
  const person = await addPerson(member, { ...ana, lastName: 'Konstantinopolitanowska'.repeat(3) });
  const days = [{ number: 1, steps: [callStep('Ring about the twelve vans')] }];
  const campaign = await addCampaign(member, days, 'Spring contact with the drivers of the north');
  await launch(member, campaign, [person]);
  const { id } = campaign;
  const page = await client.openPage('workspace.html');
  await page.setViewportSize({ width, height: 740 });
  const pages = ['tasks', 'people', 'campaigns', 'mails', 'feed', 'analytics', 'templates', 'settings'];
  const inside = ['open', 'people', 'launch', 'rehearse'].map((edit) => `campaigns?id=${id}&edit=${edit}`);
  for (const hash of [...pages, ...inside]) {
    await page.evaluate((to) => {
      location.hash = `#/${to}`;
    }, hash);
    await page.reload();
    await expect(page.locator('h1')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(width);
  }
});
