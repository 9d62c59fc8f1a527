import { randomUUID } from 'node:crypto';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import { endOnReply } from '../../lib/core/campaign/end.ts';
import type { Tx } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import { insertActivities } from '../db/queries/activities.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { saveEnrolment } from '../db/queries/enrolments.ts';
import type { RunEventDraft } from '../db/queries/run-events.ts';
import { insertRunEvent } from '../db/queries/run-events.ts';
import { cancelTasksOfRun } from '../db/queries/tasks.ts';
import type { RunChange } from '../db/tables/person-context.ts';
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
};

/** Which rows devices must hear of. */
export interface Told {
  tasks: ChangedTask[];
  activities: string[];
}

/** Writes a reply: what it does to the run is the campaign's choice. `run` is null outside campaigns. */
export async function writeReply(
  tx: Tx,
  workspaceId: string,
  run: LockedRun | null,
  news: RunNews,
  now: Date,
): Promise<Told> {
  const after = run && endOnReply(run.enrolment, run.campaign.settings);
  return await writeEvent(tx, workspaceId, { kind: 'replied', run, after, news }, now);
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

interface RunEnd {
  kind: 'replied' | 'stopped';
  run: LockedRun | null;
  /** The run as it is from now on. */
  after: Enrolment | null;
  news: RunNews;
}

async function writeEvent(tx: Tx, workspaceId: string, end: RunEnd, now: Date): Promise<Told> {
  const { kind, run, after, news } = end;
  const tasks: ChangedTask[] = [];
  let change: RunChange | null = null;
  if (run && after && after !== run.enrolment) {
    await saveEnrolment(tx, workspaceId, after, null, now);
    tasks.push(...(await cancelTasksOfRun(tx, workspaceId, after.id, kind, now)));
    await cancelSends(tx, workspaceId, { sourcesFrom: runSource(after.id) }, kind, now);
    change = {
      before: stateOf(run.enrolment),
      after: stateOf(after),
      cancelled: tasks.map((task) => task.id),
    };
  }
  const activity = draftLine(end);
  await insertActivities(tx, workspaceId, [activity]);
  const { id, source, personId, at, byUserId, reply } = news;
  await insertRunEvent(
    tx,
    workspaceId,
    {
      id,
      kind,
      source,
      personId,
      at,
      byUserId,
      enrolmentId: run?.enrolment.id ?? null,
      taskId: reply?.taskId ?? null,
      replyKey: reply?.key ?? null,
      activityId: activity.id,
      change,
    },
    now,
  );
  return { tasks, activities: [activity.id] };
}

const stateOf = ({ status, currentStepId }: Enrolment) => ({ status, currentStepId });

function draftLine({ kind, run, news }: RunEnd): ActivityDraft {
  return {
    id: randomUUID(),
    at: news.at,
    kind: kind === 'replied' ? 'reply.received' : 'campaign.stopped',
    personId: news.personId,
    taskId: news.reply?.taskId ?? null,
    campaignId: run?.campaign.id ?? null,
    byUserId: news.byUserId,
    title: news.title,
    note: null,
    detail: { event: news.id, source: news.source },
  };
}
