import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import { type PlacedStep, stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import type { RunOfMany } from '../../lib/core/schedule/plan-runs.ts';
import { type Away, type Happening, type Holidays, isAutomatic } from '../../lib/core/schedule/run.ts';
import { type Place, planSpread, type RunsOfVersion } from '../../lib/core/schedule/spread.ts';
import type { Db, Tx } from '../db/open.ts';
import { lockSpreading, type StoredAbsence, savePlaces } from '../db/queries/absences.ts';
import { listRunsOfSenders, type RunOfSender } from '../db/queries/enrolments.ts';
import { listHappenings } from '../db/queries/happenings.ts';
import { listHolds } from '../db/queries/run-holds.ts';
import { listOpenTasksOfRuns } from '../db/queries/run-tasks.ts';
import { readAways } from './aways.ts';
import { readCalendars } from './calendars.ts';

const dayMs = 86_400_000;

/** Where a person lives, as far as it is known. */
export interface Home {
  timeZone: string | null;
  country?: string | null | undefined;
}

/** A run as far as its times go; of one that is thought of, the id is any. */
export interface RunOfPerson {
  enrolment: Pick<Enrolment, 'id' | 'assigneeId' | 'startAt' | 'timeZone' | 'timing' | 'leftOut'>;
  recipient: Home;
  /** What is being written, so that nobody can read it yet. */
  justNow?: Happening;
  /** What is known to become of steps that lie ahead. */
  foreseen?: readonly Happening[];
}

/** Runs that go by the same version of a campaign. */
export interface RunsOfCampaign {
  campaign: Campaign;
  runs: readonly RunOfPerson[];
}

/** Plans by enrolment, and the days after absences that were given for them. */
export interface Planned {
  plans: Map<string, RunPlan>;
  places: Place[];
}

/**
 * Plans runs from what has happened to them so far, each behind the other mails of its sender as far as the campaign's
 * pace asks for that, and with its task after an absence where there is room. Runs that start at the same time take
 * their places in the order of their ids.
 *
 * @param thoughtOf - an absence that is not written
 */
export async function planGroups(
  db: Db,
  workspaceId: string,
  groups: readonly RunsOfCampaign[],
  now: Date,
  thoughtOf?: StoredAbsence,
): Promise<Planned> {
  const found = [];
  for (const { campaign, runs } of groups)
    found.push({ campaign, runs, others: await otherRuns(db, workspaceId, campaign, runs, now) });
  const all = found.flatMap(({ runs, others }) => [...others.map(({ run }) => run), ...runs]);
  const aways = await readAways(db, workspaceId, all, now, thoughtOf);
  const ids = groups.flatMap(({ runs }) => runs.map(({ enrolment }) => enrolment.id));
  const happened = await listHappenings(db, workspaceId, ids);
  const holds = await listHolds(db, workspaceId, ids);
  const read: RunsOfVersion[] = [];
  for (const { campaign, runs, others } of found) {
    const known = [...others.map(({ run }) => run), ...runs];
    const holidaysOf = await readCalendars(db, workspaceId, campaign, known, now);
    const plan = (run: RunOfPerson, has: readonly Happening[]) =>
      toPlan(run, { happened: has, holidays: holidaysOf(run), aways: aways.of(run) });
    read.push({
      campaign,
      runs: runs.map((run) => {
        const { id } = run.enrolment;
        return { ...plan(run, happened.get(id) ?? []), holds: holds.get(id) ?? [] };
      }),
      others: others.map((other) => plan(other.run, other.happened)),
    });
  }
  // Most wait for nobody’s return; the days after one may lie in the next.
  const wanted = new Set<string>();
  for (;;) {
    const planned = planSpread(read, await aways.after(wanted));
    if (planned.lacking.size === 0) return planned;
    for (const id of planned.lacking) wanted.add(id);
  }
}

/** The same of one campaign, for looking only. */
export async function planRunsOf(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<Map<string, RunPlan>> {
  return (await planGroups(db, workspaceId, [{ campaign, runs }], now)).plans;
}

/** Plans runs that go by it from now on; nobody else is given the same days meanwhile. */
export async function planToGiveDays(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<Planned> {
  await lockSpreading(tx, workspaceId, [...new Set(runs.map(({ enrolment }) => enrolment.assigneeId))]);
  return await planGroups(tx, workspaceId, [{ campaign, runs }], now);
}

/** Plans written runs, and keeps the days that their tasks get. */
export async function planAndKeep(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<Map<string, RunPlan>> {
  const { plans, places } = await planToGiveDays(tx, workspaceId, campaign, runs, now);
  await savePlaces(tx, workspaceId, places);
  return plans;
}

/** The same of one run. */
export async function planAndKeepOne(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  run: RunOfPerson,
  now: Date,
): Promise<RunPlan> {
  return planOf(await planAndKeep(tx, workspaceId, campaign, [run], now), run);
}

/** The plan of one run. */
export async function planRunOf(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  run: RunOfPerson,
  now: Date,
): Promise<RunPlan> {
  return planOf(await planRunsOf(db, workspaceId, campaign, [run], now), run);
}

function planOf(plans: ReadonlyMap<string, RunPlan>, { enrolment }: RunOfPerson): RunPlan {
  const plan = plans.get(enrolment.id);
  if (!plan) throw new Error(`expected a plan of enrolment ${enrolment.id}`);
  return plan;
}

function toPlan(
  { enrolment, recipient, justNow, foreseen = [] }: RunOfPerson,
  { happened: known, holidays, aways }: { happened: readonly Happening[]; holidays: Holidays; aways: Away[] },
): RunOfMany {
  const { id, assigneeId: senderId, startAt, timeZone, timing, leftOut = [] } = enrolment;
  const behind = leftOut.map((stepId): Happening => ({ stepId, kind: 'leftOut', at: startAt }));
  const happened = [...known, ...behind, ...foreseen, ...(justNow ? [justNow] : [])];
  const recipientZone = recipient.timeZone;
  const chosen = { ...(timing && { timing }), ...(aways.length > 0 && { aways }) };
  return { id, senderId, startAt, timeZone, recipientZone, holidays, happened, ...chosen };
}

interface OtherRun {
  run: RunOfSender;
  happened: Happening[];
}

/** Runs of the same senders whose mails take places: they are on the campaign, or have left it a short while ago. */
async function otherRuns(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<OtherRun[]> {
  const steps = stepsInOrder(campaign);
  if (!campaign.settings.pace || !steps.some(({ step }) => isAutomatic(step))) return [];
  const senders = [...new Set(runs.map(({ enrolment }) => enrolment.assigneeId))];
  const since = new Date(now.getTime() - 2 * dayMs);
  const planned = new Set(runs.map(({ enrolment }) => enrolment.id));
  const found = (await listRunsOfSenders(db, workspaceId, campaign.id, senders, since)).filter(
    ({ enrolment }) => !planned.has(enrolment.id),
  );
  const ids = found.map(({ enrolment }) => enrolment.id);
  const happened = await listHappenings(db, workspaceId, ids);
  const open = await listOpenTasksOfRuns(db, workspaceId, ids);
  return found.map((run) => {
    const known = happened.get(run.enrolment.id) ?? [];
    const at = open.get(run.enrolment.id)?.dueAt;
    const over = isOver(run) ? goneBy(known, steps) : [];
    return { run, happened: [...known, ...placed(run, at, steps), ...over] };
  });
}

type Steps = readonly PlacedStep[];

const isOver = ({ enrolment }: RunOfSender) => enrolment.status !== 'active';

/** The step that a run stands at has its place already. */
function placed({ enrolment }: RunOfSender, at: string | undefined, steps: Steps): Happening[] {
  const current = steps.find(({ step }) => step.id === enrolment.currentStepId);
  if (!current || at === undefined || !isAutomatic(current.step)) return [];
  return [{ stepId: current.step.id, kind: 'placed', at }];
}

/** Of a run that is over, nothing more comes. */
function goneBy(known: readonly Happening[], steps: Steps): Happening[] {
  const closed = new Set(known.filter(({ kind }) => kind !== 'snoozed').map(({ stepId }) => stepId));
  return steps
    .filter(({ step }) => !closed.has(step.id))
    .map(({ step }) => ({ stepId: step.id, kind: 'leftOut', at: new Date(0).toISOString() }));
}
