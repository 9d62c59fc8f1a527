import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CampaignSettings, Step } from '../../lib/contract/campaign.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Activity, Task } from '../../lib/contract/task.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, type Member, newStep, openTask, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { claimDueMails } from '../db/queries/looks.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { releaseTask } from '../tasks/release.ts';
import { createCampaign } from './create.ts';
import { setDaysOff } from './days-off.ts';
import { launchCampaign } from './launch.ts';
import { lookAtRuns } from './look.ts';
import { planOfRun } from './plan.ts';

/** Thursday 4 June 2026, 09:00 in Stockholm. */
const thursday = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
/** A clock time in Stockholm that summer. */
const on = (day: string, clock: string) => new Date(`2026-06-${day}T${clock}:00.000+02:00`);

describeOnEachEngine('looking at runs', (open) => {
  let db: Database;
  let member: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    await settle();
    const workspace = await addWorkspace(db, 'Nordby');
    member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  });

  /** Looks until nothing is left, as the server does. */
  async function lookAll(now: Date): Promise<number> {
    let looked = 0;
    for (let some = await lookAtRuns(db, now); some > 0; some = await lookAtRuns(db, now)) looked += some;
    return looked;
  }
  /** What earlier tests have left is theirs. */
  const settle = () =>
    db.kysely.updateTable('enrolments').set({ status: 'removed', look_at: null }).execute();

  async function start(
    days: Record<number, Step[]>,
    settings: Partial<CampaignSettings> = {},
    names = ['Anna'],
  ): Promise<string[]> {
    const input = {
      name: 'Spring',
      category: '',
      settings: { skipWeekends: true, ...settings },
      days: Object.entries(days).map(([number, steps]) => ({ number: Number(number), steps })),
    };
    const campaign = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
    const personIds: string[] = [];
    for (const firstName of names) {
      const person = { firstName, email: `${firstName.toLowerCase()}@example.com` };
      personIds.push((await createPerson(db, member.workspaceId, person, thursday)).id);
    }
    const launch = { campaignId: campaign.id, userId: member.userId, personIds, timeZone };
    const report = unwrap(
      await launchCampaign(
        db,
        member.workspaceId,
        { ...launch, choices: [], missingFields: 'byHand' },
        thursday,
      ),
    );
    return report.enrolled.map(({ id }) => id);
  }

  const call = (title: string, over: Partial<Step> = {}) => newStep({ type: 'call', title, ...over });
  const mail = (title: string, over: Partial<Step> = {}) => newStep({ type: 'email', title, ...over });
  const byTitle = async (title: string): Promise<Task> => {
    const { tasks } = await listTasks(db.kysely, member.workspaceId, member.userId, {
      limit: 100,
      offset: 0,
    });
    const task = tasks.find((one) => one.title === title);
    if (!task) throw new Error(`expected a task ${title}`);
    return task;
  };
  const dueOf = ({ dueAt }: Task) => localTime(dueAt, timeZone);
  const history = async (): Promise<Activity['kind'][]> => {
    const rows = await db.kysely
      .selectFrom('activities')
      .select('kind')
      .where('workspace_id', '=', member.workspaceId)
      .where('kind', '<>', 'campaign.started')
      .orderBy('at')
      .execute();
    return rows.map(({ kind }) => kind);
  };
  async function push(action: Action) {
    const { answers } = await pushActions(db, member, [action], new Date(action.actedAt));
    expect(answers[0]?.result).toBe('accepted');
  }
  const lineOf = async (enrolmentId: string, index: number) =>
    unwrap(await planOfRun(db, member.workspaceId, enrolmentId, thursday)).lines[index];
  const dueMails = (now: Date) => withTransaction(db, (tx) => claimDueMails(tx, now, 100));

  describe('S6: a task that nobody closes', () => {
    const waiting = (next: 'goOn' | 'skip' | 'automatic') => ({ days: 2, next }) as const;

    test('is waited for as many days that count as its step says, not a moment less', async () => {
      await start({ 1: [call('First', { wait: waiting('goOn') })], 2: [call('Second')] });
      // Due on Thursday; Friday and Monday are waited.
      expect(await lookAll(on('08', '08:59'))).toBe(0);
      expect(await openTasks(db, member)).toHaveLength(1);
      expect(await lookAll(on('08', '09:00'))).toBe(1);
      expect((await openTasks(db, member)).map(({ title }) => title)).toEqual(['First', 'Second']);
    });

    test('goOn: it stays open, says so, and the run has its next step', async () => {
      const [run = ''] = await start({ 1: [call('First', { wait: waiting('goOn') })], 2: [call('Second')] });
      await lookAll(on('08', '09:00'));
      expect(await byTitle('First')).toMatchObject({
        status: 'open',
        passedAt: on('08', '09:00').toISOString(),
      });
      expect(dueOf(await byTitle('Second'))).toBe('06-09 09:00');
      expect(await history()).toEqual(['task.passed']);
      expect(await lineOf(run, 0)).toMatchObject({ closedAt: on('08', '09:00').toISOString() });
    });

    test('goOn: closing or reopening it afterwards does not move the run', async () => {
      await start({ 1: [call('First', { wait: waiting('goOn') })], 2: [call('Second')] });
      await lookAll(on('08', '09:00'));
      const done = act('task.complete', await byTitle('First'), on('08', '10:00').toISOString(), {
        outcome: {},
      });
      await push(done);
      expect((await openTask(db, member)).title).toBe('Second');
      await push(
        act('task.reopen', await byTitle('First'), on('08', '10:01').toISOString(), { undoes: done.id }),
      );
      expect((await openTasks(db, member)).map(({ title }) => title)).toEqual(['First', 'Second']);
      await push(act('task.skip', await byTitle('Second'), on('09', '10:00').toISOString(), {}));
      expect(await history()).toContain('campaign.completed');
    });

    test('skip: it is skipped by nobody, with the cause, and the run goes on', async () => {
      await start({ 1: [call('First', { wait: waiting('skip') })], 2: [call('Second')] });
      await lookAll(on('08', '09:00'));
      expect(await byTitle('First')).toMatchObject({
        status: 'skipped',
        cause: 'waited',
        closedByAction: null,
      });
      expect((await openTask(db, member)).title).toBe('Second');
      expect(await history()).toEqual(['task.expired']);
    });

    test('skip: after the last step the run is completed', async () => {
      await start({ 1: [call('Only', { wait: waiting('skip') })] });
      await lookAll(on('08', '09:00'));
      expect(await openTasks(db, member)).toEqual([]);
      expect((await history()).sort()).toEqual(['campaign.completed', 'task.expired']);
    });

    test('automatic: its mail leaves by itself, at the first moment inside the window', async () => {
      const window = { weekdays: [2, 3], from: '10:00', to: '11:00', zone: 'sender' } as const;
      const first = mail('First', { send: 'manual_task', wait: waiting('automatic') });
      const [run = ''] = await start(
        { 1: [first], 2: [mail('Second', { send: 'fixed_time' })] },
        { window: { ...window, weekdays: [...window.weekdays] } },
      );
      expect(await byTitle('First')).not.toHaveProperty('automatic');
      await lookAll(on('08', '09:00'));
      expect(await byTitle('First')).toMatchObject({ status: 'open', automatic: 'waited' });
      expect(dueOf(await byTitle('First'))).toBe('06-09 10:00');
      expect(await lineOf(run, 0)).toMatchObject({
        kind: 'send',
        moves: [{ rule: 'waited' }, { rule: 'window' }],
      });
      expect(await history()).toEqual(['task.turnedAutomatic']);
      expect(await dueMails(on('09', '09:59'))).toEqual([]);
      expect(await dueMails(on('09', '10:00'))).toMatchObject([{ enrolmentId: run }]);
    });

    test('a snooze gives it its time again', async () => {
      await start({ 1: [call('First', { wait: waiting('skip') })] });
      const until = on('09', '09:00').toISOString();
      await push(act('task.snooze', await byTitle('First'), on('05', '10:00').toISOString(), { until }));
      await lookAll(on('08', '09:00'));
      await lookAll(on('11', '08:59'));
      expect((await byTitle('First')).status).toBe('open');
      await lookAll(on('11', '09:00'));
      expect((await byTitle('First')).status).toBe('skipped');
    });

    test('without a limit is waited for for ever', async () => {
      await start({ 1: [call('First')] });
      expect(await lookAll(new Date('2029-06-04T07:00:00.000Z'))).toBe(0);
    });
  });

  describe('G4: a mail that would be too late', () => {
    const late = { lateHours: 24 };
    const days = () => ({
      1: [mail('First', { send: 'fixed_time', dueTime: '10:00' })],
      2: [call('Second')],
    });

    test('is held with its reason, and the run stands', async () => {
      const [run = ''] = await start(days(), late);
      expect(await dueMails(on('05', '09:59'))).toHaveLength(1);
      // Not sent at that moment, though nobody has looked yet.
      expect(await dueMails(on('05', '10:00'))).toEqual([]);
      await lookAll(on('05', '10:00'));
      const held = { cause: 'late', at: on('05', '10:00').toISOString() };
      expect(await byTitle('First')).toMatchObject({ status: 'open', automatic: 'step', held });
      expect(await dueMails(on('05', '10:00'))).toEqual([]);
      expect(await lineOf(run, 0)).toMatchObject({ heldAt: held.at, closedAt: null });
      expect((await lineOf(run, 1))?.waitsFor).toBe((await lineOf(run, 0))?.stepId);
      expect(await history()).toEqual(['task.held']);
      expect(await lookAll(on('30', '10:00'))).toBe(0);
    });

    test('leaves once a person lets it go, with a limit of its own, and a repeat changes nothing', async () => {
      const [run = ''] = await start(days(), late);
      await lookAll(on('05', '10:00'));
      const { id } = await byTitle('First');
      const released = unwrap(await releaseTask(db, member, id, on('08', '11:00')));
      expect(released).not.toHaveProperty('held');
      expect(dueOf(released)).toBe('06-08 11:00');
      expect(unwrap(await releaseTask(db, member, id, on('08', '12:00')))).toEqual(released);
      await lookAll(on('08', '11:00'));
      expect(await dueMails(on('08', '11:00'))).toMatchObject([{ enrolmentId: run }]);
      expect((await lineOf(run, 0))?.moves.at(-1)).toMatchObject({ rule: 'released' });
      await lookAll(on('09', '11:00'));
      expect((await byTitle('First')).held).toMatchObject({ at: on('09', '11:00').toISOString() });
    });

    test('can be sent by hand or skipped instead, and the run goes on', async () => {
      await start(days(), late);
      await lookAll(on('05', '10:00'));
      await push(act('task.skip', await byTitle('First'), on('05', '11:00').toISOString(), {}));
      expect(await byTitle('First')).not.toHaveProperty('held');
      expect((await openTask(db, member)).title).toBe('Second');
    });

    test('is nobody else’s to let go', async () => {
      await start(days(), late);
      const { id } = await byTitle('First');
      const stranger = { ...member, userId: firstUser(await addWorkspace(db, 'Other')) };
      expect(await releaseTask(db, stranger, id, thursday)).toMatchObject({ code: 'NOT_FOUND' });
    });

    test('has no limit where the campaign sets none', async () => {
      await start(days());
      expect(await lookAll(on('30', '10:00'))).toBe(0);
      expect(await dueMails(on('30', '10:00'))).toHaveLength(1);
    });
  });

  describe('G5: days off that change', () => {
    test('move what is open, both ways; devices are told', async () => {
      await start({ 2: [call('First', { dueTime: '10:00' })] }, { holidays: ['company'] });
      expect(dueOf(await byTitle('First'))).toBe('06-05 10:00');
      await setDaysOff(db, member, [{ date: '2026-06-05', name: 'Office move' }], thursday);
      expect(await lookAll(thursday)).toBe(1);
      expect(dueOf(await byTitle('First'))).toBe('06-08 10:00');
      expect((await byTitle('First')).version).toBe(2);
      await setDaysOff(db, member, [], thursday);
      await lookAll(thursday);
      expect(dueOf(await byTitle('First'))).toBe('06-05 10:00');
      expect(await lookAll(thursday)).toBe(0);
    });

    test('leave what a person has set, and campaigns that do not go by them', async () => {
      await start({ 2: [call('First')] }, { holidays: ['company'] });
      await start({ 2: [call('Other')] }, {}, ['Bo']);
      const until = on('05', '15:00').toISOString();
      await push(act('task.snooze', await byTitle('First'), on('04', '10:00').toISOString(), { until }));
      await setDaysOff(db, member, [{ date: '2026-06-05', name: 'Office move' }], on('04', '11:00'));
      await lookAll(on('04', '11:00'));
      expect(dueOf(await byTitle('First'))).toBe('06-05 15:00');
      expect(dueOf(await byTitle('Other'))).toBe('06-05 09:00');
    });
  });

  test('several processes at once: each run is decided once', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `P${index}`);
    await start({ 1: [call('First', { wait: { days: 1, next: 'skip' } })], 2: [call('Second')] }, {}, names);
    const now = on('05', '09:00');
    const looked = await Promise.all(Array.from({ length: 6 }, () => lookAtRuns(db, now, 7)));
    expect(looked.every((count) => count <= 7)).toBe(true);
    await Promise.all([lookAll(now), lookAll(now)]);
    expect((await openTasks(db, member)).map(({ title }) => title)).toEqual(names.map(() => 'Second'));
    expect(await history()).toEqual(names.map(() => 'task.expired'));
  });

  test('a mail is claimed by one process, and not while something else happens to its run', async () => {
    await start({ 1: [mail('First', { send: 'fixed_time', dueTime: '10:00' })] }, {}, ['Anna', 'Bo']);
    const now = on('04', '10:00');
    await withTransaction(db, async (tx) => {
      const first = await claimDueMails(tx, now, 1);
      expect(first).toHaveLength(1);
      if (db.engine === 'embedded') return;
      const second = await dueMails(now);
      expect(second).toHaveLength(1);
      expect(second[0]?.taskId).not.toBe(first[0]?.taskId);
    });
    expect(await dueMails(now)).toHaveLength(2);
  });
});
