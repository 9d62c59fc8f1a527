import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { SyncPage } from '../../lib/contract/sync.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, addCampaign, addPerson, Device, launch, openTask, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { CHANGES_CHANNEL, pruneChanges, recordChanges } from '../db/queries/changes.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPeople, updatePerson } from '../people/people.ts';
import { createTask } from '../tasks/create.ts';
import { createTasks } from '../tasks/create-many.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { horizonAt } from './horizon.ts';
import { pullChanges } from './pull.ts';
import { pushActions } from './push.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describeOnEachEngine('pull', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  async function ownTask(who = member, personId?: string) {
    const person = personId ?? (await addPerson(db, who.workspaceId, now)).id;
    const task = { type: 'call', title: 'Ring', dueAt: now.toISOString(), personId: person } as const;
    return unwrap(await createTask(db, who.workspaceId, who.userId, task, now));
  }

  test('a device gets its tasks and what they refer to, each before the task that names it', async () => {
    const campaign = await addCampaign(db, member.workspaceId, now);
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, now)], now);
    await addPerson(db, member.workspaceId, now, 'Nobody');
    await ownTask(colleague);
    const page = await pullChanges(db, { ...member, limit: 100 }, now);
    expect(SyncPage.parse(page)).toEqual(page);
    expect(page.rows.map((row) => row.kind)).toEqual(['person', 'campaign', 'task', 'activity']);
    expect(page).toMatchObject({ more: false, resync: false });
  });

  test('pages of every size give the same whole', async () => {
    const people = await createPeople(
      db,
      member.workspaceId,
      Array.from({ length: 7 }, (_, index) => ({ firstName: `P${index}` })),
      now,
    );
    await createTasks(
      db,
      member.workspaceId,
      member.userId,
      people.flatMap((person) =>
        ['A', 'B'].map((title) => ({
          type: 'custom' as const,
          title,
          dueAt: now.toISOString(),
          personId: person.id,
        })),
      ),
      now,
    );
    const sizes = [1, 2, 3, 20, 21, 22].map(async (limit) => {
      const device = new Device(db, member);
      await device.pull(now, limit);
      return [...device.rows.keys()].sort();
    });
    const wholes = await Promise.all(sizes);
    expect(wholes[0]).toHaveLength(21);
    for (const whole of wholes) expect(whole).toEqual(wholes[0]);
  });

  test('after the first pull only what has changed is told', async () => {
    const device = new Device(db, member);
    const task = await ownTask();
    await ownTask();
    await device.pull(now);
    expect(await device.pull(now)).toEqual([]);
    await pushActions(
      db,
      member,
      [act('task.snooze', task, now.toISOString(), { until: later(1).toISOString() })],
      now,
    );
    const told = await device.pull(now);
    expect(told).toMatchObject([
      { kind: 'task', id: task.id, data: { dueAt: later(1).toISOString(), version: 2 } },
      { kind: 'activity', data: { kind: 'task.snoozed', byName: 'Alva' } },
    ]);
  });

  test('a person who changes is told to everyone who has that person, with the tasks that show the name', async () => {
    const person = await addPerson(db, member.workspaceId, now);
    const devices = [new Device(db, member), new Device(db, colleague)];
    await ownTask(member, person.id);
    await ownTask(colleague, person.id);
    for (const device of devices) await device.pull(now);
    unwrap(await updatePerson(db, member.workspaceId, person.id, { firstName: 'Anna-Lisa' }, now));
    for (const device of devices) {
      expect((await device.pull(now)).map((row) => row.kind)).toEqual(['person', 'task']);
      expect(device.all('task')).toMatchObject([{ personName: 'Anna-Lisa' }]);
    }
  });

  test('a task that goes to a colleague is gone here and appears there with its person', async () => {
    const task = await ownTask();
    const devices = [new Device(db, member), new Device(db, colleague)] as const;
    for (const device of devices) await device.pull(now);
    await withTransaction(db, async (tx) => {
      await tx
        .updateTable('tasks')
        .set({ assignee_id: colleague.userId })
        .where('workspace_id', '=', member.workspaceId)
        .where('id', '=', task.id)
        .execute();
      const both = [member, colleague].map((who) => ({ id: task.id, userId: who.userId, appeared: true }));
      await recordChanges(tx, member.workspaceId, { tasks: both, horizon: horizonAt(now) });
    });
    expect(await devices[0].pull(now)).toEqual([{ kind: 'task', id: task.id, data: null }]);
    await devices[1].pull(now);
    expect([devices[1].all('task').length, devices[1].all('person').length]).toEqual([1, 1]);
  });

  test('what was closed more than 14 days ago is not told to a new device, and its person comes with a new task', async () => {
    const task = await ownTask();
    await pushActions(db, member, [act('task.complete', task, now.toISOString(), { outcome: {} })], now);
    const device = new Device(db, member);
    await device.pull(later(13));
    expect([device.all('task').length, device.all('person').length]).toEqual([1, 1]);
    const fresh = new Device(db, member);
    await fresh.pull(later(15));
    expect([fresh.all('task').length, fresh.all('person').length]).toEqual([0, 0]);
    const again = {
      type: 'call',
      title: 'Again',
      dueAt: later(16).toISOString(),
      personId: task.personId,
    } as const;
    unwrap(await createTask(db, member.workspaceId, member.userId, again, later(15)));
    await fresh.pull(later(15));
    expect([fresh.all('task').length, fresh.all('person').length]).toEqual([1, 1]);
  });

  test('cursors from elsewhere, from the future and unreadable ones start afresh', async () => {
    const task = await ownTask();
    const good = parseCursor((await pullChanges(db, { ...member, limit: 100 }, now)).cursor);
    if (!good) throw new Error('expected a cursor');
    const bad = [
      formatCursor({ ...good, epoch: randomUUID() }),
      formatCursor({ ...good, seq: good.seq + 1 }),
      'nonsense',
      '',
    ];
    for (const since of bad) {
      const page = await pullChanges(db, { ...member, since, limit: 100 }, now);
      expect(page).toMatchObject({ resync: true, more: false });
      expect(page.rows.map((row) => row.id)).toContain(task.id);
    }
  });

  test('a cursor older than what was cleared away starts afresh, a newer one goes on', async () => {
    const [old, young] = [new Device(db, member), new Device(db, member)];
    const [task, kept] = [await ownTask(), await ownTask()];
    await old.pull(now);
    await pushActions(db, member, [act('task.complete', task, now.toISOString(), { outcome: {} })], now);
    await young.pull(now);
    await withTransaction(db, (tx) => pruneChanges(tx, member.workspaceId, horizonAt(later(100))));
    expect(await young.pull(later(100))).toEqual([]);
    await old.pull(later(100));
    expect([old.resyncs, young.resyncs]).toEqual([1, 0]);
    expect(old.all('task').map((one) => one.id)).toEqual([kept.id]);
    const paging = new Device(db, member);
    await paging.pull(later(100), 1);
    expect([paging.resyncs, paging.all('task').length]).toEqual([0, 1]);
  });

  test('eight writers at once and a reader that polls: nothing is missed, and the reader ends with the whole truth', async () => {
    const WRITERS = 8;
    const ROUNDS = 25;
    const people = await createPeople(
      db,
      member.workspaceId,
      Array.from({ length: WRITERS }, (_, index) => ({ firstName: `P${index}` })),
      now,
    );
    const device = new Device(db, member);
    let writing = true;
    const read = async () => {
      while (writing) {
        await device.pull(now, 7);
        await turn();
      }
    };
    const write = async (personId: string, writer: number) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const task = await ownTask(member, personId);
        if (round % 3 === 0)
          await pushActions(
            db,
            member,
            [act('task.complete', task, now.toISOString(), { outcome: {} })],
            now,
          );
        if (round % 5 === 0)
          await updatePerson(db, member.workspaceId, personId, { firstName: `W${writer} R${round}` }, now);
      }
    };
    const reading = read();
    await Promise.all(people.map((person, index) => write(person.id, index)));
    writing = false;
    await reading;
    await device.pull(now, 7);
    const truth = new Device(db, member);
    await truth.pull(now);
    expect(device.all('task')).toHaveLength(WRITERS * ROUNDS);
    const sorted = (rows: Device['rows']) => [...rows].sort(([a], [b]) => a.localeCompare(b));
    expect(sorted(device.rows)).toEqual(sorted(truth.rows));
    expect(device.resyncs).toBe(0);
  });

  test('numbers are given once each and without gaps, so that order of numbers is order of commits', async () => {
    await Promise.all(Array.from({ length: 12 }, () => ownTask()));
    const rows = await db.kysely
      .selectFrom('changes')
      .select('seq')
      .where('workspace_id', '=', member.workspaceId)
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });

  test('a change is announced with the workspace, one that is undone is not', async () => {
    const heard: string[] = [];
    const stop = await db.listen(CHANGES_CHANNEL, (payload) => heard.push(payload));
    const undone = withTransaction(db, async (tx) => {
      await recordChanges(tx, member.workspaceId, { people: [randomUUID()], horizon: horizonAt(now) });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await ownTask();
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(new Set(heard)).toEqual(new Set([member.workspaceId]));
    expect(heard).toHaveLength(1);
    await stop();
  });

  test('ten thousand tasks are written and read in pages', async () => {
    const [person] = await createPeople(db, member.workspaceId, [{ firstName: 'Anna' }], now);
    const tasks = Array.from({ length: 10_000 }, (_, index) => ({
      type: 'custom' as const,
      title: `Task ${index}`,
      dueAt: now.toISOString(),
      personId: person?.id ?? '',
    }));
    const ids = await createTasks(db, member.workspaceId, member.userId, tasks, now);
    const device = new Device(db, member);
    await device.pull(now, 2000);
    expect(
      device
        .all('task')
        .map((task) => task.id)
        .sort(),
    ).toEqual([...ids].sort());
    await openTask(db, { ...member, userId: colleague.userId }).catch((error: unknown) =>
      expect(String(error)).toContain('found 0'),
    );
  });
});
