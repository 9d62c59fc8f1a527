import { randomUUID } from 'node:crypto';
import type { Task } from '../../lib/contract/task.ts';
import type { InboundVerdict } from '../../lib/core/inbound/classify.ts';
import type { News } from '../campaigns/engine/news.ts';
import type { LockedRun, RunNews } from '../campaigns/run-events.ts';
import type { AnsweredSend } from '../db/queries/inbound-mails.ts';

/** A mail that is about one of ours, with all that it may touch; runs and task are locked. */
export interface Heard {
  workspaceId: string;
  verdict: InboundVerdict;
  /** Names the mail. */
  key: string;
  /** When it came, ISO 8601 with `Z`. */
  at: string;
  /** The one of the task first, then its copies. */
  answered: readonly AnsweredSend[];
  task: Task | null;
  /** The run of the task. */
  run: LockedRun | null;
  /** Further ones that may be touched, by enrolment; that of the task is among them. */
  runs: ReadonlyMap<string, LockedRun>;
  news: News;
}

/** What is told of a run because of a mail. */
export function newsOf({ at }: Heard, run: LockedRun, note: string | null = null): RunNews {
  const { personId, assigneeId } = run.enrolment;
  return {
    id: randomUUID(),
    source: 'mailbox',
    personId,
    at,
    byUserId: assigneeId,
    title: run.campaign.name,
    note,
  };
}
