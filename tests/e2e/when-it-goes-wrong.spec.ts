import { launchBrowser } from './support/browser.ts';
import { openDesk } from './support/desk.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { sites } from './support/sites.ts';
import { expect, test } from './support/world.ts';

/** How many of the member's tasks stand so on the server. */
async function count(member: Member, status: 'open' | 'done'): Promise<number> {
  return (await tasksOf(member, status)).length;
}

for (const site of sites) {
  test(`R11 ${site.name}: undo inside the window opens the task again, and the second send counts once`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, { undoMs: 20_000, undoBy: 'server' });
    await desk.write('Ana Berg');
    await expect.poll(() => desk.mail.to()).toEqual(['ana@fjord.example']);
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.mail.send();
    await expect.poll(() => count(member, 'done')).toBe(1);
    await expect.poll(() => client.badge()).toBe('');

    await desk.mail.undo();
    await expect(desk.mail.subject()).toHaveValue('Hello Ana');
    await expect(desk.sidebar.getByText('Sending undone').first()).toBeVisible();
    await expect.poll(() => count(member, 'open')).toBe(1);
    await expect.poll(() => client.badge()).toBe('1');

    await desk.mail.send();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect(desk.double.sent()).toHaveLength(1);
  });

  test(`R11 ${site.name}: discarding leaves the task open`, async ({ member, client }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.mail.discard();
    await expect(desk.sidebar.getByText('Discarded. The task is still open.')).toBeVisible();
    expect(await count(member, 'open')).toBe(1);
    expect(await client.badge()).toBe('1');
    await desk.sidebar.getByRole('button', { name: 'Write again' }).click();
    await expect.poll(() => desk.mail.to()).toEqual(['ana@fjord.example']);
  });

  test(`R11 ${site.name}: closing keeps the draft and the task`, async ({ member, client }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.mail.close();
    await expect(desk.sidebar.getByText('Window closed. The draft is in your mailbox')).toBeVisible();
    expect(await count(member, 'open')).toBe(1);
  });

  for (const answer of ['error', 'offline'] as const) {
    test(`R11 ${site.name}: a send that fails (${answer}) is said, and the next one completes the task`, async ({
      member,
      client,
    }) => {
      await launchEmails(member, ['Ana']);
      const desk = await openDesk(site, client, member);
      await desk.write('Ana Berg');
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      desk.double.answer(answer);
      await desk.mail.send();
      await expect(desk.sidebar.getByText('An email was not sent')).toBeVisible();
      await expect(desk.mail.subject()).toHaveValue('Hello Ana');
      expect(await count(member, 'open')).toBe(1);
      desk.double.answer('ok');
      await desk.mail.acknowledge();
      await desk.mail.send();
      await expect.poll(() => count(member, 'done')).toBe(1);
      expect(desk.double.sent()).toHaveLength(1);
    });
  }

  test(`R11 ${site.name}: the browser offline: the send fails, nothing is lost, and all goes on when it is back`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await client.context.setOffline(true);
    desk.double.answer('offline');
    await desk.mail.send();
    await expect(desk.sidebar.getByText('An email was not sent')).toBeVisible();
    await client.context.setOffline(false);
    desk.double.answer('ok');
    await desk.mail.acknowledge();
    await desk.mail.send();
    await expect.poll(() => count(member, 'done'), { timeout: 30_000 }).toBe(1);
  });

  test(`R9 ${site.name}: a letter of the person’s own that is open is left alone`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, { resetMs: null });
    await desk.mail.composeButton.click();
    await desk.mail.subject().fill('My own letter');
    await desk.mail.body().click({ position: { x: 20, y: 20 } });
    await desk.page.keyboard.type('My own words');
    await desk.write('Ana Berg');
    await expect(desk.mail.windows).toHaveCount(2);
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    expect((await desk.mail.subjects()).sort()).toEqual(['Hello Ana', 'My own letter']);
    await expect(desk.mail.windows.filter({ hasText: 'My own words' })).toHaveCount(1);
  });

  test(`R9 ${site.name}: what the person has typed into our window stays, and the sidebar says what was not filled`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, { resetMs: null, stepDelayMs: 700 });
    await desk.write('Ana Berg');
    await desk.mail.subject().fill('My own subject');
    await expect(desk.sidebar.getByText('Could not be filled in')).toBeVisible();
    await expect(desk.sidebar.getByRole('button', { name: 'Copy Subject' })).toBeVisible();
    await expect(desk.mail.subject()).toHaveValue('My own subject');
    await expect.poll(() => desk.mail.to()).toEqual(['ana@fjord.example']);
  });

  test(`R6 ${site.name}: two windows at once: each completes its own task`, async ({ member, client }) => {
    await launchEmails(member, ['Ana', 'Bea']);
    const desk = await openDesk(site, client, member);
    await desk.page.setViewportSize({ width: 1680, height: 900 });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.backToList();
    await desk.write('Bea Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await expect(desk.mail.windows).toHaveCount(2);
    for (const name of ['Bea', 'Ana']) {
      await desk.mail.sendWith(`Hello ${name}`);
      await expect
        .poll(async () => (await tasksOf(member, 'done')).map((task) => task.personName))
        .toContain(`${name} Berg`);
    }
    for (const task of await tasksOf(member, 'done')) {
      const first = task.personName.split(' ')[0] ?? '';
      expect(task.outcome?.proof).toMatchObject({
        to: [`${first.toLowerCase()}@fjord.example`],
        subject: `Hello ${first}`,
      });
    }
    expect(await client.badge()).toBe('');
  });

  test(`R6 ${site.name}: asked in a second tab, the window that is open comes to the front, and one letter goes`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const first = await openDesk(site, client, member);
    await first.write('Ana Berg');
    await expect(first.sidebar.getByText('Press Send there')).toBeVisible();
    const second = await openDesk(site, client, member);
    await second.open('Ana Berg');
    await second.sidebar.getByRole('button', { name: 'Show the mail' }).click();
    await expect.poll(() => first.page.evaluate(() => document.visibilityState)).toBe('visible');
    await expect(second.mail.windows).toHaveCount(0);
    await first.mail.send();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect(first.double.sent()).toHaveLength(1);
  });

  test(`R11 ${site.name}: a letter that was addressed to somebody else is asked about, and counts if the person says so`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, { resetMs: null });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.mail.readdress('bo@other.example');
    await expect.poll(() => desk.mail.to()).toEqual(['bo@other.example']);
    await expect(desk.sidebar.getByText('It is not addressed to ana@fjord.example.')).toBeVisible();
    await desk.mail.send();
    const asked = 'It was addressed to bo@other.example, not to ana@fjord.example.';
    await expect(desk.sidebar.getByText(asked)).toBeVisible();
    expect(await count(member, 'open')).toBe(1);
    await desk.sidebar.getByRole('button', { name: 'Yes, the task is done' }).click();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect((await tasksOf(member, 'done'))[0]?.outcome?.proof).toMatchObject({
      to: ['bo@other.example'],
      evidence: 'person',
    });
  });

  test(`R13 ${site.name}: the wrong account is refused with both named, and no window is opened`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member, {
      accounts: [{ email: 'kim@other.example', name: 'Kim' }],
    });
    await desk.write('Ana Berg');
    const said = desk.sidebar.getByRole('main').getByText('This mailbox is kim@other.example');
    await expect(said).toContainText(member.email);
    await expect(desk.mail.windows).toHaveCount(0);
    expect(await count(member, 'open')).toBe(1);
  });

  test(`R13 ${site.name}: two accounts in the page: refused, because it is not certain whose mail it would be`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const accounts = [
      { email: member.email, name: 'Astrid' },
      { email: 'kim@other.example', name: 'Kim' },
    ];
    const desk = await openDesk(site, client, member, { accounts });
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByRole('main').getByText('more than one account')).toBeVisible();
    await expect(desk.mail.windows).toHaveCount(0);
  });

  test(`R4 ${site.name}: the mail page loaded anew takes its draft up again`, async ({ member, client }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(site, client, member);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.page.reload();
    await desk.open('Ana Berg');
    await expect(desk.sidebar.getByText('Window closed. The draft is in your mailbox')).toBeVisible();
    expect(await count(member, 'open')).toBe(1);
  });

  test(`R11 ${site.name}: two browsers, one task: one outcome, and the other is told`, async ({
    server,
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const second = await launchBrowser();
    await second.pair(server.url, await server.issueLink(member.userId));
    const desk = await openDesk(site, client, member);
    const other = await openDesk(site, second, member);
    await desk.open('Ana Berg');
    await second.context.setOffline(true);
    await other.open('Ana Berg');
    await other.sidebar.getByRole('button', { name: 'Skip' }).click();
    await desk.sidebar.getByRole('button', { name: 'Write mail' }).click();
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    await desk.mail.send();
    await expect.poll(() => count(member, 'done')).toBe(1);
    await second.context.setOffline(false);
    await expect(other.sidebar.getByText('Another device was first')).toBeVisible({ timeout: 30_000 });
    expect(await count(member, 'done')).toBe(1);
    expect((await tasksOf(member))[0]?.outcome?.proof?.evidence).toBe('network');
    await second.close();
  });
}
