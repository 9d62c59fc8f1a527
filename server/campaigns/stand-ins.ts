import type { Campaign } from '../../lib/contract/campaign.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { findStandIn, type StandIn } from '../../lib/core/task/stand-in.ts';
import type { Db, Tx } from '../db/open.ts';
import type { StoredAbsence } from '../db/queries/absences.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import {
  listOpenTasks,
  listStandIns,
  type OpenTask,
  saveHandedOver,
  type WhichTasks,
} from '../db/queries/stand-ins.ts';
import type { TaskDraft } from '../db/queries/tasks.ts';

/**
 * Tasks before they are written, each with who does it: the stand-in, where it falls due in such an absence of its
 * assignee that is not over.
 *
 * @param campaign - whose steps they are; null: tasks outside campaigns
 */
export async function withStandIns(
  db: Db,
  workspaceId: string,
  drafts: readonly TaskDraft[],
  campaign: Campaign | null,
  now: Date,
): Promise<TaskDraft[]> {
  const userIds = [...new Set(drafts.map(({ assigneeId }) => assigneeId))];
  const standIns = await listStandIns(db, workspaceId, userIds, now);
  if (standIns.length === 0) return [...drafts];
  const steps = stepsById(campaign);
  return drafts.map((draft) => {
    const automatic = draft.automatic !== undefined;
    const found = findStandIn(standIns, { ...draft, automatic }, steps.get(draft.stepId ?? '') ?? null);
    return found ? { ...draft, assigneeId: found.standInId, absenceId: found.absenceId } : draft;
  });
}

/** Gives open tasks that fall due in an absence of their assignee to who stands in; the devices of both are to be told. */
export async function handOver(
  tx: Tx,
  workspaceId: string,
  which: WhichTasks,
  now: Date,
): Promise<ChangedTask[]> {
  const tasks = await listOpenTasks(tx, workspaceId, which);
  const userIds = [...new Set(tasks.map(({ assigneeId }) => assigneeId))];
  const standIns = await listStandIns(tx, workspaceId, userIds, now);
  const found = await findHandedOver(tx, workspaceId, tasks, standIns);
  const moves = found.map(({ task, standIn }) => {
    const { absenceId, standInId } = standIn;
    return { id: task.id, from: task.assigneeId, to: standInId, absenceId };
  });
  return await saveHandedOver(tx, workspaceId, moves, now);
}

/** The same of tasks that fall due at another moment now. @returns what devices must hear, with what they must anyway */
export async function withHandedOver(
  tx: Tx,
  workspaceId: string,
  changed: readonly ChangedTask[],
  moved: readonly string[],
  now: Date,
): Promise<ChangedTask[]> {
  const handed = moved.length > 0 ? await handOver(tx, workspaceId, { ids: moved }, now) : [];
  const gone = new Set(handed.map(({ id }) => id));
  return [...changed.filter(({ id }) => !gone.has(id)), ...handed];
}

/**
 * Types of open tasks that would go to the stand-in of an absence and stand in no plan of its user's runs: tasks
 * outside campaigns, those of colleagues' runs, and those that their run has gone on without.
 */
export async function listBesideRuns(
  db: Db,
  workspaceId: string,
  { id, userId, from, until, standIn }: StoredAbsence,
): Promise<OpenTask['type'][]> {
  if (!standIn) return [];
  const tasks = await listOpenTasks(db, workspaceId, { userId, from, until });
  const beside = tasks.filter(
    ({ run, passed, absenceId }) => absenceId === null && (run?.userId !== userId || passed),
  );
  const thought = { absenceId: id, userId, standInId: standIn.id, from, until };
  const found = await findHandedOver(db, workspaceId, beside, [thought]);
  return found.map(({ task }) => task.type);
}

async function findHandedOver(
  db: Db,
  workspaceId: string,
  tasks: readonly OpenTask[],
  standIns: readonly StandIn[],
): Promise<{ task: OpenTask; standIn: StandIn }[]> {
  if (tasks.length === 0 || standIns.length === 0) return [];
  const runs = tasks.flatMap(({ run }) => run ?? []);
  const campaignOf = await findCampaignsOfRuns(db, workspaceId, runs);
  const known = new Map<string, ReturnType<typeof stepsById>>();
  const stepOf = ({ run }: OpenTask) => {
    if (!run) return null;
    const key = `${run.campaignId} ${run.version}`;
    const steps = known.get(key) ?? stepsById(campaignOf(run));
    known.set(key, steps);
    return steps.get(run.stepId ?? '') ?? null;
  };
  return tasks.flatMap((task) => {
    const standIn = findStandIn(standIns, task, stepOf(task));
    return standIn ? [{ task, standIn }] : [];
  });
}

function stepsById(campaign: Campaign | null) {
  return new Map(campaign ? stepsInOrder(campaign).map(({ step }) => [step.id, step]) : []);
}
