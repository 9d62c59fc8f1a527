import { beforeAll, expect, test } from 'vitest';
import type { Task } from '../../lib/contract/task.ts';
import { dayBounds, dueGroup } from '../../lib/core/task/group.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listCampaigns } from '../db/queries/campaigns.ts';
import { beginExampleFill, findUnfinishedFill } from '../db/queries/example-fills.ts';
import { listPeople } from '../db/queries/people.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { type ExampleOwner, fillExample } from './fill.ts';

const timeZone = 'Europe/Stockholm';

describeOnEachEngine('example workspace', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });

  async function anOwner(): Promise<ExampleOwner> {
    const workspace = await addWorkspace(db, 'Fyrskepp');
    const user = { id: firstUser(workspace), name: 'Maja Ekström', email: 'maja.ekstrom@fyrskepp.example' };
    return { workspaceId: workspace.workspaceId, user, timeZone };
  }
  test('two workspaces can hold it side by side', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const [one, other] = [await anOwner(), await anOwner()];
    await fillExample(db, one, now);
    await fillExample(db, other, now);
    expect((await tasksOf(other)).length).toBe((await tasksOf(one)).length);
  });

  async function tasksOf(owner: ExampleOwner): Promise<Task[]> {
    return (await listTasks(db.kysely, owner.workspaceId, owner.user.id, { limit: 1000, offset: 0 })).tasks;
  }

  // A weekday early and late, the days of a weekend, a Monday, and both clock changes.
  test.each([
    '2026-06-02T22:30:00.000Z',
    '2026-06-05T21:00:00.000Z',
    '2026-06-06T04:00:00.000Z',
    '2026-06-07T12:00:00.000Z',
    '2026-06-08T06:30:00.000Z',
    '2026-03-29T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ])('at %s there is work overdue, today, tomorrow and later in the week', async (instant) => {
    const now = new Date(instant);
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const bounds = dayBounds(now, timeZone);
    const open = (await tasksOf(owner)).filter((task) => task.status === 'open');
    const due = (group: string) => open.filter((task) => dueGroup(task.dueAt, bounds) === group);
    for (const group of ['overdue', 'today', 'tomorrow', 'week'] as const) {
      expect(due(group).length, group).toBeGreaterThan(1);
    }
    expect(new Set(due('today').map((task) => task.type))).toEqual(
      new Set(['email', 'call', 'inmail', 'custom']),
    );
  });

  test('all steps of three campaigns, people in many time zones, done work in the past', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const { campaigns } = await listCampaigns(db.kysely, owner.workspaceId, { limit: 10, offset: 0 });
    const types = campaigns.flatMap((campaign) =>
      campaign.days.flatMap((day) => day.steps.map((step) => step.type)),
    );
    expect(campaigns).toHaveLength(3);
    expect(new Set(types)).toEqual(new Set(['email', 'call', 'inmail', 'custom']));
    const { people } = await listPeople(db.kysely, owner.workspaceId, { limit: 1000, offset: 0 });
    expect(people).toHaveLength(40);
    expect(new Set(people.map((person) => person.timeZone)).size).toBeGreaterThan(20);
    const done = (await tasksOf(owner)).filter((task) => task.status === 'done');
    expect(done.length).toBeGreaterThan(20);
    expect(done.every((task) => Date.parse(task.closedAt ?? '') <= now.getTime())).toBe(true);
  });

  test('filled again after it was broken off, it holds nothing twice', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await beginExampleFill(db.kysely, { workspaceId: owner.workspaceId, userId: owner.user.id }, now);
    await fillExample(db, owner, now);
    const once = await tasksOf(owner);
    expect(await findUnfinishedFill(db.kysely)).toBeNull();
    await fillExample(db, owner, now);
    const { people } = await listPeople(db.kysely, owner.workspaceId, { limit: 1000, offset: 0 });
    expect(people).toHaveLength(40);
    expect(await tasksOf(owner)).toHaveLength(once.length);
  });
});
