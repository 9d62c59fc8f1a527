import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskWork } from '../../lib/contract/rehearsal.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { type RandomLaunch, randomLaunches, randomPeople } from '../../tests/support/random-campaigns.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { setCountry, setDaysOff } from '../campaigns/days-off.ts';
import type { Database } from '../db/open.ts';
import { createPeople } from '../people/people.ts';
import { rehearse } from './rehearse.ts';

/** A Thursday before Christmas, with many holidays and the turn of the year ahead. */
const startAt = new Date('2026-12-17T09:30:00.000Z');

describeOnEachEngine('§ rehearsal: the plan and the engine', (open) => {
  /** Random campaigns, each with people of its own, launched and lived through in one rehearsal. */
  async function rehearsed(launches: RandomLaunch[], peopleEach: number, work: TaskWork) {
    const db = await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
    const [sender = ''] = userIds;
    await setCountry(db, sender, 'SE', startAt);
    const own = { workspaceId, userId: sender };
    await setDaysOff(db, own, [{ date: '2026-12-23', name: 'Moving day' }], startAt);
    const inputs = [];
    for (const [index, { campaign, timing, timeZone }] of launches.entries())
      inputs.push({
        campaignId: (await add(db, workspaceId, campaign)).id,
        userId: userIds[index % 2] ?? sender,
        personIds: await addPeople(db, workspaceId, peopleEach, index),
        timeZone,
        timing,
        choices: [],
        missingFields: 'byHand' as const,
      });
    return await rehearse(db, workspaceId, { launches: inputs, startAt, seed: 1, mix: {}, work });
  }

  async function add(db: Database, workspaceId: string, campaign: RandomLaunch['campaign']) {
    return unwrap(await createCampaign(db, workspaceId, { ...campaign, id: randomUUID() }, startAt));
  }

  async function addPeople(
    db: Database,
    workspaceId: string,
    count: number,
    seed: number,
  ): Promise<string[]> {
    const drawn = fc.sample(randomPeople, { numRuns: count, seed });
    const named = drawn.map((person, index) => ({ ...person, email: `p${seed}-${index}@fjord.example` }));
    return (await createPeople(db, workspaceId, named, startAt)).map(({ id }) => id);
  }

  test('the preview of 1,000 random campaigns × people is what the engine then does', async () => {
    const n = Number(process.env.N ?? 125);
    const launches = fc.sample(randomLaunches(false), { numRuns: n, seed: 4711 });
    const before = performance.now();
    const { counts, checks, runs } = await rehearsed(launches, 8, { kind: 'atDue' });
    console.log(n, performance.now() - before, JSON.stringify(counts));
    const wrong = runs.filter(({ steps }) => {
      let turn = '';
      return steps.some(({ plannedAt, dueAt }) => {
        turn = plannedAt > turn ? plannedAt : turn;
        return dueAt !== turn;
      });
    });
    for (const run of wrong.slice(0, 3)) {
      const i = Math.floor(runs.indexOf(run) / 8);
      console.log(
        JSON.stringify({
          s: launches[i]?.campaign.settings,
          t: launches[i]?.timing,
          z: launches[i]?.timeZone,
          status: run.status,
        }),
        run.steps
          .map(
            (s) =>
              `${s.dayNumber}.${s.stepNumber} ${s.type} ${s.kind} ${s.plannedAt} ${s.dueAt} ${s.closedAt} ${s.outcome} ${s.trouble} ${s.moves.map((m) => m.rule)} // ${s.dueMoves?.map((m) => m.rule)}`,
          )
          .join('\n'),
      );
    }
    console.log(wrong.length, 'wrong runs');
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(runs).toHaveLength(n * 8);
  }, 900_000);
});
