import { launchBrowser } from './support/browser.ts';
import { openDesk } from './support/gmail-flow.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

/** How many of the member's tasks stand so on the server. */
async function count(member: Member, status: 'open' | 'done'): Promise<number> {
  return (await tasksOf(member, status)).length;
}

test('undo inside the window opens the task again, and the second send counts once', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member, { undoMs: 20_000 });
  await desk.write('Ana Berg');
  await expect.poll(() => desk.gmail.to()).toEqual(['ana@fjord.example']);
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.send();
  await expect.poll(() => count(member, 'done')).toBe(1);
  await expect.poll(() => client.badge()).toBe('');

  await desk.gmail.undo();
  await expect(desk.gmail.subject()).toHaveValue('Hello Ana');
  await expect(desk.sidebar.getByText('Sending undone').first()).toBeVisible();
  await expect.poll(() => count(member, 'open')).toBe(1);
  await expect.poll(() => client.badge()).toBe('1');

  await desk.gmail.send();
  await expect.poll(() => count(member, 'done')).toBe(1);
  expect(desk.double.sent()).toHaveLength(1);
});

test('discarding leaves the task open', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.discard();
  await expect(desk.sidebar.getByText('Discarded. The task is still open.')).toBeVisible();
  expect(await count(member, 'open')).toBe(1);
  expect(await client.badge()).toBe('1');
  await desk.sidebar.getByRole('button', { name: 'Write again' }).click();
  await expect.poll(() => desk.gmail.to()).toEqual(['ana@fjord.example']);
});

test('closing keeps the draft and the task', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.close();
  await expect(desk.sidebar.getByText('Window closed. The draft is in your mailbox')).toBeVisible();
  expect(await count(member, 'open')).toBe(1);
});

for (const answer of ['error', 'offline'] as const) {
  test(`a send that fails (${answer}) is said, and the next one completes the task`, async ({
    member,
    client,
  }) => {
    await launchEmails(member, ['Ana']);
    const desk = await openDesk(client, member);
    await desk.write('Ana Berg');
    await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
    desk.double.answer(answer);
    await desk.gmail.send();
    await expect(desk.sidebar.getByText('An email was not sent')).toBeVisible();
    await expect(desk.gmail.subject()).toHaveValue('Hello Ana');
    expect(await count(member, 'open')).toBe(1);
    desk.double.answer('ok');
    await desk.gmail.send();
    await expect.poll(() => count(member, 'done')).toBe(1);
    expect(desk.double.sent()).toHaveLength(1);
  });
}

test('the browser offline: the send fails, nothing is lost, and all goes on when it is back', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await client.context.setOffline(true);
  desk.double.answer('offline');
  await desk.gmail.send();
  await expect(desk.sidebar.getByText('An email was not sent')).toBeVisible();
  await client.context.setOffline(false);
  desk.double.answer('ok');
  await desk.gmail.send();
  await expect.poll(() => count(member, 'done'), { timeout: 30_000 }).toBe(1);
});

test('a letter of the person’s own that is open is left alone', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member, { resetMs: null });
  await desk.gmail.composeButton.click();
  await desk.gmail.subject().fill('My own letter');
  await desk.gmail.body().click({ position: { x: 20, y: 20 } });
  await desk.page.keyboard.type('My own words');
  await desk.write('Ana Berg');
  await expect(desk.gmail.windows).toHaveCount(2);
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  const subjects = await desk.page
    .locator('[name=subjectbox]')
    .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : '')));
  expect(subjects.sort()).toEqual(['Hello Ana', 'My own letter']);
  await expect(desk.page.getByText('My own words')).toBeVisible();
});

test('what the person has typed into our window stays, and the sidebar says what was not filled', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member, { resetMs: null, stepDelayMs: 700 });
  await desk.write('Ana Berg');
  await desk.gmail.subject().fill('My own subject');
  await expect(desk.sidebar.getByText('Could not be filled in')).toBeVisible();
  await expect(desk.sidebar.getByRole('button', { name: 'Copy Subject' })).toBeVisible();
  await expect(desk.gmail.subject()).toHaveValue('My own subject');
  await expect.poll(() => desk.gmail.to()).toEqual(['ana@fjord.example']);
});

test('two windows at once: each completes its own task', async ({ member, client }) => {
  await launchEmails(member, ['Ana', 'Bea']);
  const desk = await openDesk(client, member);
  await desk.page.setViewportSize({ width: 1680, height: 900 });
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.backToList();
  await desk.write('Bea Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await expect(desk.gmail.windows).toHaveCount(2);
  for (const name of ['Bea', 'Ana']) {
    const window = desk.gmail.windows.filter({ hasText: `Hello ${name}` });
    await window.locator('[data-tooltip^="Send "]').click();
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

test('the wrong account is refused with both named, and no window is opened', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member, { accounts: [{ email: 'kim@other.example', name: 'Kim' }] });
  await desk.write('Ana Berg');
  const said = desk.sidebar.getByRole('main').getByText('This mailbox is kim@other.example');
  await expect(said).toContainText(member.email);
  await expect(desk.gmail.windows).toHaveCount(0);
  expect(await count(member, 'open')).toBe(1);
});

test('two accounts in the page: refused, because it is not certain whose mail it would be', async ({
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const accounts = [
    { email: member.email, name: 'Astrid' },
    { email: 'kim@other.example', name: 'Kim' },
  ];
  const desk = await openDesk(client, member, { accounts });
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByRole('main').getByText('more than one account')).toBeVisible();
  await expect(desk.gmail.windows).toHaveCount(0);
});

test('the mail page loaded anew takes its draft up again', async ({ member, client }) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.write('Ana Berg');
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.page.reload();
  await desk.open('Ana Berg');
  await expect(desk.sidebar.getByText('Window closed. The draft is in your mailbox')).toBeVisible();
  expect(await count(member, 'open')).toBe(1);
});

test('two browsers, one task: one outcome, and the other is told', async ({ server, member, client }) => {
  await launchEmails(member, ['Ana']);
  const second = await launchBrowser();
  await second.pair(server.url, await server.issueLink(member.userId));
  const desk = await openDesk(client, member);
  const other = await openDesk(second, member);
  await desk.open('Ana Berg');
  await second.context.setOffline(true);
  await other.open('Ana Berg');
  await other.sidebar.getByRole('button', { name: 'Skip' }).click();
  await desk.sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.send();
  await expect.poll(() => count(member, 'done')).toBe(1);
  await second.context.setOffline(false);
  await expect(other.sidebar.getByText('Another device was first')).toBeVisible({ timeout: 30_000 });
  expect(await count(member, 'done')).toBe(1);
  expect((await tasksOf(member))[0]?.outcome?.proof?.evidence).toBe('network');
  await second.close();
});
