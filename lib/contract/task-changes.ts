import { z } from 'zod';
import { ErrorCode } from './errors.ts';
import { Id, Instant } from './primitives.ts';
import { NewTask, Task, TaskType } from './task.ts';

/** How many open tasks fall into each group; `week` is the days after tomorrow up to the seventh. */
export const OpenTaskCounts = z.object({
  overdue: z.int(),
  today: z.int(),
  tomorrow: z.int(),
  week: z.int(),
  later: z.int(),
});
export type OpenTaskCounts = z.infer<typeof OpenTaskCounts>;

/** A task as a list shows it: without its texts to send, and what has come of it. */
export const FoundTask = Task.omit({ email: true, outcome: true, defaults: true });
export type FoundTask = z.infer<typeof FoundTask>;

/** What of the open tasks is looked for. What is absent asks for nothing. */
export const TaskSearch = z.object({
  type: TaskType.optional(),
  /** A campaign, or `own`: tasks of no campaign. */
  campaignId: z.union([z.literal('own'), Id]).optional(),
  priority: Task.shape.priority.optional(),
  /** Words of the person, the company, the title or the campaign. */
  text: z.string().max(200).optional(),
  /** Days of the asking user's calendar, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Whose: one's own where absent; of a colleague or of `all` only for managers and admins. */
  assigneeId: z.string().max(100).optional(),
});
export type TaskSearch = z.infer<typeof TaskSearch>;

/** A user of the workspace to whom tasks can be given. */
export const MemberChoice = z.object({
  id: z.string(),
  name: z.string(),
  self: z.boolean(),
  /** The last day of an absence that is under way. */
  awayUntil: z.iso.date().optional(),
});
export type MemberChoice = z.infer<typeof MemberChoice>;

/** What a user may change in a task outside campaigns; what is absent stays. */
export const TaskEdit = NewTask.pick({ type: true, title: true })
  .partial()
  .extend({
    priority: Task.shape.priority.optional(),
    dueAt: Instant.optional(),
    details: z.string().max(20_000).optional(),
  });
export type TaskEdit = z.infer<typeof TaskEdit>;

/**
 * What is done to several tasks at once.
 *
 * - `complete`, `skip`: closes them; each campaign goes on
 * - `move`: to another day of the user's calendar, each at its own clock time
 * - `assign`: to another user
 * - `delete`: those outside campaigns go; to delete a campaign's is to skip it
 */
export const TaskDeed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('complete') }),
  z.object({ kind: z.literal('skip') }),
  z.object({ kind: z.literal('move'), on: z.iso.date() }),
  z.object({ kind: z.literal('assign'), to: z.string().max(100) }),
  z.object({ kind: z.literal('delete') }),
]);
export type TaskDeed = z.infer<typeof TaskDeed>;

/** Most tasks of one change; a page sends more in several. */
export const mostChanged = 25;
/** Most tasks whose consequences are told at once. */
export const mostForetold = 1000;

/** A task that stays as it is, and why. */
export const TaskFailure = z.object({
  taskId: Id,
  /** Empty for one that nobody may see. */
  title: z.string(),
  personName: z.string(),
  code: ErrorCode,
  message: z.string(),
});
export type TaskFailure = z.infer<typeof TaskFailure>;

/** Runs of one campaign that go on to the same step. */
export const RunsGoingOn = z.object({
  campaignId: Id,
  campaignName: z.string(),
  stepId: Id,
  stepTitle: z.string(),
  dayNumber: z.int(),
  /** Its mails leave by themselves. */
  automatic: z.boolean(),
  runs: z.int(),
  /** When the first and the last of them falls due. */
  firstAt: Instant,
  lastAt: Instant,
});
export type RunsGoingOn = z.infer<typeof RunsGoingOn>;

/** What a deed would do, told before it is done. */
export const TaskConsequences = z.object({
  /** How many would change. */
  tasks: z.int(),
  /** Of those, how many of a campaign would be skipped because they cannot be deleted. */
  skippedInstead: z.int(),
  goingOn: z.array(RunsGoingOn),
  /** Runs that would be over, this being their last step. */
  ending: z.int(),
  /** Mails that would leave by themselves, and otherwise not yet. */
  leaving: z.int(),
  /** Mails that would have left by themselves, and would not any more. */
  stopped: z.int(),
  /** Email tasks that would be done although nothing shows that their mail was sent. */
  unsent: z.int(),
  /** Runs that would wait for a moved task until its new day. */
  waiting: z.int(),
  /** Mails that leave by themselves and would do so on the new day. */
  movedMails: z.int(),
  /** Tasks of campaigns that go to somebody else, while their runs stay where they are. */
  handedOver: z.int(),
  failures: z.array(TaskFailure),
});
export type TaskConsequences = z.infer<typeof TaskConsequences>;

/** What has become of a change, task by task. */
export const TaskChangeReport = z.object({ changed: z.array(Id), failures: z.array(TaskFailure) });
export type TaskChangeReport = z.infer<typeof TaskChangeReport>;
