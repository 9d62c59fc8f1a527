import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { AbsenceWish } from '../../lib/contract/absence.ts';
import type { Step } from '../../lib/contract/campaign.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, type Member, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { updateProfile } from '../accounts/profile.ts';
import type { Database } from '../db/open.ts';
import { claimDueMails } from '../db/queries/looks.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { changeTasks } from '../tasks/change.ts';
import { absencesOf, addAbsence, endAbsence, foretell, removeAbsence } from './absences.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { lookAtRuns } from './look.ts';
import { planLaunch, planOfRun } from './plan.ts';

/** Thursday 4 June 2026, 09:00 in Stockholm. */
const thursday = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
/** A clock time in Stockholm that summer. */
const on = (day: string, clock: string) => new Date(`2026-06-${day}T${clock}:00.000+02:00`);

describeOnEachEngine('absences', (open) => {
  let db: Database;
  let member: Member & { role: 'user' };
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    // What earlier tests have left is theirs.
    await db.kysely.updateTable('enrolments').set({ status: 'removed', look_at: null }).execute();
    const [first, second] = await addColleagues(db);
    member = { ...second, role: 'user' };
    colleague = first;
    await updateProfile(db, member.userId, { timeZone }, thursday);
  });

  /** From Monday 8 to Friday 12 June 2026, two tasks a day afterwards. */
  const aWish = (over: Partial<AbsenceWish> = {}) => ({
    id: randomUUID(),
    firstDay: '2026-06-08',
    lastDay: '2026-06-12',
    tasks: 'spread' as const,
    perDay: 2,
    mails: 'goOn' as const,
    ...over,
  });
  const addAway = async (over: Partial<AbsenceWish> = {}, now = thursday) =>
    unwrap(await addAbsence(db, member, aWish(over), now));

  async function lookAll(now: Date): Promise<void> {
    while ((await lookAtRuns(db, now)) > 0);
  }

  async function prepare(steps: Record<number, Step>, people: number) {
    const input = {
      name: 'Spring',
      category: '',
      settings: { skipWeekends: true },
      days: Object.entries(steps).map(([number, step]) => ({ number: Number(number), steps: [step] })),
    };
    const { id: campaignId } = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
    const personIds: string[] = [];
    for (let index = 0; index < people; index += 1) {
      const person = { firstName: `Anna${index}`, email: `anna${index}-${campaignId}@example.com` };
      personIds.push((await createPerson(db, member.workspaceId, person, thursday)).id);
    }
    return { campaignId, userId: member.userId, personIds, timeZone };
  }

  async function start(steps: Record<number, Step>, people: number): Promise<string[]> {
    const asked = await prepare(steps, people);
    const launch = { ...asked, choices: [], missingFields: 'byHand' as const };
    const report = unwrap(await launchCampaign(db, member.workspaceId, launch, thursday));
    return report.enrolled.map(({ id }) => id);
  }

  const call = (title: string, over: Partial<Step> = {}) => newStep({ type: 'call', title, ...over });
  const dueDays = async (of: Member = member) =>
    (await openTasks(db, of)).map(({ dueAt }) => localTime(dueAt, timeZone)).sort();

  test('§8 absence told: what was told before is what happens, in tasks that are open and in plans', async () => {
    const runs = await start({ 3: call('Call') }, 5);
    expect(await dueDays()).toEqual(Array(5).fill('06-08 09:00'));
    const wish = aWish();
    expect(unwrap(await foretell(db, member, { ...wish, id: undefined } as AbsenceWish, thursday))).toEqual({
      tasks: 5,
      mails: 0,
      days: [
        { date: '2026-06-15', tasks: 2 },
        { date: '2026-06-16', tasks: 2 },
        { date: '2026-06-17', tasks: 1 },
      ],
    });
    unwrap(await addAbsence(db, member, wish, thursday));
    await lookAll(thursday);
    const spread = ['06-15 09:00', '06-15 09:00', '06-16 09:00', '06-16 09:00', '06-17 09:00'];
    expect(await dueDays()).toEqual(spread);
    const lines = await Promise.all(
      runs.map(async (id) => unwrap(await planOfRun(db, member.workspaceId, id, thursday)).lines[0]),
    );
    expect(lines.map((line) => line && localTime(line.at, timeZone)).sort()).toEqual(spread);
    expect(lines[0]?.moves.map(({ rule }) => rule)).toContain('away');
  });

  test('§8 absence told: a launch before it, or during it, takes the places that its preview has shown', async () => {
    await addAway();
    await start({ 3: call('First') }, 3);
    const asked = await prepare({ 2: newStep({ type: 'email', send: 'fixed_time' }), 3: call('Second') }, 2);
    const { plans } = unwrap(await planLaunch(db, member.workspaceId, asked, thursday));
    const shown = plans.map(({ lines }) => localTime(lines[1]?.at ?? '', timeZone));
    expect(shown).toEqual(['06-16 09:00', '06-17 09:00']);
    const launch = { ...asked, choices: [], missingFields: 'byHand' as const };
    const { enrolled } = unwrap(await launchCampaign(db, member.workspaceId, launch, thursday));
    for (const [index, { id }] of enrolled.entries()) {
      const { lines } = unwrap(await planOfRun(db, member.workspaceId, id, thursday));
      expect(localTime(lines[1]?.at ?? '', timeZone)).toBe(shown[index]);
    }
  });

  test('§8 absence told: back early, what it still held is spread over the days from then on; taken back, it waits again', async () => {
    await start({ 3: call('Call') }, 3);
    const { id } = await addAway();
    await lookAll(thursday);
    const back = on('10', '11:00');
    expect(unwrap(await endAbsence(db, member, { id, ended: true }, back))).toMatchObject({
      until: back.toISOString(),
    });
    await lookAll(back);
    // Their clock time of the day of the return is over.
    expect(await dueDays()).toEqual(['06-10 11:00', '06-10 11:00', '06-11 09:00']);
    expect(await absencesOf(db, member, back)).toEqual([]);
    unwrap(await endAbsence(db, member, { id, ended: false }, back));
    await lookAll(back);
    expect(await dueDays()).toEqual(['06-15 09:00', '06-15 09:00', '06-16 09:00']);
    expect(await absencesOf(db, member, back)).toMatchObject([{ id, self: true, userName: 'Bo' }]);
  });

  test('§8 absence told: removed, everything falls as it was planned', async () => {
    await start({ 3: call('Call') }, 2);
    const { id } = await addAway();
    await lookAll(thursday);
    unwrap(await removeAbsence(db, member, id, thursday));
    await lookAll(thursday);
    expect(await dueDays()).toEqual(['06-08 09:00', '06-08 09:00']);
  });

  test('§8 absence: left where they are, nothing moves, but waits do not run out meanwhile', async () => {
    await start({ 2: call('Call', { wait: { days: 2, next: 'skip' } }) }, 1);
    await addAway({ tasks: 'leave' });
    await lookAll(thursday);
    expect(await dueDays()).toEqual(['06-05 09:00']);
    // Due on Friday 5; Monday 15 and Tuesday 16 are waited.
    await lookAll(on('16', '08:59'));
    expect(await openTasks(db, member)).toHaveLength(1);
    await lookAll(on('16', '09:00'));
    expect(await openTasks(db, member)).toEqual([]);
  });

  test('§8 absence: automatic mails go on, or are held until the return', async () => {
    const mail = newStep({ type: 'email', send: 'fixed_time', dueTime: '10:00' });
    const due = (now: Date) => withTransaction(db, (tx) => claimDueMails(tx, now, 100));
    const [run] = await start({ 3: mail }, 1);
    const { id } = await addAway();
    await lookAll(thursday);
    expect(await due(on('08', '10:00'))).toMatchObject([{ enrolmentId: run }]);
    unwrap(await removeAbsence(db, member, id, thursday));
    await addAway({ mails: 'hold' });
    await lookAll(thursday);
    expect(await due(on('12', '23:59'))).toEqual([]);
    expect(await due(on('15', '10:00'))).toMatchObject([{ enrolmentId: run }]);
  });

  test('§8 absence: a task that is given to a colleague waits for nobody’s return', async () => {
    await start({ 3: call('Call') }, 1);
    await addAway();
    await lookAll(thursday);
    const [task] = await openTasks(db, member);
    const change = {
      id: randomUUID(),
      taskIds: [task?.id ?? ''],
      deed: { kind: 'assign' as const, to: colleague.userId },
      timeZone,
    };
    await changeTasks(db, { ...colleague, role: 'admin' }, change, thursday);
    await lookAll(thursday);
    expect(await dueDays(colleague)).toEqual(['06-08 09:00']);
  });

  test('§8 absence: a task done during it lets its run go on, and the next one waits', async () => {
    await start({ 3: call('First'), 4: call('Second') }, 1);
    await addAway();
    await lookAll(thursday);
    const [task] = await openTasks(db, member);
    if (!task) throw new Error('expected a task');
    const at = on('08', '10:00').toISOString();
    await pushActions(db, member, [act('task.complete', task, at, { outcome: {} })], on('08', '10:00'));
    expect(await dueDays()).toEqual(['06-15 09:00']);
  });

  test.each([
    {
      over: { firstDay: '2026-06-12', lastDay: '2026-06-20' },
      field: 'firstDay',
      says: /2026-06-08 to 2026-06-12/,
    },
    { over: { firstDay: '2026-06-20', lastDay: '2026-06-19' }, field: 'lastDay', says: /first day/ },
    { over: { firstDay: '2026-06-01', lastDay: '2026-06-03' }, field: 'lastDay', says: /not over/ },
    { over: { firstDay: '2027-01-01', lastDay: '2028-01-02' }, field: 'lastDay', says: /366/ },
  ])(
    '§8 absence: $over.firstDay to $over.lastDay beside another one is refused with the field',
    async ({ over, field, says }) => {
      await addAway();
      expect(await addAbsence(db, member, aWish(over), thursday)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: field, message: expect.stringMatching(says) }],
      });
    },
  );

  test('§8 absence: a colleague’s is for admins; the same id once more changes nothing', async () => {
    const wish = aWish({ userId: colleague.userId });
    expect(await addAbsence(db, member, wish, thursday)).toMatchObject({ code: 'NOT_ALLOWED' });
    const ofMember = aWish({ userId: member.userId });
    const admin = { ...colleague, role: 'admin' as const };
    const added = unwrap(await addAbsence(db, admin, ofMember, thursday));
    expect(unwrap(await addAbsence(db, admin, ofMember, thursday))).toEqual(added);
    expect(await absencesOf(db, admin, thursday)).toMatchObject([{ userId: member.userId, self: false }]);
  });
});
