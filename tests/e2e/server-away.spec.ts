import { openDesk } from './support/gmail-flow.ts';
import { addPerson, launchEmails, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

const names = Array.from({ length: 20 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`);

test('an hour of work without the server: 20 actions are kept, and replayed once each', async ({
  server,
  member,
  client,
}) => {
  for (const firstName of names) {
    const person = await addPerson(member, { firstName, lastName: 'Berg' });
    const dueAt = new Date(Date.now() - 60_000).toISOString();
    await member.api('tasks.create', {
      body: { type: 'custom', title: `Ask ${firstName}`, dueAt, personId: person.id },
    });
  }
  const { sidebar, page } = await openDesk(client, member);
  await expect(sidebar.getByText('20 tasks')).toBeVisible();
  await server.stop();

  const row = (name: string) => sidebar.getByRole('button', { name: new RegExp(`^Task.*${name} Berg`) });
  for (const [index, name] of names.entries()) {
    if (index === 9) await client.killWorker();
    if (index < 14) await sidebar.getByRole('button', { name: `Done: ${name} Berg` }).click();
    else {
      await row(name).focus();
      await page.keyboard.press(index < 17 ? 'Delete' : 'h');
      if (index >= 17)
        await sidebar
          .getByRole('dialog')
          .getByRole('button', { name: /^Tomorrow/ })
          .click();
    }
    if (index < 17) await expect(row(name)).toHaveCount(0);
  }
  await expect.poll(() => client.badge()).toBe('');
  await expect(sidebar.getByText('Server does not answer').first()).toBeVisible();
  await expect(sidebar.getByText('20 changes waiting')).toBeVisible();

  await client.killWorker();
  await server.start();
  await sidebar.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await tasksOf(member, 'done')).length, { timeout: 30_000 }).toBe(14);
  await expect.poll(async () => (await tasksOf(member, 'skipped')).length).toBe(3);
  const tasks = await tasksOf(member);
  expect(tasks).toHaveLength(20);
  expect(tasks.map((task) => task.version)).toEqual(tasks.map(() => 2));
  const closed = tasks.filter((task) => task.closedByAction !== null);
  expect(new Set(closed.map((task) => task.closedByAction)).size).toBe(17);
  for (const task of tasks.filter((one) => one.status === 'open'))
    expect(Date.parse(task.dueAt)).toBeGreaterThan(Date.now());
  await expect(sidebar.getByText('Up to date').first()).toBeVisible();
});

test('an email sent while the server is away is proven, and told when it is back', async ({
  server,
  member,
  client,
}) => {
  await launchEmails(member, ['Ana']);
  const desk = await openDesk(client, member);
  await desk.open('Ana Berg');
  await server.kill();
  await desk.sidebar.getByRole('button', { name: 'Write mail' }).click();
  await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
  await desk.gmail.send();
  await expect.poll(() => client.badge()).toBe('');
  await server.start();
  await expect.poll(async () => (await tasksOf(member, 'done')).length, { timeout: 45_000 }).toBe(1);
  expect((await tasksOf(member, 'done'))[0]?.outcome?.proof?.evidence).toBe('network');
});
