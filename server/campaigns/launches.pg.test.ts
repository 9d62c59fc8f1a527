import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Campaign } from '../../lib/contract/campaign.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import {
  addCampaign,
  addPerson,
  type Member,
  newStep,
  openTasks,
  unwrap,
} from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { lockSheet } from '../db/queries/campaign-sheets.ts';
import { withTransaction } from '../db/transaction.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { setLimits } from './limits.ts';

/** Thursday, 09:00 in Stockholm. */
const now = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';

describeOnEachEngine('launches at the same time', (open, engine) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const launchAs = ({ workspaceId, userId }: Member, campaign: Campaign, people: Person[], at = now) =>
    launchCampaign(
      db,
      workspaceId,
      {
        campaignId: campaign.id,
        userId,
        personIds: people.map(({ id }) => id),
        timeZone,
        choices: [],
        missingFields: 'byHand',
      },
      at,
    );
  const addPeople = async (count: number) => {
    const people: Person[] = [];
    for (let index = 0; index < count; index += 1)
      people.push(await addPerson(db, member.workspaceId, now, `P${index}`));
    return people;
  };

  test('§5 once: one person by many: enrolled once, and the others are told', async () => {
    const campaign = await addCampaign(db, member.workspaceId, now);
    const people = await addPeople(3);
    const by = Array.from({ length: 8 }, (_, index) => (index % 2 ? member : colleague));
    const reports = (await Promise.all(by.map((who) => launchAs(who, campaign, people)))).map(unwrap);
    expect(reports.flatMap(({ enrolled }) => enrolled)).toHaveLength(3);
    const refused = reports.flatMap((report) => report.refused);
    expect(refused.map(({ code }) => code)).toEqual(Array(21).fill('ALREADY_ENROLLED'));
    const tasks = [...(await openTasks(db, member)), ...(await openTasks(db, colleague))];
    expect(tasks.map(({ personId }) => personId).sort()).toEqual(people.map(({ id }) => id).sort());
  });

  test('no day of a sender holds more than the campaign’s pace allows', async () => {
    const days = [{ number: 1, steps: [newStep({ type: 'email', send: 'fixed_time', dueTime: '10:00' })] }];
    const settings = { skipWeekends: true, pace: { perDay: 2 } };
    const input = { name: 'Paced', category: '', settings, days };
    const campaign = unwrap(await createCampaign(db, member.workspaceId, input, now));
    const people = await addPeople(6);
    await Promise.all(people.map((person) => launchAs(member, campaign, [person])));
    const dues = (await openTasks(db, member)).map(({ dueAt }) => localTime(dueAt, timeZone));
    expect(dues).toEqual([
      '06-04 10:00',
      '06-04 10:00',
      '06-05 10:00',
      '06-05 10:00',
      '06-08 10:00',
      '06-08 10:00',
    ]);
  });

  test('§5 limits, §25: 200 launches of one user on one day, over all campaigns, however many come at once', async () => {
    const campaigns = [
      await addCampaign(db, member.workspaceId, now),
      await addCampaign(db, member.workspaceId, now),
      await addCampaign(db, member.workspaceId, now),
    ];
    const [first, second] = await addPeople(2);
    if (!first || !second || !campaigns[0]) throw new Error('expected people and campaigns');
    // As many launches as there may be, but for one: each is of one moment.
    await sql`
      insert into enrolments (workspace_id, id, campaign_id, person_id, assignee_id, status, start_at, time_zone,
        created_at, updated_at)
      select ${member.workspaceId}::uuid, gen_random_uuid(), ${campaigns[0].id}::uuid, ${first.id}::uuid,
        ${member.userId}::uuid, 'completed', ${now}::timestamptz, 'UTC', at, at
      from generate_series(1, ${usualLimits.launchesPerDay - 1}) as n, lateral (
        select ${now}::timestamptz - n * interval '1 second' as at) as moments
    `.execute(db.kysely);
    const answers = await Promise.all(campaigns.map((one) => launchAs(member, one, [second])));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual([
      'LIMIT_REACHED',
      'LIMIT_REACHED',
      'ok',
    ]);
    expect(await launchAs(colleague, campaigns[0], [first])).toMatchObject({ ok: true });
    // A new day where the user is, though not yet by UTC.
    const midnight = new Date('2026-06-04T22:00:00.000Z');
    expect(await launchAs(member, campaigns[0], [first], midnight)).toMatchObject({ ok: true });
  });

  describe('§5 own limits, §25: a workspace’s own limit refuses by its name and figure', () => {
    test.each([
      { limits: { peoplePerLaunch: 1 }, path: 'peoplePerLaunch', message: '1' },
      { limits: { launchesPerDay: 1 }, path: 'launchesPerDay', message: '1' },
      { limits: { runningCampaigns: 1 }, path: 'runningCampaigns', message: '1' },
    ])('$path', async ({ limits, ...named }) => {
      const [running, other] = [
        await addCampaign(db, member.workspaceId, now),
        await addCampaign(db, member.workspaceId, now),
      ];
      const [first, ...two] = await addPeople(3);
      if (!first) throw new Error('expected somebody');
      unwrap(await launchAs(member, running, [first]));
      const later = new Date(now.getTime() + 60_000);
      await setLimits(db, member, { ...usualLimits, ...limits }, later);
      expect(await launchAs(member, other, two, later)).toMatchObject({
        code: 'LIMIT_REACHED',
        fields: [named],
      });
      expect(await openTasks(db, member)).toHaveLength(1);
      // Only what it says is refused: a campaign that runs already takes more in, and a colleague has limits of their own.
      if (named.path === 'runningCampaigns')
        expect(await launchAs(member, running, two, later)).toMatchObject({ ok: true });
      if (named.path !== 'peoplePerLaunch')
        expect(await launchAs(colleague, other, two, later)).toMatchObject({ ok: true });
    });
  });

  // The embedded engine has one connection: nothing can wait there.
  if (engine === 'embedded') return;

  test('a launch waits for the one before it in the same campaign', async () => {
    const campaign = await addCampaign(db, member.workspaceId, now);
    const people = await addPeople(1);
    const waiting = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      `.execute(db.kysely);
      return rows[0]?.count;
    };
    const launched: ReturnType<typeof launchAs>[] = [];
    await withTransaction(db, async (tx) => {
      await lockSheet(tx, member.workspaceId, campaign.id, null);
      launched.push(launchAs(member, campaign, people));
      await expect.poll(waiting).toBe(1);
    });
    expect(await Promise.all(launched)).toMatchObject([{ ok: true, value: { refused: [] } }]);
  });
});
