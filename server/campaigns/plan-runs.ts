import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import { planRuns, type RunOfMany } from '../../lib/core/schedule/plan-runs.ts';
import { type Happening, type Holidays, isAutomatic } from '../../lib/core/schedule/run.ts';
import type { Db } from '../db/open.ts';
import { listRunsOfSenders, type RunOfSender } from '../db/queries/enrolments.ts';
import { listHappenings } from '../db/queries/happenings.ts';
import { listHolds } from '../db/queries/run-holds.ts';
import { listOpenTasksOfRuns } from '../db/queries/tasks.ts';
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
}

/**
 * Plans runs of one campaign from what has happened to them so far, each behind the other mails of its sender as far as
 * the campaign's pace asks for that. Runs that start at the same time take their places in the order of their ids.
 *
 * @returns the plans by enrolment
 */
export async function planRunsOf(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  runs: readonly RunOfPerson[],
  now: Date,
): Promise<Map<string, RunPlan>> {
  const ids = runs.map(({ enrolment }) => enrolment.id);
  const happened = await listHappenings(db, workspaceId, ids);
  const holds = await listHolds(db, workspaceId, ids);
  const found = await otherRuns(db, workspaceId, campaign, runs, now);
  const all = [...found.map(({ run }) => run), ...runs];
  const holidaysOf = await readCalendars(db, workspaceId, campaign, all, now);
  const own = runs.map((run) => {
    const { id } = run.enrolment;
    return { ...toPlan(run, happened.get(id) ?? [], holidaysOf(run)), holds: holds.get(id) ?? [] };
  });
  const others = found.map(({ run, happened: known }) => toPlan(run, known, holidaysOf(run)));
  const wanted = new Set(ids);
  return new Map([...planRuns(campaign, [...others, ...own])].filter(([id]) => wanted.has(id)));
}

/** The plan of one run. */
export async function planRunOf(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  run: RunOfPerson,
  now: Date,
): Promise<RunPlan> {
  const plan = (await planRunsOf(db, workspaceId, campaign, [run], now)).get(run.enrolment.id);
  if (!plan) throw new Error(`expected a plan of enrolment ${run.enrolment.id}`);
  return plan;
}

function toPlan(
  { enrolment, recipient, justNow }: RunOfPerson,
  known: readonly Happening[],
  holidays: Holidays,
): RunOfMany {
  const { id, assigneeId: senderId, startAt, timeZone, timing, leftOut = [] } = enrolment;
  const behind = leftOut.map((stepId): Happening => ({ stepId, kind: 'leftOut', at: startAt }));
  const happened = [...known, ...behind, ...(justNow ? [justNow] : [])];
  const recipientZone = recipient.timeZone;
  return { id, senderId, startAt, timeZone, recipientZone, holidays, happened, ...(timing && { timing }) };
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

type Steps = ReturnType<typeof stepsInOrder>;

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
