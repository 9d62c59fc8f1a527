import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import type { Pace } from '../../lib/contract/schedule.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, type Member, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { planSends } from '../delivery/ledger.ts';
import { createPeople } from '../people/people.ts';
import { addAbsence } from './absences.ts';
import { createCampaign } from './create.ts';
import { type LaunchInput, launchCampaign } from './launch.ts';
import { setLimits } from './limits.ts';
import { plansOfRuns } from './plan.ts';
import { stopMany } from './stop-many.ts';

/** Thursday, 09:00 in Stockholm. */
const now = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describeOnEachEngine('a launch in parts', (open) => {
  let db: Database;
  let member: Member;
  let personIds: string[];
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member] = await addColleagues(db);
    // Every other lives where the day begins later, or earlier.
    const zones = ['America/New_York', timeZone, 'Asia/Tokyo'];
    const people = Array.from({ length: 9 }, (_, index) => ({
      firstName: `P${index}`,
      email: `p${index}@example.com`,
      timeZone: zones[index % zones.length] ?? timeZone,
    }));
    personIds = (await createPeople(db, member.workspaceId, people, now)).map(({ id }) => id);
  });

  const launch = (campaign: Campaign, over: Partial<LaunchInput> = {}, at = now) => {
    const input = { campaignId: campaign.id, userId: member.userId, personIds, timeZone };
    const gate = { choices: [], missingFields: 'byHand' as const };
    return launchCampaign(db, member.workspaceId, { ...input, ...gate, ...over }, at);
  };
  const launchPart = (campaign: Campaign, launchId: string, from: number, over: Partial<LaunchInput> = {}) =>
    launch(campaign, { ...over, part: { launchId, from, count: 3 } }, secondsLater(from * 7));
  const launchInParts = async (campaign: Campaign, over: Partial<LaunchInput> = {}, id = randomUUID()) => {
    const reports = [];
    for (const from of [0, 3, 6]) reports.push(unwrap(await launchPart(campaign, id, from, over)));
    return reports;
  };
  const create = async (days: Record<number, Step>, pace?: Pace) => {
    const settings = { skipWeekends: true, ...(pace && { pace }) };
    const steps = Object.entries(days).map(([number, step]) => ({ number: Number(number), steps: [step] }));
    const input = { name: 'Spring', category: '', settings, days: steps };
    return unwrap(await createCampaign(db, member.workspaceId, input, now));
  };
  /** When each step of each person comes. */
  const instantsOf = async (campaign: Campaign, runs: readonly { id: string }[]) => {
    const enrolmentIds = runs.map(({ id }) => id);
    const asked = { campaignId: campaign.id, userId: member.userId, enrolmentIds };
    const { plans } = unwrap(await plansOfRuns(db, member.workspaceId, asked, secondsLater(60)));
    return plans.map(({ personId, lines }) => [personId, ...lines.map(({ at }) => at)]);
  };
  const duesOf = async (campaign: Campaign) => {
    const tasks = await openTasks(db, member);
    const own = tasks.filter(({ campaignId }) => campaignId === campaign.id);
    return new Map(own.map(({ personId, dueAt }) => [personId, dueAt]));
  };
  const mail = (over: Partial<Step> = {}) =>
    newStep({ type: 'email', send: 'fixed_time', dueTime: '10:00', ...over });

  test.each<{ what: string; pace: Pace; over: Partial<LaunchInput> }>([
    { what: 'a day’s most', pace: { perDay: 2 }, over: { timing: { zone: 'recipient' } } },
    { what: 'a start now, in batches', pace: { batch: { size: 2, pauseSeconds: 90 } }, over: {} },
    {
      what: 'both',
      pace: { perDay: 4, batch: { size: 1, pauseSeconds: 3_600 } },
      over: { startAt: '2026-06-05T06:00:00.000Z', timing: { zone: 'recipient' } },
    },
  ])('§5 parts: every step comes when it would in one launch: $what', async ({ pace, over }) => {
    const days = () => ({
      1: mail(),
      2: newStep({ type: 'call' }),
      4: mail(),
      5: mail({ dueTime: '14:00' }),
    });
    const [whole, parts] = [await create(days(), pace), await create(days(), pace)];
    const { enrolled } = unwrap(await launch(whole, over));
    const reports = await launchInParts(parts, over);
    expect(reports.map((report) => report.enrolled.map(({ personId }) => personId))).toEqual([
      personIds.slice(0, 3),
      personIds.slice(3, 6),
      personIds.slice(6),
    ]);
    expect(await duesOf(parts)).toEqual(await duesOf(whole));
    const runs = reports.flatMap((report) => report.enrolled);
    expect(await instantsOf(parts, runs)).toEqual(await instantsOf(whole, enrolled));
    expect(runs.map(({ startAt }) => startAt)).toEqual(enrolled.map(({ startAt }) => startAt));
  });

  test('§5 parts: tasks of an absence take the days that they would in one launch', async () => {
    const asked = { ...member, role: 'user' } as const;
    const wish = { id: randomUUID(), firstDay: '2026-06-04', lastDay: '2026-06-05' };
    unwrap(await addAbsence(db, asked, { ...wish, tasks: 'spread', perDay: 2, mails: 'goOn' }, now));
    const over = { timing: { zone: 'recipient' } } as const;
    const campaign = await create({ 1: newStep({ type: 'call', dueTime: '12:00' }) });
    const { enrolled } = unwrap(await launch(campaign, over));
    const atOnce = await duesOf(campaign);
    expect(new Set([...atOnce.values()].map((at) => localTime(at, timeZone).slice(0, 5))).size).toBe(5);
    const said = enrolled.map(({ id }) => ({ enrolmentId: id, id: randomUUID() }));
    await stopMany(db, { ...member, role: 'user' }, said, now);
    await launchInParts(campaign, over);
    expect(await duesOf(campaign)).toEqual(atOnce);
  });

  test('whoever takes a launch back hears how many mails had left', async () => {
    const campaign = await create({ 1: mail() });
    const { enrolled } = unwrap(await launch(campaign));
    const sends = enrolled.slice(0, 3).map(({ id }) => aSend({ ...member }, { source: `step/${id}/1` }));
    await planSends(db.kysely, sends, now);
    const gone = [sends[0]?.source, sends[1]?.source];
    await sql`update sends set state = 'accepted' where source = any(${gone}::text[])`.execute(db.kysely);
    const said = enrolled.map(({ id }) => ({ enrolmentId: id, id: randomUUID() }));
    expect(await stopMany(db, { ...member, role: 'user' }, said, now)).toMatchObject({
      refused: [],
      left: 2,
    });
    expect(await stopMany(db, { ...member, role: 'user' }, said, now)).toMatchObject({ left: 2 });
  });

  test('§5 parts: they count as one launch, and people are counted over all of them', async () => {
    const [campaign, other] = [
      await addCampaign(db, member.workspaceId, now),
      await addCampaign(db, member.workspaceId, now),
    ];
    const limits = { peoplePerLaunch: 8, launchesPerDay: 1, runningCampaigns: 1 };
    await setLimits(db, member, limits, now);
    expect(await launchPart(campaign, randomUUID(), 0)).toMatchObject({
      code: 'LIMIT_REACHED',
      fields: [{ path: 'peoplePerLaunch' }],
    });
    await setLimits(db, member, { ...limits, peoplePerLaunch: 9 }, now);
    const id = randomUUID();
    const reports = await launchInParts(campaign, {}, id);
    expect(reports.flatMap(({ enrolled }) => enrolled)).toHaveLength(9);
    // Nor can one that has begun grow beyond what a launch may be.
    expect(await launchPart(campaign, id, 9, { personIds: [...personIds, randomUUID()] })).toMatchObject({
      code: 'LIMIT_REACHED',
      fields: [{ path: 'peoplePerLaunch' }],
    });
    expect(await launchPart(other, randomUUID(), 0)).toMatchObject({
      code: 'LIMIT_REACHED',
      fields: [{ path: 'launchesPerDay' }],
    });
    await setLimits(db, member, { ...usualLimits, runningCampaigns: 1 }, now);
    expect(await launchPart(other, randomUUID(), 0)).toMatchObject({
      code: 'LIMIT_REACHED',
      fields: [{ path: 'runningCampaigns' }],
    });
  });

  test('§5 parts: one that is asked for again says the same and enrols nobody twice, also after it was taken back', async () => {
    const campaign = await addCampaign(db, member.workspaceId, now);
    const unknown = randomUUID();
    personIds[1] = unknown;
    const id = randomUUID();
    const first = unwrap(await launchPart(campaign, id, 0));
    expect(first.enrolled.map(({ personId }) => personId)).toEqual([personIds[0], personIds[2]]);
    expect(first.refused).toMatchObject([{ personId: unknown, code: 'NOT_FOUND' }]);
    const both = await Promise.all([launchPart(campaign, id, 3), launchPart(campaign, id, 3)]);
    expect(both[1]).toEqual(both[0]);
    expect(unwrap(await launchPart(campaign, id, 0))).toEqual(first);
    expect(await openTasks(db, member)).toHaveLength(5);

    const said = first.enrolled.map((run) => ({ enrolmentId: run.id, id: randomUUID() }));
    await stopMany(db, { ...member, role: 'user' }, said, now);
    const late = unwrap(await launchPart(campaign, id, 0));
    expect(late.enrolled.map(({ status }) => status)).not.toContain('active');
    expect(await openTasks(db, member)).toHaveLength(3);
  });

  test('§5 parts: a wrong part is refused by its field, and nothing is written', async () => {
    const campaign = await addCampaign(db, member.workspaceId, now);
    const id = randomUUID();
    unwrap(await launchPart(campaign, id, 0));
    const wrong = [
      { answer: launchPart(campaign, id, 9), path: 'part.from' },
      { answer: launchPart(campaign, id, 3, { personIds: personIds.toReversed() }), path: 'part.launchId' },
      { answer: launchPart(await addCampaign(db, member.workspaceId, now), id, 3), path: 'part.launchId' },
    ];
    for (const { answer, path } of wrong)
      expect(await answer).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
    expect(await openTasks(db, member)).toHaveLength(3);
  });
});
