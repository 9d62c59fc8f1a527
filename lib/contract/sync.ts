import { z } from 'zod';
import { Campaign } from './campaign.ts';
import { ErrorCode } from './errors.ts';
import { Person } from './person.ts';
import { Id, Instant, MailIds } from './primitives.ts';
import { Activity, Task, TaskOutcome } from './task.ts';
import { Template } from './template.ts';

/** A changed row; `data` is null when it is gone for this user (deleted, or no longer theirs). */
export const SyncRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), id: Id, data: Task.nullable() }),
  z.object({ kind: z.literal('person'), id: Id, data: Person.nullable() }),
  z.object({ kind: z.literal('campaign'), id: Id, data: Campaign.nullable() }),
  z.object({ kind: z.literal('activity'), id: Id, data: Activity.nullable() }),
  /** Own and shared ones that are not archived. */
  z.object({ kind: z.literal('template'), id: Id, data: Template.nullable() }),
]);
export type SyncRow = z.infer<typeof SyncRow>;

export const SyncPage = z.object({
  rows: z.array(SyncRow),
  /** Opaque; send it back as `since`. */
  cursor: z.string(),
  /** More rows are waiting behind `cursor`. */
  more: z.boolean(),
  /** The cursor given was unusable: forget the local copy (not the outbox) and take this page as the first. */
  resync: z.boolean(),
});
export type SyncPage = z.infer<typeof SyncPage>;

const action = { id: Id, taskId: Id, actedAt: Instant, baseVersion: z.int().min(0) };

/** What the person did to a task. `id` makes a repeat harmless. */
export const Action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task.complete'), ...action, outcome: TaskOutcome }),
  z.object({ kind: z.literal('task.skip'), ...action }),
  z.object({ kind: z.literal('task.snooze'), ...action, until: Instant }),
  /** Undo of the action that closed the task, named by its id. */
  z.object({ kind: z.literal('task.reopen'), ...action, undoes: Id }),
  /**
   * The mail of this done task was seen to be answered. `reply` names the answer as the mail client does; the same one
   * counts once, however often and by whichever device it is told.
   */
  z.object({
    kind: z.literal('task.replied'),
    ...action,
    ids: MailIds.refine((ids) => 'reply' in ids, {
      path: ['reply'],
      message: 'expected the id of the reply',
    }),
  }),
]);
export type Action = z.infer<typeof Action>;

export const PushRequest = z.object({ actions: z.array(Action).min(1).max(100) });

export const ActionAnswer = z.object({
  id: Id,
  /** `accepted` now or by an earlier push of the same id; `conflict`: another device was first; `refused`: never possible. */
  result: z.enum(['accepted', 'conflict', 'refused']),
  code: ErrorCode.nullable(),
  message: z.string().nullable(),
  /** The task as it now stands; null when it is not this user's. */
  task: Task.nullable(),
});
export type ActionAnswer = z.infer<typeof ActionAnswer>;

export const PushAnswer = z.object({ answers: z.array(ActionAnswer) });

/** How the local copy stands to the server. */
export const SyncStatus = z.object({
  state: z.enum(['fresh', 'working', 'offline', 'serverAway', 'signedOut', 'failed']),
  lastSyncAt: Instant.nullable(),
  /** Actions not yet accepted by the server. */
  waiting: z.int(),
  nextTryAt: Instant.nullable(),
  /** First synchronisation: rows received so far, null when it is over. */
  firstSyncRows: z.int().nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;
