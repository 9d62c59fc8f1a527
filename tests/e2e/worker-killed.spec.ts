import type { TestBrowser } from './support/browser.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { launchEmails, tasksOf } from './support/seed.ts';
import { sites } from './support/sites.ts';
import { expect, test } from './support/world.ts';

interface Point {
  when: string;
  /** What happens between Start and Send, and where the worker ends. */
  act(desk: Desk, client: TestBrowser): Promise<void>;
}

const written = (desk: Desk) => expect.poll(() => desk.mail.to()).toEqual(['ana@fjord.example']);

const points: Point[] = [
  {
    when: 'before Start',
    async act(desk, client) {
      await desk.open('Ana Berg');
      await client.killWorker();
      await desk.sidebar.getByRole('button', { name: 'Write mail' }).click();
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await desk.mail.send();
    },
  },
  {
    when: 'while the window opens',
    async act(desk, client) {
      await desk.write('Ana Berg');
      await expect(desk.sidebar.getByText('Opening a compose window')).toBeVisible();
      await client.killWorker();
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await desk.mail.send();
    },
  },
  {
    when: 'while the person writes',
    async act(desk, client) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await client.killWorker();
      await desk.mail.send();
    },
  },
  {
    when: 'between the request and its answer',
    async act(desk, client) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      desk.double.slow(3_000);
      await desk.mail.send();
      await expect.poll(() => client.requests()).toContain('asked');
      await client.killWorker();
    },
  },
  {
    when: 'as soon as the answer is written down',
    async act(desk, client) {
      await desk.write('Ana Berg');
      await written(desk);
      await expect(desk.sidebar.getByText('Press Send there')).toBeVisible();
      await desk.mail.send();
      await expect.poll(() => client.requests()).toContain('done');
      await client.killWorker();
    },
  },
];

for (const site of sites) {
  for (const { when, act } of points) {
    test(`R19 ${site.name}: the worker killed ${when}: the send is proven and counted once`, async ({
      member,
      client,
    }) => {
      await launchEmails(member, ['Ana', 'Bea']);
      const desk = await openDesk(site, client, member, { buildDelayMs: 600, namedAtOnce: true });
      await act(desk, client);
      // Where nothing else wakes the worker, its alarm does within a minute.
      await expect
        .poll(async () => (await tasksOf(member, 'done')).map((task) => task.personName), { timeout: 80_000 })
        .toEqual(['Ana Berg']);
      const [done] = await tasksOf(member, 'done');
      expect(done?.outcome?.proof).toMatchObject({ evidence: 'network', to: ['ana@fjord.example'] });
      expect(done?.version).toBe(2);
      expect(desk.double.sent()).toHaveLength(1);
      await expect.poll(() => client.badge()).toBe('1');
    });
  }

  test(`R19 ${site.name}: the worker killed again and again: nothing is lost and nothing is done twice`, async ({
    member,
    client,
  }) => {
    test.slow();
    const names = ['Ana', 'Bea', 'Cai'];
    await launchEmails(member, names);
    const desk = await openDesk(site, client, member, { namedAtOnce: true });
    await desk.page.setViewportSize({ width: 1680, height: 900 });
    let stopKilling: () => void = () => undefined;
    let killing = true;
    const stopped = new Promise<void>((resolve) => {
      stopKilling = () => {
        killing = false;
        resolve();
      };
    });
    // Each life ends with a commit: its second, its third, … that of its start is the first.
    const killer = (async () => {
      for (let life = 0; killing; life += 1) {
        await Promise.race([client.commits(2 + (life % 4)), stopped]);
        await client.killWorker();
      }
    })();
    for (const name of names) {
      await expect(async () => {
        if (await desk.mail.windows.filter({ hasText: `Hello ${name}` }).count()) return;
        const back = desk.sidebar.getByRole('button', { name: 'Back to the list' });
        if (await back.isVisible()) await back.click({ timeout: 2_000 });
        await desk.sidebar
          .getByRole('button', { name: new RegExp(`^Email.*${name} Berg`) })
          .click({ timeout: 2_000 });
        await desk.sidebar.getByRole('button', { name: /Write (mail|again)/ }).click({ timeout: 2_000 });
        await expect(desk.mail.windows.filter({ hasText: `Hello ${name}` })).toBeVisible({ timeout: 4_000 });
      }).toPass({ timeout: 70_000 });
      await expect(desk.mail.windows).toHaveCount(1);
      await expect.poll(() => desk.mail.to()).toHaveLength(1);
      await desk.mail.sendWith(`Hello ${name}`);
      await expect.poll(() => desk.double.sent().length).toBe(names.indexOf(name) + 1);
    }
    stopKilling();
    await killer;
    // A worker that ended in the very moment of a send cannot know it; then the person is asked, and nobody else decides.
    await expect(async () => {
      for (const task of await tasksOf(member, 'open')) {
        const back = desk.sidebar.getByRole('button', { name: 'Back to the list' });
        if (await back.isVisible()) await back.click({ timeout: 2_000 });
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
}
