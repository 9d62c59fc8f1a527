import { openDesk } from './support/desk.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import { sites } from './support/sites.ts';
import { expect, test } from './support/world.ts';

/** Requirements that no other test has for its subject; the table of all is in docs/mailbox-requirements.md. */
for (const site of sites) {
  test(`R12 ${site.name}: a mail is written and left to the person; the page's trap for foreign sends stays empty`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, { undoMs: 200 });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.sidebar.getByRole('button', { name: 'Done' }).click();
    await expect.poll(async () => (await tasksOf(member, 'done')).length).toBe(1);
    expect(desk.double.sent()).toEqual([]);
    expect(desk.double.log.filter(({ kind }) => kind === 'send' || kind === 'schedule')).toEqual([]);
    expect(await desk.page.evaluate(() => window.__untrustedSends)).toEqual([]);
    // The trap does catch: a press that is not the person's is written down.
    const body = desk.mail.body();
    await body.focus();
    await body.evaluate((element) =>
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true })),
    );
    expect(await desk.page.evaluate(() => window.__untrustedSends)).not.toEqual([]);
  });

  test(`R18 ${site.name}: works under the page's own policy and breaks none of it`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    await client.context.addInitScript(() => {
      const broken: string[] = [];
      Object.assign(globalThis, { utskickBroken: broken });
      document.addEventListener('securitypolicyviolation', (event) =>
        broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
      );
    });
    const desk = await openDesk(site, client, member);
    const answer = await desk.page.reload();
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src/);
    expect(policy).toMatch(/frame-src/);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await expect(desk.mail.subject()).toHaveValue('Hello Ana');
    expect(await desk.page.evaluate(() => Reflect.get(globalThis, 'utskickBroken'))).toEqual([]);
  });

  test(`R16 ${site.name}: what is typed in our sidebar triggers nothing in the page, not even seen by it`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.page.evaluate(() => window.__keys.splice(0));
    await desk.sidebar.getByRole('textbox', { name: 'Search tasks' }).click();
    await desk.page.keyboard.type('njrec');
    await desk.page.keyboard.press('Escape');
    for (const key of ['j', 'k', 'Escape']) await desk.page.keyboard.press(key);
    expect(await desk.page.evaluate(() => window.__keys)).toEqual([]);
    expect(await desk.mail.windows.count()).toBe(0);
  });

  test(`R17 ${site.name}: at 1,024 px the sidebar covers no compose window`, async ({ member, client }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.page.setViewportSize({ width: 1024, height: 768 });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    const ours = await desk.page.locator('utskick-rail iframe').boundingBox();
    const theirs = await desk.mail.body().boundingBox();
    if (!ours || !theirs) throw new Error('expected sidebar and window to be shown');
    const apart = theirs.x + theirs.width <= ours.x + 1 || ours.x + ours.width <= theirs.x + 1;
    expect(apart, JSON.stringify({ ours, theirs })).toBe(true);
  });
}
