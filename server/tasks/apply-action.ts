import { randomUUID } from 'node:crypto';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Activity, SendProof, Task } from '../../lib/contract/task.ts';
import type { EnrolmentEvent } from '../../lib/core/campaign/advance.ts';
import { advanceEnrolment } from '../../lib/core/campaign/advance.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { applyAction } from '../../lib/core/task/transition.ts';
import { runSource } from '../campaigns/engine/source.ts';
import { planAndKeepOne } from '../campaigns/plan-runs.ts';
import type { LockedRun } from '../campaigns/run-events.ts';
import { type AdvancedRun, saveRun } from '../campaigns/save-run.ts';
import { writeReply } from '../campaigns/write-reply.ts';
import type { Tx } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import { findSentLine, findWordLine, insertActivities, rewriteActivity } from '../db/queries/activities.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { listUnsureSends } from '../db/queries/due-mails.ts';
import { askToLook, isEnrolledAgain } from '../db/queries/enrolments.ts';
import { findPerson } from '../db/queries/people.ts';
import { claimSaidReply, isReplyKnown } from '../db/queries/run-events.ts';
import { findStepTask, saveTask } from '../db/queries/tasks.ts';
import { cancelSends, decideSends } from '../delivery/ledger.ts';

/** A task and what belongs to it, all locked by the caller: the run first, then the task. */
export interface LockedTask {
  workspaceId: string;
  userId: string;
  task: Task;
  enrolment: Enrolment | null;
  /** Runs at the company of its person, which a reply may touch. */
  company?: readonly LockedRun[];
}

/** What an action has come to, and which rows devices must hear of. */
export interface Applied {
  result: Result<Task>;
  tasks: ChangedTask[];
  activities: string[];
}

/**
 * Applies one action to a locked task: asks the rules, writes the task, its history, and what the person's run
 * makes of it (the next step's task, what a reopening takes back, the end that a reply brings). A failure changes no task; a mail that was
 * proven sent is kept in the history even then, because it has left.
 *
 * @param action - its `actedAt` must not be later than `now`
 */
export async function applyToLocked(tx: Tx, locked: LockedTask, action: Action, now: Date): Promise<Applied> {
  const transition = applyAction(locked.task, action);
  if (!transition.ok) return await refuse(tx, locked, action, transition);
  const task = transition.value;
  if (action.kind === 'task.replied') return await applyReply(tx, locked, action, now);
  if (task === locked.task) return { result: ok(task), tasks: [], activities: [] };
  const run = await advanceRun(tx, locked, task, action, now);
  if (!run.ok) return await refuse(tx, locked, action, run);
  await saveTask(tx, locked.workspaceId, task, now);
  await settleSends(tx, locked, task, now);
  if (locked.enrolment && action.kind === 'task.snooze')
    await askToLook(tx, locked.workspaceId, locked.enrolment.id, now);
  const followed = run.value && (await saveRun(tx, locked.workspaceId, run.value, action.actedAt, now));
  const activities = [draftActivity(locked, action), ...(followed?.activities ?? [])];
  await insertActivities(tx, locked.workspaceId, activities);
  const own = { id: task.id, userId: task.assigneeId, appeared: action.kind === 'task.reopen' };
  return {
    result: ok(task),
    tasks: [own, ...(followed?.tasks ?? [])],
    activities: activities.map((activity) => activity.id),
  };
}

/**
 * A person has closed the task of an automatic mail: what has not left yet is not to leave any more, and of one that
 * may have arrived their word is the evidence.
 */
async function settleSends(
  tx: Tx,
  { workspaceId, task }: LockedTask,
  closed: Task,
  now: Date,
): Promise<void> {
  const { enrolmentId, id } = task;
  const proof = closed.outcome?.proof;
  if (!enrolmentId || closed.status === 'open' || proof?.site === 'server') return;
  const ids = await listUnsureSends(tx, workspaceId, id);
  if (ids.length > 0) {
    const arrived = closed.status === 'done' && !proof;
    await decideSends(tx, workspaceId, ids, arrived ? 'settle' : 'drop', now);
  }
  if (task.automatic)
    await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolmentId) }, 'closed', now);
}

/** What changes the task itself. */
type TaskAction = Exclude<Action, { kind: 'task.replied' }>;

/** The mail of a done task was answered: the task stays as it is, its run may end. The same reply counts once. */
async function applyReply(
  tx: Tx,
  { workspaceId, userId, task, enrolment, company = [] }: LockedTask,
  action: Extract<Action, { kind: 'task.replied' }>,
  now: Date,
): Promise<Applied> {
  const reply = { taskId: task.id, key: action.ids.reply ?? action.id };
  const known =
    (await isReplyKnown(tx, workspaceId, reply)) || (await claimSaidReply(tx, workspaceId, enrolment, reply));
  if (known) return { result: ok(task), tasks: [], activities: [] };
  const run = enrolment && { enrolment, campaign: await campaignOf(tx, workspaceId, enrolment) };
  const news = {
    id: action.id,
    source: 'mailbox',
    personId: task.personId,
    at: action.actedAt,
    byUserId: userId,
    title: task.title,
    reply,
  } as const;
  return { result: ok(task), ...(await writeReply(tx, workspaceId, { run, company, news }, now)) };
}

async function campaignOf(tx: Tx, workspaceId: string, enrolment: Enrolment): Promise<Campaign> {
  const campaign = await findCampaignOfRun(tx, workspaceId, enrolment);
  if (!campaign) throw new Error(`expected campaign ${enrolment.campaignId} of enrolment ${enrolment.id}`);
  return campaign;
}

