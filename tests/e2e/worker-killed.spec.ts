import type { TestBrowser } from './support/browser.ts';
import { type Desk, openDesk } from './support/gmail-flow.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import { expect, test } from './support/world.ts';

type Kill = TestBrowser['killWorker'];

interface Point {
  when: string;
  /** What happens between Start and Send, and where the worker ends. */
  act(desk: Desk, kill: Kill): Promise<void>;
}

const written = (desk: Desk) => expect.poll(() => desk.gmail.to()).toEqual(['ana@fjord.example']);

const points: Point[] = [
  {
    when: 'before Start',
    async act(desk, kill) {
      await desk.open('Ana Berg');
      await kill();
      await desk.sidebar.getByRole('button', { name: 'Write mail' }).click();
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await desk.gmail.send();
    },
  },
  {
    when: 'while the window opens',
    async act(desk, kill) {
      await desk.write('Ana Berg');
      await desk.page.waitForTimeout(300);
      await kill();
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await desk.gmail.send();
    },
  },
  {
    when: 'while the person writes',
    async act(desk, kill) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await kill();
      await desk.gmail.send();
    },
  },
  {
    when: 'between the request and its answer',
    async act(desk, kill) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      desk.double.slow(3_000);
      await desk.gmail.send();
      await expect.poll(() => desk.double.log.some(({ kind }) => kind === 'send')).toBe(true);
      await desk.page.waitForTimeout(800);
      await kill();
    },
  },
  {
    when: 'as soon as the answer has come',
    async act(desk, kill) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      const answered = desk.page.waitForResponse(
        (response) => response.request().postData()?.includes('^pfg') ?? false,
      );
      await desk.gmail.send();
      await answered;
      await desk.page.waitForTimeout(150);
      await kill();
    },
  },
];

for (const { when, act } of points) {
  test(`the worker killed ${when}: the send is proven and counted once`, async ({ member, client }) => {
    await launchEmails(member, ['Ana', 'Bea']);
    const desk = await openDesk(client, member, { buildDelayMs: 600, draftIdAtOnce: true });
    await act(desk, client.killWorker);
    await expect
      .poll(async () => (await tasksOf(member, 'done')).map((task) => task.personName), { timeout: 40_000 })
      .toEqual(['Ana Berg']);
    const [done] = await tasksOf(member, 'done');
    expect(done?.outcome?.proof).toMatchObject({ evidence: 'network', to: ['ana@fjord.example'] });
    expect(done?.version).toBe(2);
    expect(desk.double.sent()).toHaveLength(1);
    await expect.poll(() => client.badge()).toBe('1');
  });
}

test('the worker killed again and again: nothing is lost and nothing is done twice', async ({
  member,
  client,
}) => {
  test.slow();
  const names = ['Ana', 'Bea', 'Cai'];
  await launchEmails(member, names);
  const desk = await openDesk(client, member, { draftIdAtOnce: true });
  await desk.page.setViewportSize({ width: 1680, height: 900 });
  let killing = true;
  // Longer than a worker takes to come up, and never in step with what happens.
  const killer = (async () => {
    for (let pauseMs = 500; killing; pauseMs = 500 + ((pauseMs * 7) % 1300)) {
      await desk.page.waitForTimeout(pauseMs);
      await client.killWorker();
    }
  })();
  for (const name of names) {
    await expect(async () => {
      if (await desk.gmail.windows.filter({ hasText: `Hello ${name}` }).count()) return;
      const back = desk.sidebar.getByRole('button', { name: 'Back to the list' });
      if (await back.isVisible()) await back.click();
      await desk.sidebar
        .getByRole('button', { name: new RegExp(`^Email.*${name} Berg`) })
        .click({ timeout: 2_000 });
      await desk.sidebar.getByRole('button', { name: /Write (mail|again)/ }).click({ timeout: 2_000 });
      await expect(desk.gmail.windows.filter({ hasText: `Hello ${name}` })).toBeVisible({ timeout: 4_000 });
    }).toPass({ timeout: 40_000 });
    const window = desk.gmail.windows.filter({ hasText: `Hello ${name}` });
    await expect(window.locator('[name=to] [data-hovercard-id]')).toHaveCount(1);
    await expect(desk.gmail.windows).toHaveCount(1);
    await window.locator('[data-tooltip^="Send "]').click();
    await expect.poll(() => desk.double.sent().length).toBe(names.indexOf(name) + 1);
  }
  killing = false;
  await killer;
  // A worker that ended in the very moment of a send cannot know it; then the person is asked, and nobody else decides.
  await expect(async () => {
    for (const task of await tasksOf(member, 'open')) {
      const back = desk.sidebar.getByRole('button', { name: 'Back to the list' });
      if (await back.isVisible()) await back.click();
      await desk.sidebar
        .getByRole('button', { name: new RegExp(`^Email.*${task.personName}`) })
        .click({ timeout: 2_000 });
      await desk.sidebar.getByRole('button', { name: 'Yes, it was sent' }).click({ timeout: 2_000 });
    }
    expect(await tasksOf(member, 'open')).toHaveLength(0);
  }).toPass({ timeout: 150_000 });
  const done = await tasksOf(member, 'done');
  expect(done.map((task) => task.version)).toEqual([2, 2, 2]);
  expect(new Set(done.map((task) => task.closedByAction)).size).toBe(3);
  expect(desk.double.sent()).toHaveLength(3);
});
