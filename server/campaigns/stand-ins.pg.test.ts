import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { AbsenceWish } from '../../lib/contract/absence.ts';
import type { Step } from '../../lib/contract/campaign.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, Device, type Member, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { updateProfile } from '../accounts/profile.ts';
import type { Database } from '../db/open.ts';
import { claimDueMails } from '../db/queries/looks.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { changeTasks } from '../tasks/change.ts';
import { createTask } from '../tasks/create.ts';
import { absencesOf, addAbsence, endAbsence, foretell, removeAbsence } from './absences.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { lookAtRuns } from './look.ts';

/** Thursday 4 June 2026, 09:00 in Stockholm. */
const thursday = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
/** A clock time in Stockholm that summer. */
const on = (day: string, clock: string) => new Date(`2026-06-${day}T${clock}:00.000+02:00`);

describeOnEachEngine('stand-ins', (open) => {
  let db: Database;
  let bo: Member & { role: 'user' };
  let alva: Member & { role: 'user' };
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    // What earlier tests have left is theirs.
    await db.kysely.updateTable('enrolments').set({ status: 'removed', look_at: null }).execute();
    const [first, second] = await addColleagues(db);
    bo = { ...second, role: 'user' };
    alva = { ...first, role: 'user' };
    await updateProfile(db, bo.userId, { timeZone }, thursday);
  });

  /** From Monday 8 to Friday 12 June 2026; Alva does the tasks. */
  const aWish = (over: Partial<AbsenceWish> = {}) => ({
    id: randomUUID(),
    firstDay: '2026-06-08',
    lastDay: '2026-06-12',
    tasks: 'handOver' as const,
    standInId: alva.userId,
    perDay: 2,
    mails: 'goOn' as const,
    ...over,
  });
  const add = async (over: Partial<AbsenceWish> = {}, now = thursday) =>
    unwrap(await addAbsence(db, bo, aWish(over), now));

  async function lookAll(now: Date): Promise<void> {
    while ((await lookAtRuns(db, now)) > 0);
  }

  const aPerson = async () =>
    (
      await createPerson(
        db,
        bo.workspaceId,
        { firstName: 'Anna', email: `${randomUUID()}@x.example` },
        thursday,
      )
    ).id;

  async function start(steps: Record<number, Step>, people = 1): Promise<void> {
    const days = Object.entries(steps).map(([number, step]) => ({ number: Number(number), steps: [step] }));
    const input = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    const { id: campaignId } = unwrap(await createCampaign(db, bo.workspaceId, input, thursday));
    const personIds = await Promise.all(Array.from({ length: people }, aPerson));
    const launch = { campaignId, userId: bo.userId, personIds, timeZone, choices: [] };
    unwrap(
      await launchCampaign(db, bo.workspaceId, { ...launch, missingFields: 'byHand' as const }, thursday),
    );
  }

  const call = (title: string) => newStep({ type: 'call', title });
  const ownTask = async (dueAt: Date, id: string = randomUUID()) => ({
    id,
    type: 'custom' as const,
    title: 'Own',
    dueAt: dueAt.toISOString(),
    personId: await aPerson(),
  });
  const listed = async (of: Member) =>
    (await openTasks(db, of)).map(({ title, dueAt }) => `${title} ${localTime(dueAt, timeZone)}`).sort();

  test('§8 stand-in: what is told before is what goes over; follow-ups wait for the return, mails keep their sender', async () => {
    await start({ 3: call('Ring') }, 3);
    await start({ 3: newStep({ type: 'email', title: 'Write' }) });
    await start({
      1: newStep({ type: 'email', title: 'First', send: 'fixed_time', dueTime: '10:00' }),
      3: newStep({ type: 'email', title: 'Answer', followUp: true }),
    });
    await start({ 3: newStep({ type: 'email', title: 'Leaves', send: 'fixed_time', dueTime: '10:00' }) });
    unwrap(await createTask(db, bo.workspaceId, bo.userId, await ownTask(on('09', '12:00')), thursday));
    unwrap(await createTask(db, bo.workspaceId, bo.userId, await ownTask(on('15', '12:00')), thursday));
    const { id: _, ...wish } = aWish();
    expect(unwrap(await foretell(db, bo, wish, thursday))).toEqual({
      tasks: 6,
      mails: 1,
      days: [{ date: '2026-06-15', tasks: 1 }],
      handedOver: { name: 'Alva', tasks: { email: 1, call: 3, inmail: 0, custom: 1 }, followUps: 1 },
    });
    expect(await listed(alva)).toEqual([]);
    await add();
    await lookAll(thursday);
    const over = ['Own 06-09 12:00', 'Ring 06-08 09:00', 'Ring 06-08 09:00', 'Ring 06-08 09:00'];
    expect(await listed(alva)).toEqual([...over, 'Write 06-08 09:00']);
    expect(new Set((await openTasks(db, alva)).map(({ standingInFor }) => standingInFor))).toEqual(
      new Set(['Bo']),
    );
    expect(await listed(bo)).toEqual(['First 06-04 10:00', 'Leaves 06-08 10:00', 'Own 06-15 12:00']);
    const due = await withTransaction(db, (tx) => claimDueMails(tx, on('08', '10:00'), 100));
    expect(due.map(({ assigneeId }) => assigneeId)).toEqual([bo.userId, bo.userId]);
  });

  test('§8 stand-in: the follow-up of a run gets its day after the return', async () => {
    await start({
      2: newStep({ type: 'email', title: 'First' }),
      3: newStep({ type: 'email', title: 'Answer', followUp: true }),
    });
    await add();
    const [first] = await openTasks(db, bo);
    if (!first) throw new Error('expected a task');
    const at = on('05', '10:00');
    await pushActions(db, bo, [act('task.complete', first, at.toISOString(), { outcome: {} })], at);
    expect(await listed(bo)).toEqual(['Answer 06-15 09:00']);
    expect(await listed(alva)).toEqual([]);
  });

  test('§8 stand-in: tasks that come up during it go over as well, and the devices of both hear of each', async () => {
    await start({ 3: call('First'), 4: call('Second'), 10: call('Third') });
    const device = new Device(db, alva);
    await device.pull(thursday);
    await add();
    await device.pull(thursday);
    expect(device.all('task')).toMatchObject([{ title: 'First', standingInFor: 'Bo' }]);
    const [first] = await openTasks(db, alva);
    if (!first) throw new Error('expected a task');
    const at = on('08', '10:00');
    await pushActions(db, alva, [act('task.complete', first, at.toISOString(), { outcome: {} })], at);
    expect(await listed(alva)).toEqual(['Second 06-09 09:00']);
    const [second] = await openTasks(db, alva);
    if (!second) throw new Error('expected a task');
    const next = on('09', '10:00');
    await pushActions(db, alva, [act('task.complete', second, next.toISOString(), { outcome: {} })], next);
    // Its day is after the return.
    expect(await listed(bo)).toEqual(['Third 06-17 09:00']);
    const own = await ownTask(on('10', '12:00'));
    const made = unwrap(await createTask(db, bo.workspaceId, bo.userId, own, on('09', '11:00')));
    expect(made).toMatchObject({ assigneeId: alva.userId, standingInFor: 'Bo' });
    expect(unwrap(await createTask(db, bo.workspaceId, bo.userId, own, on('09', '11:00')))).toEqual(made);
  });

  test('§8 stand-in: back early, what is still open comes back; taken back, it goes over again; removed, it comes back', async () => {
    await start({ 3: call('Ring') }, 2);
    const { id } = await add();
    await lookAll(thursday);
    const [done] = await openTasks(db, alva);
    if (!done) throw new Error('expected a task');
    const at = on('08', '10:00');
    await pushActions(db, alva, [act('task.complete', done, at.toISOString(), { outcome: {} })], at);
    const device = new Device(db, bo);
    await device.pull(at);
    unwrap(await endAbsence(db, bo, { id, ended: true }, on('09', '08:00')));
    await lookAll(on('09', '08:00'));
    expect(await listed(bo)).toEqual(['Ring 06-08 09:00']);
    expect(await listed(alva)).toEqual([]);
    await device.pull(on('09', '08:00'));
    expect(device.all('task')).toMatchObject([{ title: 'Ring', status: 'open' }]);
    unwrap(await endAbsence(db, bo, { id, ended: false }, on('09', '08:01')));
    expect(await listed(alva)).toEqual(['Ring 06-08 09:00']);
    unwrap(await removeAbsence(db, bo, id, on('09', '08:02')));
    await lookAll(on('09', '08:02'));
    expect(await listed(bo)).toEqual(['Ring 06-08 09:00']);
    expect((await openTasks(db, bo))[0]?.standingInFor).toBeUndefined();
  });

  test('§8 stand-in: what somebody has given on by hand is no matter of the absence any more', async () => {
    await start({ 3: call('Ring') });
    const { id } = await add();
    const [task] = await openTasks(db, alva);
    const deed = { kind: 'assign' as const, to: bo.userId };
    const change = { id: randomUUID(), taskIds: [task?.id ?? ''], deed, timeZone };
    await changeTasks(db, alva, change, thursday);
    await lookAll(thursday);
    expect(await listed(bo)).toHaveLength(1);
    unwrap(await removeAbsence(db, bo, id, thursday));
    expect(await listed(bo)).toEqual(['Ring 06-08 09:00']);
  });

  test('§8 stand-in: a limit of waiting goes on, because somebody is there', async () => {
    await start({ 3: newStep({ type: 'call', title: 'Ring', wait: { days: 2, next: 'skip' } }) });
    await add();
    await lookAll(on('10', '08:59'));
    expect(await listed(alva)).toHaveLength(1);
    await lookAll(on('10', '09:00'));
    expect(await listed(alva)).toEqual([]);
  });

  test('§8 stand-in: nobody, oneself, a stranger, or one who is away is refused with the field', async () => {
    const refused = async (over: object, path: string, says: RegExp) =>
      expect(await addAbsence(db, bo, { ...aWish(), ...over }, thursday)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path, message: expect.stringMatching(says) }],
      });
    await refused({ standInId: undefined }, 'standInId', /expected the colleague/);
    await refused({ standInId: bo.userId }, 'standInId', /somebody else/);
    await refused({ standInId: randomUUID() }, 'standInId', /user of the workspace/);
    await refused({ tasks: 'spread' }, 'standInId', /expected none/);
    const away = { ...aWish({ tasks: 'leave', firstDay: '2026-06-12' }), standInId: undefined };
    unwrap(await addAbsence(db, alva, away, thursday));
    await refused({}, 'standInId', /Alva is away from 2026-06-12 to 2026-06-12/);
    await add({ lastDay: '2026-06-11' });
  });

  test('§8 stand-in: who is away cannot do the tasks of their stand-in, so that no tasks go in circles', async () => {
    await add();
    const circle = aWish({ standInId: bo.userId, firstDay: '2026-06-10', lastDay: '2026-06-20' });
    expect(await addAbsence(db, alva, circle, thursday)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'standInId', message: expect.stringMatching(/Bo is away from 2026-06-08/) }],
    });
    const later = aWish({ standInId: bo.userId, firstDay: '2026-06-15', lastDay: '2026-06-19' });
    const added = unwrap(await addAbsence(db, alva, later, thursday));
    expect(added.standIn).toEqual({ id: bo.userId, name: 'Bo' });
    expect(await absencesOf(db, bo, thursday)).toMatchObject([{ standIn: { name: 'Alva' } }, {}]);
  });

  test('§8 stand-in: an end that is taken back is refused where the stand-in is away by now', async () => {
    const { id } = await add();
    const back = on('09', '08:00');
    unwrap(await endAbsence(db, bo, { id, ended: true }, back));
    const away = { ...aWish({ tasks: 'leave', firstDay: '2026-06-10' }), standInId: undefined };
    unwrap(await addAbsence(db, alva, away, back));
    expect(await endAbsence(db, bo, { id, ended: false }, back)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'ended', message: expect.stringMatching(/Alva is away/) }],
    });
  });

  test('§8 stand-in: where the stand-in has left the workspace, tasks wait for the return', async () => {
    const { id } = await add();
    await db.kysely.deleteFrom('memberships').where('user_id', '=', alva.userId).execute();
    expect(await absencesOf(db, bo, thursday)).toMatchObject([{ id, tasks: 'spread' }]);
    await start({ 3: call('Ring') });
    expect(await listed(bo)).toEqual(['Ring 06-15 09:00']);
  });
});
