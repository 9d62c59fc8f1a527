import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import type { RehearsedRun, TaskWork } from '../../lib/contract/rehearsal.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import fc from '../../tests/support/fast-check.ts';
import { type RandomLaunch, randomLaunches, randomPeople } from '../../tests/support/random-campaigns.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { updateProfile } from '../accounts/profile.ts';
import { addAbsence } from '../campaigns/absences.ts';
import { createCampaign } from '../campaigns/create.ts';
import { setDaysOff } from '../campaigns/days-off.ts';
import { planOfRun } from '../campaigns/plan.ts';
import type { Database } from '../db/open.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { createPeople } from '../people/people.ts';
import { rehearse } from './rehearse.ts';

/** A Thursday before Christmas, with many holidays and the turn of the year ahead. */
const startAt = new Date('2026-12-17T09:30:00.000Z');
const peopleEach = 5;
/** Of the first two users by turns: over Christmas, and shortly after the return; few places a day, and many. */
const absences = [
  { firstDay: '2026-12-21', lastDay: '2027-01-01', tasks: 'spread', perDay: 7, mails: 'hold' },
  { firstDay: '2026-12-18', lastDay: '2026-12-29', tasks: 'spread', perDay: 40, mails: 'goOn' },
  { firstDay: '2027-01-06', lastDay: '2027-01-08', tasks: 'spread', perDay: 3, mails: 'goOn' },
  { firstDay: '2027-01-11', lastDay: '2027-01-15', tasks: 'leave', perDay: 1, mails: 'hold' },
] as const;

describeOnEachEngine('the plan and the engine', (open, engine) => {
  /** Random campaigns, each with people of its own, launched and lived through in one rehearsal. */
  async function rehearsed(launches: RandomLaunch[], work: TaskWork) {
    const db = await open();
    // No user launches more often on a day than they may.
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo', 'Cleo']);
    for (const [index, country] of ['SE', 'JP'].entries())
      await updateProfile(db, userIds[index] ?? '', { country }, startAt);
    const own = { workspaceId, userId: userIds[0] ?? '' };
    await setDaysOff(db, own, [{ date: '2026-12-23', name: 'Moving day' }], startAt);
    for (const [index, absence] of absences.entries()) {
      const away = { ...absence, id: randomUUID(), userId: userIds[index % 2] ?? '' };
      unwrap(await addAbsence(db, { ...own, role: 'admin' }, away, startAt));
    }
    const inputs = [];
    for (const [index, { campaign, timing, timeZone }] of launches.entries())
      inputs.push({
        campaignId: await add(db, workspaceId, campaign),
        userId: userIds[index % 3] ?? '',
        personIds: await addPeople(db, workspaceId, index),
        timeZone,
        timing,
        choices: [],
        missingFields: 'byHand' as const,
      });
    const plan = { launches: inputs, startAt, seed: 1, mix: {}, work };
    return { db, workspaceId, rehearsal: await rehearse(db, workspaceId, plan) };
  }

  async function add(db: Database, workspaceId: string, campaign: RandomLaunch['campaign']): Promise<string> {
    return unwrap(await createCampaign(db, workspaceId, { ...campaign, id: randomUUID() }, startAt)).id;
  }

  async function addPeople(db: Database, workspaceId: string, seed: number): Promise<string[]> {
    const drawn = fc.sample(randomPeople, { numRuns: peopleEach, seed });
    const named = drawn.map((person, index) => ({ ...person, email: `p${seed}-${index}@fjord.example` }));
    return (await createPeople(db, workspaceId, named, startAt)).map(({ id }) => id);
  }

  /** What is not in `wanted`, readable: one line for each step that fell elsewhere. */
  function elsewhere({ steps, campaignName, personName }: RehearsedRun, wanted: (string | null)[]): string[] {
    return steps.flatMap(({ title, dueAt }, index) =>
      dueAt === wanted[index]
        ? []
        : [`${campaignName}, ${personName}, ${title}: ${dueAt}, not ${wanted[index]}`],
    );
  }

  function drawn(withWaits: boolean, numRuns: number, seed: number): RandomLaunch[] {
    return fc.sample(randomLaunches(withWaits), { numRuns, seed });
  }

  // The whole thousand where it is quickest; the other engine gets a share.
  const isQuickest = engine === 'server' || inject('postgres') === null;
  const campaigns = isQuickest ? 200 : 20;

  test(`the preview of ${campaigns * peopleEach} random campaigns × people is what the engine then does`, async () => {
    const launches = drawn(false, campaigns, 4711);
    const { rehearsal } = await rehearsed(launches, { kind: 'atDue' });
    const { counts, checks, runs } = rehearsal;
    expect(
      runs.flatMap((run) =>
        elsewhere(
          run,
          run.steps.map(({ plannedAt }) => plannedAt),
        ),
      ),
    ).toEqual([]);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(counts.people).toMatchObject({ asked: campaigns * peopleEach, completed: campaigns * peopleEach });
    expect(counts.steps.asPlanned).toBeGreaterThan(counts.steps.planned * 0.9);
    expect(counts.mails.accepted).toBeGreaterThan(campaigns);
  }, 900_000);

  test('of users who are late at random, and waits that end: the plan from what happened is what the engine did', async () => {
    const launches = drawn(true, 20, 815);
    const { db, workspaceId, rehearsal } = await rehearsed(launches, { kind: 'varied', days: 5 });
    const { counts, checks, runs } = rehearsal;
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(counts.steps.moved).toBeGreaterThan(0);
    const enrolments = new Map<string, string>();
    for (const campaignId of new Set(runs.map((run) => run.campaignId))) {
      const page = await listEnrolments(db.kysely, workspaceId, campaignId, { limit: 100, offset: 0 });
      for (const { id, personId } of page.enrolments) enrolments.set(personId, id);
    }
    const now = new Date(rehearsal.endedAt);
    const wrong: string[] = [];
    for (const run of runs) {
      const { lines } = unwrap(await planOfRun(db, workspaceId, enrolments.get(run.personId) ?? '', now));
      const at = new Map(lines.map((line) => [line.stepId, line.at]));
      wrong.push(
        ...elsewhere(
          run,
          run.steps.map(({ stepId }) => at.get(stepId) ?? null),
        ),
      );
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});