/** What the run makes of the changed task; null when the task belongs to none, or the action does not touch it. */
async function advanceRun(
  tx: Tx,
  locked: LockedTask,
  task: Task,
  action: TaskAction,
  now: Date,
): Promise<Result<AdvancedRun | null>> {
  const { enrolment, workspaceId } = locked;
  // A run that has gone on without a task does not come back to it.
  if (!enrolment || action.kind === 'task.snooze' || task.passedAt !== undefined) return ok(null);
  const campaign = await campaignOf(tx, workspaceId, enrolment);
  const person = await findPerson(tx, workspaceId, enrolment.personId);
  const event =
    action.kind === 'task.reopen'
      ? await reopening(tx, locked, enrolment, campaign)
      : await closing(tx, { workspaceId, campaign, enrolment, person, task }, now);
  const advance = advanceEnrolment(enrolment, event);
  return advance.ok ? ok({ campaign, person, advance: advance.value }) : advance;
}

interface Closing {
  workspaceId: string;
  campaign: Campaign;
  enrolment: Enrolment;
  person: Person | null;
  /** As it is closed; not written yet. */
  task: Task;
}

async function closing(
  tx: Tx,
  { workspaceId, campaign, enrolment, person, task }: Closing,
  now: Date,
): Promise<EnrolmentEvent> {
  const { stepId, closedAt, status } = task;
  if (stepId === null || closedAt === null || (status !== 'done' && status !== 'skipped'))
    throw new Error(`expected a closed step, got task ${task.id}`);
  const justNow = { stepId, kind: status, at: closedAt };
  const run = { enrolment, recipient: person ?? { timeZone: null }, justNow };
  return {
    kind: 'taskClosed',
    stepId,
    closedAt,
    plan: await planAndKeepOne(tx, workspaceId, campaign, run, now),
  };
}

async function reopening(
  tx: Tx,
  locked: LockedTask,
  enrolment: Enrolment,
  campaign: Campaign,
): Promise<EnrolmentEvent> {
  const { task, workspaceId } = locked;
  if (task.stepId === null) throw new Error(`expected a step, got task ${task.id}`);
  const steps = stepsInOrder(campaign).filter(({ step }) => !enrolment.leftOut?.includes(step.id));
  const following = steps[steps.findIndex((placed) => placed.step.id === task.stepId) + 1];
  const next = following && (await findStepTask(tx, workspaceId, enrolment.id, following.step.id));
  return {
    kind: 'taskReopened',
    stepId: task.stepId,
    next: next ? { taskId: next.id, untouched: next.status === 'open' && next.version === 1 } : null,
    enrolledAgain: await isEnrolledAgain(tx, workspaceId, enrolment),
  };
}

const ACTIVITY_OF = {
  'task.complete': 'task.done',
  'task.skip': 'task.skipped',
  'task.snooze': 'task.snoozed',
  'task.reopen': 'task.reopened',
} as const satisfies Record<TaskAction['kind'], Activity['kind']>;

function draftActivity(locked: LockedTask, action: TaskAction): ActivityDraft {
  const outcome = action.kind === 'task.complete' ? action.outcome : null;
  if (outcome?.proof) return draftMailSent(locked, action, outcome.proof, outcome.note);
  return {
    id: randomUUID(),
    at: action.actedAt,
    kind: ACTIVITY_OF[action.kind],
    personId: locked.task.personId,
    taskId: locked.task.id,
    campaignId: locked.task.campaignId,
    byUserId: locked.userId,
    title: locked.task.title,
    note: outcome?.note ?? null,
    detail: outcome?.callResult ? { callResult: outcome.callResult } : null,
  };
}

function draftMailSent(
  locked: LockedTask,
  action: Action,
  proof: SendProof,
  note: string | undefined,
): ActivityDraft {
  return {
    id: randomUUID(),
    at: proof.sentAt,
    kind: 'mail.sent',
    personId: locked.task.personId,
    taskId: locked.task.id,
    campaignId: locked.task.campaignId,
    byUserId: locked.userId,
    title: locked.task.title,
    note: note ?? proof.subject,
    detail: { proof, action: action.id },
  };
}

/** The failure as it is; but a mail that has left is never forgotten. */
async function refuse(tx: Tx, locked: LockedTask, action: Action, failure: Result<never>): Promise<Applied> {
  const proof = action.kind === 'task.complete' ? action.outcome.proof : undefined;
  if (!proof || action.kind !== 'task.complete') return { result: failure, tasks: [], activities: [] };
  return { result: failure, tasks: [], activities: await noteLateProof(tx, locked, action, proof) };
}

/**
 * Notes a mail once: the proof takes the place of the word by which somebody had closed the task, and of a mail that
 * stands there nothing is added.
 *
 * @returns the line, unless it stands there as it is
 */
async function noteLateProof(
  tx: Tx,
  locked: LockedTask,
  action: Extract<Action, { kind: 'task.complete' }>,
  proof: SendProof,
): Promise<string[]> {
  const { workspaceId, task } = locked;
  if (await findSentLine(tx, workspaceId, task.id, proof)) return [];
  const said = task.status === 'done' ? (task.outcome?.proof?.sentAt ?? task.closedAt) : null;
  const word = said === null ? null : await findWordLine(tx, workspaceId, task.id, said);
  const note = action.outcome.note ?? (word === null ? undefined : task.outcome?.note);
  const line = draftMailSent(locked, action, proof, note);
  if (word === null) await insertActivities(tx, workspaceId, [line]);
  else await rewriteActivity(tx, workspaceId, word, line);
  return [word ?? line.id];
}
