import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Task } from '../../lib/contract/task.ts';
import type { TaskDeed } from '../../lib/contract/task-changes.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import {
  act,
  addPerson,
  Device,
  launch,
  type Member,
  newStep,
  openTask,
  openTasks,
  unwrap,
} from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import type { Database } from '../db/open.ts';
import { findAnyTasks } from '../db/queries/task-search.ts';
import { pushActions } from '../sync/push.ts';
import { changeTasks } from './change.ts';
import { createTask } from './create.ts';
import { foretell } from './foretell.ts';
import { readTask, searchOpenTasks } from './search.ts';
import { takeBackChange } from './take-back.ts';
import { updateTask } from './update.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('§8 tasks', (open) => {
  let db: Database;
  let member: Member;
  let bo: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const workspace = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
    const [first = '', second = ''] = workspace.userIds;
    member = { workspaceId: workspace.workspaceId, userId: first };
    bo = { workspaceId: workspace.workspaceId, userId: second };
  });
  const asUser = (who: Member = member) => ({ ...who, role: 'user' as const });
  const change = async (taskIds: string[], deed: TaskDeed, id: string = randomUUID(), who = asUser()) =>
    unwrap(await changeTasks(db, who, { id, taskIds, deed }, thursday));
  const foretold = async (taskIds: string[], deed: TaskDeed) =>
    unwrap(await foretell(db, asUser(), { taskIds, deed }, thursday));
  const taskNow = async (id: string): Promise<Task | undefined> =>
    (await findAnyTasks(db.kysely, member.workspaceId, [id]))[0];

  async function ownTask(title = 'Ring Anna', who = member): Promise<Task> {
    const person = await addPerson(db, member.workspaceId, thursday);
    const task = { type: 'call', title, dueAt: '2026-06-04T09:00:00Z', personId: person.id } as const;
    return unwrap(await createTask(db, member.workspaceId, who.userId, task, thursday));
  }

  /** A call, then a mail that leaves by itself, for each of these. */
  async function launchTwo(): Promise<Task[]> {
    const days = [
      { number: 1, steps: [newStep({ type: 'call', title: 'Ring' })] },
      { number: 2, steps: [newStep({ type: 'email', title: 'Offer', send: 'fixed_time' })] },
    ];
    const input = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
    const people = [];
    for (const name of ['Anna', 'Cai']) people.push(await addPerson(db, member.workspaceId, thursday, name));
    await launch(db, member, campaign, people, thursday);
    return (await openTasks(db, member)).filter(({ campaignId }) => campaignId !== null);
  }

  test('§8.4 what is told before a skip is what comes: who goes on to which step, when, and what leaves', async () => {
    const tasks = await launchTwo();
    const ids = tasks.map(({ id }) => id);
    const said = await foretold(ids, { kind: 'skip' });
    expect(said).toMatchObject({ tasks: 2, leaving: 2, ending: 0, failures: [] });
    const [next] = said.goingOn;
    expect(next).toMatchObject({ campaignName: 'Spring', stepTitle: 'Offer', dayNumber: 2, runs: 2 });
    // Nothing was done by telling.
    expect((await openTasks(db, member)).map(({ title }) => title)).toEqual(['Ring', 'Ring']);

    expect(await change(ids, { kind: 'skip' })).toMatchObject({ failures: [] });
    const come = await openTasks(db, member);
    expect(come.map(({ title, dueAt, automatic }) => [title, dueAt, automatic])).toEqual([
      ['Offer', next?.firstAt, 'step'],
      ['Offer', next?.lastAt, 'step'],
    ]);
  });

  test('§8.4 a change is taken back as a whole, and only once', async () => {
    const tasks = await launchTwo();
    const ids = tasks.map(({ id }) => id);
    const id = randomUUID();
    await change(ids, { kind: 'complete' }, id);
    expect((await takeBackChange(db, asUser(), id, thursday)).ok).toBe(true);
    expect((await openTasks(db, member)).map(({ title, status }) => [title, status])).toEqual([
      ['Ring', 'open'],
      ['Ring', 'open'],
    ]);
    const again = unwrap(await takeBackChange(db, asUser(), id, thursday));
    expect(again).toMatchObject({ failures: [] });
    expect(await takeBackChange(db, asUser(bo), id, thursday)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what cannot be changed is named, and holds nothing else up; the same change again changes nothing', async () => {
    const [ring, other] = [await ownTask(), await ownTask('Write to Bo')];
    await pushActions(
      db,
      member,
      [act('task.complete', other, thursday.toISOString(), { outcome: {} })],
      thursday,
    );
    const id = randomUUID();
    const deed = { kind: 'move', on: '2026-06-08' } as const;
    const wanted = [ring.id, other.id, randomUUID()];
    const expected = {
      changed: [ring.id],
      failures: [
        { title: 'Write to Bo', code: 'TASK_ALREADY_CLOSED' },
        { taskId: wanted[2], code: 'NOT_FOUND' },
      ],
    };
    expect(await foretold(wanted, deed)).toMatchObject({ tasks: 1, failures: expected.failures });
    expect(await change(wanted, deed, id)).toMatchObject(expected);
    const moved = await taskNow(ring.id);
    expect(moved).toMatchObject({ dueAt: '2026-06-08T09:00:00.000Z', version: 2 });
    await change([ring.id], deed, id);
    expect(await taskNow(ring.id)).toMatchObject({ version: 2 });
    await takeBackChange(db, asUser(), id, thursday);
    expect(await taskNow(ring.id)).toMatchObject({ dueAt: '2026-06-04T09:00:00.000Z' });
  });

  test('§8.4 delete: a deleted task of one’s own is gone and comes back; a campaign’s is skipped', async () => {
    const ring = await ownTask();
    const [call] = await launchTwo();
    const ids = [ring.id, call?.id ?? ''];
    expect(await foretold(ids, { kind: 'delete' })).toMatchObject({
      tasks: 2,
      skippedInstead: 1,
      leaving: 1,
    });
    const id = randomUUID();
    await change(ids, { kind: 'delete' }, id);
    expect(await taskNow(ring.id)).toMatchObject({ status: 'cancelled', cause: 'deleted' });
    expect(await taskNow(ids[1] ?? '')).toMatchObject({ status: 'skipped' });
    await takeBackChange(db, asUser(), id, thursday);
    expect(await taskNow(ring.id)).toMatchObject({ status: 'open', cause: null });
  });

  test('§8.1 a task given to a colleague goes from one’s devices to theirs, and back', async () => {
    const [call] = await launchTwo();
    const [mine, theirs] = [new Device(db, member), new Device(db, bo)];
    await mine.pull(thursday);
    await theirs.pull(thursday);
    const id = randomUUID();
    await change([call?.id ?? ''], { kind: 'assign', to: bo.userId }, id);
    await mine.pull(thursday);
    await theirs.pull(thursday);
    expect(theirs.all('task').map((task) => task.id)).toEqual([call?.id]);
    expect(theirs.all('person')).toHaveLength(1);
    expect(mine.all('task').map((task) => task.id)).not.toContain(call?.id);
    // Whoever launched gets the next step; what the colleague did is theirs to take back on every device.
    const given = await openTask(db, bo);
    await change([given.id], { kind: 'complete' }, randomUUID(), asUser(bo));
    expect((await openTasks(db, member)).map(({ title }) => title)).toContain('Offer');
    expect(unwrap(await takeBackChange(db, asUser(), id, thursday)).failures).toMatchObject([
      { title: 'Ring', code: 'TASK_MOVED_ON' },
    ]);
  });

  test('§8.1 a colleague’s undone step takes the next task away from whoever had it', async () => {
    const [call] = await launchTwo();
    await change([call?.id ?? ''], { kind: 'complete' });
    const [next] = (await openTasks(db, member)).filter(({ title }) => title === 'Offer');
    expect(next).toBeDefined();
    const closed = await taskNow(call?.id ?? '');
    const reopen = act('task.reopen', closed as Task, thursday.toISOString(), {
      undoes: closed?.closedByAction ?? '',
    });
    const device = new Device(db, member);
    await device.pull(thursday);
    await pushActions(db, member, [reopen], thursday);
    const rows = await device.pull(thursday);
    expect(rows.find(({ id }) => id === next?.id)?.data).toMatchObject({ status: 'cancelled' });
  });

  test('§8.1 nobody acts on a colleague’s task but managers and admins; nothing goes to a stranger', async () => {
    const theirs = await ownTask('Ring', bo);
    expect(await change([theirs.id], { kind: 'skip' })).toMatchObject({ failures: [{ code: 'NOT_FOUND' }] });
    const query = { limit: 10, offset: 0, assigneeId: 'all' };
    expect(await searchOpenTasks(db, asUser(), { query }, thursday)).toMatchObject({ code: 'NOT_ALLOWED' });
    const manager = { ...member, role: 'manager' as const };
    expect(unwrap(await searchOpenTasks(db, manager, { query }, thursday)).tasks).toHaveLength(1);
    expect(await readTask(db, asUser(), theirs.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await readTask(db, manager, theirs.id))).toMatchObject({ id: theirs.id });
    const wanted = { id: randomUUID(), taskIds: [theirs.id], deed: { kind: 'skip' } as const };
    expect(unwrap(await changeTasks(db, manager, wanted, thursday)).changed).toEqual([theirs.id]);
    const stranger = { kind: 'assign', to: randomUUID() } as const;
    expect(await changeTasks(db, manager, { ...wanted, deed: stranger }, thursday)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'deed.to' }],
    });
  });

  test('§8.2 open tasks come overdue first, by group, type, priority, campaign, words and days', async () => {
    const [ring, mail] = [await ownTask('Ring', member), await ownTask('Ask 100% of them')];
    unwrap(
      await updateTask(
        db,
        asUser(),
        mail.id,
        { type: 'custom', priority: 'high', dueAt: '2026-06-02T09:00:00Z' },
        thursday,
      ),
    );
    const [call] = await launchTwo();
    const find = async (over: object) => {
      const query = { limit: 10, offset: 0, ...over };
      const found = unwrap(await searchOpenTasks(db, asUser(), { query }, thursday));
      return { ...found, ids: found.tasks.map(({ id }) => id) };
    };
    const all = await find({});
    expect(all.ids[0]).toBe(mail.id);
    expect(all.counts).toMatchObject({ overdue: 1, today: 3, tomorrow: 0 });
    expect(all.campaigns).toMatchObject([{ name: 'Spring' }]);
    expect((await find({ type: 'custom' })).ids).toEqual([mail.id]);
    expect((await find({ priority: 'high' })).ids).toEqual([mail.id]);
    expect((await find({ campaignId: 'own' })).ids).toEqual([mail.id, ring.id]);
    expect((await find({ campaignId: call?.campaignId })).ids).toHaveLength(2);
    expect((await find({ text: '100% anna' })).ids).toEqual([mail.id]);
    expect((await find({ to: '2026-06-03' })).ids).toEqual([mail.id]);
    expect((await find({ from: '2026-06-04' })).ids).toHaveLength(3);
  });

  test('§8.1 what a user’s own task says can be changed, what a campaign’s says cannot', async () => {
    const ring = await ownTask();
    const edit = { title: 'Ring Bo instead', priority: 'high', details: 'About the vans' } as const;
    expect(unwrap(await updateTask(db, asUser(), ring.id, edit, thursday))).toMatchObject(edit);
    const [call] = await launchTwo();
    expect(await updateTask(db, asUser(), call?.id ?? '', edit, thursday)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const mail = {
      type: 'email',
      title: 'Write',
      dueAt: '2026-06-04T09:00:00Z',
      personId: ring.personId,
    } as const;
    const email = { subject: 'Vans', html: '<p>Hello</p>', alsoTo: [], cc: [], bcc: [] };
    const written = await createTask(
      db,
      member.workspaceId,
      member.userId,
      { ...mail, email, assigneeId: bo.userId },
      thursday,
    );
    expect((await openTask(db, bo)).title).toBe('Write');
    expect(await updateTask(db, asUser(bo), unwrap(written).id, { type: 'call' }, thursday)).toMatchObject({
      fields: [{ path: 'type' }],
    });
    expect(await updateTask(db, asUser(bo), ring.id, edit, thursday)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
