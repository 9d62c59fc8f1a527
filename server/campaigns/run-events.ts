import { randomUUID } from 'node:crypto';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { RunEventKind } from '../../lib/contract/person-context.ts';
import type { ActivityKind, CancelCause } from '../../lib/contract/task.ts';
import type { Hold } from '../../lib/core/schedule/run.ts';
import type { Tx } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import { insertActivities } from '../db/queries/activities.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { endEnrolments, saveEnrolment } from '../db/queries/enrolments.ts';
import type { RunEventDraft } from '../db/queries/run-events.ts';
import { insertRunEvents } from '../db/queries/run-events.ts';
import { insertHold } from '../db/queries/run-holds.ts';
import { cancelTasksOfRun, cancelTasksOfRuns } from '../db/queries/tasks.ts';
import type { DoneBeside, RunChange } from '../db/tables/person-context.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { runSource } from './engine/source.ts';

/** A run with its campaign; the run is locked. */
export interface LockedRun {
  enrolment: Enrolment;
  campaign: Campaign;
}

/** Something that was said about a run, or seen. */
export type RunNews = Pick<RunEventDraft, 'id' | 'source' | 'personId' | 'at' | 'byUserId'> & {
  /** The answered task, and the reply as the mail client names it. */
  reply?: { taskId: string; key: string };
  /** What the line in the history is about. */
  title: string;
  /** What is told of it besides. */
  note?: string | null;
};

/** Which rows devices must hear of. */
export interface Told {
  tasks: ChangedTask[];
  activities: string[];
}

/** Writes the end of a run as the rules have made it. */
export async function writeStop(
  tx: Tx,
  workspaceId: string,
  { run, after, news }: { run: LockedRun; after: Enrolment; news: RunNews },
  now: Date,
): Promise<Told> {
  return await writeEvent(tx, workspaceId, { kind: 'stopped', run, after, news }, now);
}

/** The end of one of several runs. */
export interface Stop {
  run: LockedRun;
  after: Enrolment;
  news: RunNews;
}

/** Writes the ends of locked runs, each of which stands there once, in a few statements for all of them. */
export async function writeStops(
  tx: Tx,
  workspaceId: string,
  stops: readonly Stop[],
  now: Date,
): Promise<Told> {
  const runIds = stops.map(({ after }) => after.id);
  await endEnrolments(
    tx,
    workspaceId,
    stops.map(({ after }) => after),
    now,
  );
  const cancelled = await cancelTasksOfRuns(tx, workspaceId, runIds, causes.stopped, now);
  await cancelSends(tx, workspaceId, { ofRuns: runIds }, causes.stopped, now);
  const written = stops.map((stop) => {
    const happened: RunHappened = { kind: 'stopped', ...stop };
    const activity = draftLine(happened);
    const change = changeOf(stop.run.enrolment, stop.after, cancelled.get(stop.after.id) ?? []);
    return { activity, event: draftEvent(happened, activity.id, change) };
  });
  await insertActivities(
    tx,
    workspaceId,
    written.map(({ activity }) => activity),
  );
  await insertRunEvents(
    tx,
    workspaceId,
    written.map(({ event }) => event),
    now,
  );
  return { tasks: [...cancelled.values()].flat(), activities: written.map(({ activity }) => activity.id) };
}

/** What has happened to a run. */
export interface RunHappened {
  kind: RunEventKind;
  run: LockedRun | null;
  /** The run as it is from now on; the same object: it goes on. */
  after: Enrolment | null;
  news: RunNews;
  /** Nothing of it falls in there; mails that have not left yet are taken back and planned anew. */
  hold?: Hold;
  /** What was done besides, to be taken back with it. */
  beside?: DoneBeside;
}

const causes = {
  replied: 'replied',
  stopped: 'stopped',
  bounced: 'bounced',
  unsubscribed: 'unsubscribed',
  // Nobody ends a run by being away; what it holds goes later.
  away: 'company',
  company: 'company',
  blocked: 'blocked',
} as const satisfies Record<RunEventKind, CancelCause>;

/** Why the ledger lets go of a mail that is only put off. */
export const PUT_OFF = 'put_off';

/** Writes what has happened to a locked run with all that follows: tasks and mails go, or are put off. */
export async function writeEvent(
  tx: Tx,
  workspaceId: string,
  happened: RunHappened,
  now: Date,
): Promise<Told> {
  const { kind, run, after, news, hold } = happened;
  const tasks: ChangedTask[] = [];
  let change: RunChange | null = null;
  if (run && after && after !== run.enrolment) {
    const cause = causes[kind];
    await saveEnrolment(tx, workspaceId, after, null, now);
    tasks.push(...(await cancelTasksOfRun(tx, workspaceId, after.id, cause, now)));
    await cancelSends(tx, workspaceId, { sourcesFrom: runSource(after.id) }, cause, now);
    change = changeOf(run.enrolment, after, tasks);
  }
  const activity = draftLine(happened);
  await insertActivities(tx, workspaceId, [activity]);
  await insertRunEvents(tx, workspaceId, [draftEvent(happened, activity.id, change)], now);
  if (run && hold) {
    const enrolmentId = run.enrolment.id;
    await insertHold(tx, workspaceId, { eventId: news.id, enrolmentId, hold }, now);
    await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolmentId) }, PUT_OFF, now);
  }
  return { tasks, activities: [activity.id] };
}

function changeOf(before: Enrolment, after: Enrolment, tasks: readonly ChangedTask[]): RunChange {
  return { before: stateOf(before), after: stateOf(after), cancelled: tasks.map((task) => task.id) };
}

function draftEvent(
  { kind, run, news, beside = {} }: RunHappened,
  activityId: string,
  change: RunChange | null,
): RunEventDraft {
  const { id, source, personId, at, byUserId, reply, note = null } = news;
  const enrolmentId = run?.enrolment.id ?? null;
  const { taskId = null, key: replyKey = null } = reply ?? {};
  return {
    id,
    kind,
    source,
    personId,
    at,
    byUserId,
    enrolmentId,
    taskId,
    replyKey,
    activityId,
    change,
    beside,
    note,
  };
}

const stateOf = ({ status, currentStepId }: Enrolment) => ({ status, currentStepId });

const activityOf = {
  replied: 'reply.received',
  stopped: 'campaign.stopped',
  bounced: 'mail.bounced',
  unsubscribed: 'campaign.unsubscribed',
  away: 'reply.automatic',
  company: 'campaign.company',
  blocked: 'campaign.stopped',
} as const satisfies Record<RunEventKind, ActivityKind>;

function draftLine({ kind, run, news, hold }: RunHappened): ActivityDraft {
  return {
    id: randomUUID(),
    at: news.at,
    kind: activityOf[kind],
    personId: news.personId,
    taskId: news.reply?.taskId ?? null,
    campaignId: run?.campaign.id ?? null,
    byUserId: news.byUserId,
    title: news.title,
    note: news.note ?? null,
    detail: { event: news.id, source: news.source, ...(hold && { until: hold.until }) },
  };
}
