import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Step } from '../../lib/contract/campaign.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, type Member, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { updateProfile } from '../accounts/profile.ts';
import type { Database } from '../db/open.ts';
import { createPerson } from '../people/people.ts';
import { createTask } from '../tasks/create.ts';
import { addAbsence, endAbsence, foretell, removeAbsence } from './absences.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { lookAtRuns } from './look.ts';

/** Thursday 4 June 2026, 09:00 in Stockholm. */
const thursday = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const wednesday = { firstDay: '2026-06-10', lastDay: '2026-06-10' };

describeOnEachEngine('a stand-in who is away', (open) => {
  let db: Database;
  let bo: Member & { role: 'user' };
  let alva: Member & { role: 'user' };
  let cai: Member & { role: 'user' };
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    // What earlier tests have left is theirs.
    await db.kysely.updateTable('enrolments').set({ status: 'removed', look_at: null }).execute();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo', 'Cai']);
    const [one = '', other = '', third = ''] = userIds;
    alva = { workspaceId, userId: one, role: 'user' };
    bo = { workspaceId, userId: other, role: 'user' };
    cai = { workspaceId, userId: third, role: 'user' };
    for (const { userId } of [bo, alva]) await updateProfile(db, userId, { timeZone }, thursday);
  });

  const meanwhile = { perDay: 2, mails: 'goOn' as const };
  /** Bo is away from Monday 8 to Friday 12 June 2026; Alva does the tasks. */
  const boAway = async () => {
    const days = { firstDay: '2026-06-08', lastDay: '2026-06-12' };
    const wish = { ...days, ...meanwhile, tasks: 'handOver' as const, standInId: alva.userId };
    return unwrap(await addAbsence(db, bo, { ...wish, id: randomUUID() }, thursday));
  };
  const ill = () => ({ ...wednesday, ...meanwhile, tasks: 'spread' as const });
  const fallIll = async (id: string = randomUUID()) => {
    unwrap(await addAbsence(db, alva, { ...ill(), id }, thursday));
    await lookAll();
    return id;
  };
  async function lookAll(): Promise<void> {
    while ((await lookAtRuns(db, thursday)) > 0);
  }
  const aPerson = async () => {
    const person = { firstName: 'Anna', email: `${randomUUID()}@x.example` };
    return (await createPerson(db, bo.workspaceId, person, thursday)).id;
  };
  async function start(number: number, step: Step): Promise<void> {
    const days = [{ number, steps: [step] }];
    const input = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    const { id: campaignId } = unwrap(await createCampaign(db, bo.workspaceId, input, thursday));
    const launch = { campaignId, userId: bo.userId, personIds: [await aPerson()], timeZone, choices: [] };
    unwrap(
      await launchCampaign(db, bo.workspaceId, { ...launch, missingFields: 'byHand' as const }, thursday),
    );
  }
  const call = (title: string) => newStep({ type: 'call', title });
  const listed = async (of: Member) =>
    (await openTasks(db, of)).map(({ title, dueAt }) => `${title} ${localTime(dueAt, timeZone)}`).sort();
  const tasksOfTheWeek = async () => {
    await start(4, call('Tuesday'));
    await start(5, call('Wednesday'));
    await start(6, call('Thursday'));
    const own = { type: 'custom' as const, title: 'Own', dueAt: '2026-06-10T10:00:00.000Z' };
    unwrap(await createTask(db, bo.workspaceId, bo.userId, { ...own, personId: await aPerson() }, thursday));
  };
  const handedOver = [
    'Own 06-10 12:00',
    'Thursday 06-11 09:00',
    'Tuesday 06-09 09:00',
    'Wednesday 06-10 09:00',
  ];
  const without = ['Thursday 06-11 09:00', 'Tuesday 06-09 09:00'];

  test('§8 stand-in away: it is told whose tasks go back, and they wait for the return as without a stand-in', async () => {
    await tasksOfTheWeek();
    await boAway();
    await lookAll();
    expect(await listed(alva)).toEqual(handedOver);
    expect(unwrap(await foretell(db, alva, ill(), thursday))).toEqual({
      tasks: 0,
      mails: 0,
      days: [],
      goBack: [{ name: 'Bo', tasks: 2 }],
    });
    const device = new Device(db, bo);
    await device.pull(thursday);
    await fallIll();
    expect(await listed(alva)).toEqual(without);
    // What is of no campaign stays on its day.
    expect(await listed(bo)).toEqual(['Own 06-10 12:00', 'Wednesday 06-15 09:00']);
    await device.pull(thursday);
    expect(
      device
        .all('task')
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Own', 'Wednesday']);
  });

  test('§8 stand-in away: what comes up for these days waits, and goes over for the others', async () => {
    await boAway();
    await fallIll();
    await tasksOfTheWeek();
    expect(await listed(alva)).toEqual(without);
    expect(await listed(bo)).toEqual(['Own 06-10 12:00', 'Wednesday 06-15 09:00']);
  });

  test('§8 stand-in away: removed or ended early, the stand-in does them again; taken back, they go back again', async () => {
    await tasksOfTheWeek();
    await boAway();
    const id = await fallIll();
    unwrap(await removeAbsence(db, alva, id, thursday));
    await lookAll();
    expect([await listed(alva), await listed(bo)]).toEqual([handedOver, []]);
    await fallIll(id);
    expect(await listed(alva)).toEqual(without);
    const morning = new Date('2026-06-10T05:00:00.000Z');
    unwrap(await endAbsence(db, alva, { id, ended: true }, morning));
    await lookAll();
    while ((await lookAtRuns(db, morning)) > 0);
    expect([await listed(alva), await listed(bo)]).toEqual([handedOver, []]);
    unwrap(await endAbsence(db, alva, { id, ended: false }, morning));
    while ((await lookAtRuns(db, morning)) > 0);
    expect(await listed(alva)).toEqual(without);
  });

  test('§8 stand-in away: nobody does for who is away what they do for somebody else', async () => {
    await tasksOfTheWeek();
    await boAway();
    await lookAll();
    const wish = { ...ill(), tasks: 'handOver' as const, standInId: cai.userId };
    expect(unwrap(await foretell(db, alva, wish, thursday))).toMatchObject({
      tasks: 0,
      goBack: [{ name: 'Bo', tasks: 2 }],
    });
    unwrap(await addAbsence(db, alva, { ...wish, id: randomUUID() }, thursday));
    await lookAll();
    expect(await listed(cai)).toEqual([]);
    expect(await listed(bo)).toEqual(['Own 06-10 12:00', 'Wednesday 06-15 09:00']);
  });
});
