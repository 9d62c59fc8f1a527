import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { EnrolmentContext, RunEvent, RunUnderWay } from '../../lib/contract/person-context.ts';
import { resumeRun } from '../../lib/core/campaign/end.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { Hold } from '../../lib/core/schedule/run.ts';
import type { Db } from '../db/open.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { findHiddenCampaigns } from '../db/queries/campaigns.ts';
import type { EnrolmentRow } from '../db/queries/enrolments.ts';
import { findEnrolmentRow, listEnrolmentsOfPeople } from '../db/queries/enrolments.ts';
import type { StoredRunEvent } from '../db/queries/run-events.ts';
import { findLastEvents } from '../db/queries/run-events.ts';
import { listHolds } from '../db/queries/run-holds.ts';
import { listOpenTasksOfRuns, type OpenStepTask } from '../db/queries/run-tasks.ts';

/** Runs as the mailbox shows them to one user: active ones first, then the newest, at most `perPerson` of each. */
export async function listEnrolmentContexts(
  db: Db,
  workspaceId: string,
  userId: string,
  personIds: string[],
  perPerson: number,
): Promise<Map<string, EnrolmentContext[]>> {
  const rows = await listEnrolmentsOfPeople(db, workspaceId, personIds, perPerson);
  const contexts = await toContexts(db, workspaceId, userId, rows);
  const byPerson = new Map<string, EnrolmentContext[]>();
  for (const [index, row] of rows.entries()) {
    const context = contexts[index];
    const list = byPerson.get(row.enrolment.personId) ?? [];
    if (context) list.push(context);
    byPerson.set(row.enrolment.personId, list);
  }
  return byPerson;
}

export async function findEnrolmentContext(
  db: Db,
  workspaceId: string,
  userId: string,
  enrolmentId: string,
): Promise<EnrolmentContext | null> {
  const row = await findEnrolmentRow(db, workspaceId, enrolmentId);
  return row ? ((await toContexts(db, workspaceId, userId, [row]))[0] ?? null) : null;
}

/** Runs as the mailbox shows them to one user, in the order given. */
export async function toContexts(
  db: Db,
  workspaceId: string,
  userId: string,
  rows: EnrolmentRow[],
): Promise<EnrolmentContext[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ enrolment }) => enrolment.id);
  const runs = rows.map(({ enrolment }) => enrolment);
  const campaignOf = await findCampaignsOfRuns(db, workspaceId, runs);
  const tasks = await listOpenTasksOfRuns(db, workspaceId, ids);
  const events = await findLastEvents(db, workspaceId, ids);
  const holds = await listHolds(db, workspaceId, ids);
  const campaignIds = [...new Set(runs.map(({ campaignId }) => campaignId))];
  const hidden = await findHiddenCampaigns(db, workspaceId, userId, campaignIds);
  return rows.map((row) => {
    const { enrolment } = row;
    const campaign = campaignOf(enrolment);
    if (!campaign) throw new Error(`expected campaign ${enrolment.campaignId} of enrolment ${enrolment.id}`);
    return toContext(row, campaign, {
      userId,
      task: tasks.get(enrolment.id) ?? null,
      event: events.get(enrolment.id) ?? null,
      isHidden: enrolment.assigneeId !== userId && hidden.has(enrolment.campaignId),
      heldUntil: lastOf(holds.get(enrolment.id) ?? []),
    });
  });
}

/** When the last of some holds ends. */
function lastOf(holds: readonly Hold[]): string | null {
  return (
    holds
      .map(({ until }) => until)
      .toSorted()
      .at(-1) ?? null
  );
}

interface Known {
  userId: string;
  task: OpenStepTask | null;
  event: StoredRunEvent | null;
  heldUntil: string | null;
  /** The campaign is private to others. */
  isHidden: boolean;
}

function toContext(
  { enrolment, assigneeName, enrolledAgain }: EnrolmentRow,
  campaign: Campaign,
  { userId, task, event, heldUntil, isHidden }: Known,
): EnrolmentContext {
  return {
    id: enrolment.id,
    campaignId: campaign.id,
    campaignName: isHidden ? null : campaign.name,
    status: enrolment.status,
    underWay: enrolment.status === 'active' ? underWayOf(task, heldUntil) : null,
    onReply: campaign.settings.onReply,
    startAt: enrolment.startAt,
    assigneeId: enrolment.assigneeId,
    assigneeName,
    mine: enrolment.assigneeId === userId,
    currentStep: isHidden ? null : stepOf(campaign, enrolment),
    nextDueAt: task?.dueAt ?? null,
    taskId: task?.assigneeId === userId ? task.id : null,
    lastEvent: event && eventOf(event, enrolment, { enrolledAgain, isHidden }),
  };
}

function underWayOf(task: OpenStepTask | null, heldUntil: string | null): RunUnderWay {
  const open = task && { automatic: task.automatic, trouble: task.trouble };
  return { task: open, sending: task?.sending ?? false, heldUntil };
}

function stepOf(campaign: Campaign, enrolment: Enrolment): EnrolmentContext['currentStep'] {
  const steps = stepsInOrder(campaign);
  const index = steps.findIndex((placed) => placed.step.id === enrolment.currentStepId);
  const placed = steps[index];
  if (!placed) return null;
  const { step, dayNumber, stepNumber } = placed;
  return {
    id: step.id,
    type: step.type,
    title: step.title,
    dayNumber,
    stepNumber,
    position: index + 1,
    steps: steps.length,
  };
}

function eventOf(
  event: StoredRunEvent,
  enrolment: Enrolment,
  { enrolledAgain, isHidden }: { enrolledAgain: boolean; isHidden: boolean },
): RunEvent {
  const { id, kind, source, at, byName, change, note, until } = event;
  const undoable = !isHidden && (change === null || resumeRun(enrolment, change, enrolledAgain).ok);
  return { id, kind, source, at, byName, undoable, note, until };
}
