import { type Campaign, CampaignSettings, type NewCampaign } from '../../lib/contract/campaign.ts';
import type { CampaignImpact } from '../../lib/contract/campaign-authoring.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { impactOf } from '../../lib/core/campaign/edit-impact.ts';
import { moveRun } from '../../lib/core/campaign/move-run.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Database, Db } from '../db/open.ts';
import { findSheet } from '../db/queries/campaign-sheets.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { listInside, type RunInside } from '../db/queries/people-inside.ts';
import { refusalOf } from './create.ts';
import { planRunsOf, type RunOfPerson } from './plan-runs.ts';
import { type Author, unknownCampaign } from './refusals.ts';

/**
 * What an edit would do to the people inside, with head-counts. Writes nothing.
 *
 * @returns `NOT_FOUND`, or `INVALID_INPUT` as when it is saved
 */
export async function askImpact(
  { kysely }: Database,
  { workspaceId, userId }: Author,
  id: string,
  change: NewCampaign,
  now: Date,
): Promise<Result<CampaignImpact>> {
  const present = await findSheet(kysely, workspaceId, id, userId);
  if (!present) return unknownCampaign();
  const refused = refusalOf(change);
  if (refused) return refused;
  const edited = { id, ...change, settings: CampaignSettings.parse(change.settings) };
  const inside = await listInside(kysely, workspaceId, id, 'read');
  const campaignOf = await findCampaignsOfRuns(
    kysely,
    workspaceId,
    inside.map(({ enrolment }) => enrolment),
  );
  const people = inside.map((run) => {
    const { currentStepId, leftOut, version = present.version } = run.enrolment;
    const goesBy = campaignOf(run.enrolment) ?? present;
    return { run, goesBy, version, currentStepId, leftOut, closed: run.closed };
  });
  const redated = await countRedated(kysely, workspaceId, people, edited, now);
  return ok({ ...impactOf(present, edited, people), redated });
}

interface Inside {
  run: RunInside;
  goesBy: Campaign;
  currentStepId: string | null;
  leftOut: readonly string[] | undefined;
  closed: Set<string>;
}

/** People for whom a step that is still ahead, and stays, comes at another moment. */
async function countRedated(
  db: Db,
  workspaceId: string,
  people: readonly Inside[],
  edited: Campaign,
  now: Date,
): Promise<number> {
  const before = new Map<string, RunPlan>();
  for (const [goesBy, group] of byCampaign(people))
    for (const [id, plan] of await planRunsOf(
      db,
      workspaceId,
      goesBy,
      group.map((person) => toPlan(person)),
      now,
    ))
      before.set(id, plan);
  const moved = people.map((person) => toPlan(person, moveRun(person.goesBy, edited, person).leftOut));
  const after = await planRunsOf(db, workspaceId, edited, moved, now);
  return [...after].filter(([id, plan]) => isRedated(before.get(id), plan)).length;
}

function toPlan({ run }: Inside, leftOut = run.enrolment.leftOut ?? []): RunOfPerson {
  const { enrolment, recipient } = run;
  return { enrolment: { ...enrolment, leftOut }, recipient };
}

function byCampaign(people: readonly Inside[]): Map<Campaign, Inside[]> {
  const versions = new Map<number | undefined, Inside[]>();
  for (const person of people) {
    const { version } = person.run.enrolment;
    const group = versions.get(version);
    if (group) group.push(person);
    else versions.set(version, [person]);
  }
  return new Map(
    [...versions.values()].flatMap((group) => (group[0] ? [[group[0].goesBy, group] as const] : [])),
  );
}

function isRedated(before: RunPlan | undefined, after: RunPlan): boolean {
  const old = new Map(before?.steps.map(({ step, at }) => [step.id, at]));
  return after.steps.some(
    ({ step, at, closedAt }) => closedAt === null && old.has(step.id) && old.get(step.id) !== at,
  );
}
