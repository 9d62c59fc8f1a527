import { Temporal } from 'temporal-polyfill';
import type { Result } from '../../contract/result.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Task } from '../../contract/task.ts';
import type { TaskDeed } from '../../contract/task-changes.ts';

/** What a deed comes to for one task. */
export type TaskAct =
  | { act: 'complete' | 'skip' | 'delete' }
  | { act: 'move'; dueAt: string }
  | { act: 'assign'; to: string };

/**
 * What a deed does to one task, of several that it is done to. To delete a campaign's task is to skip it, so that its
 * run goes on. A mail that leaves by itself leaves from its sender's mailbox, so it cannot be given to somebody else.
 *
 * @param timeZone - of the user who does it, in whose calendar days are meant
 * @returns `TASK_ALREADY_CLOSED` or `SEND_UNDER_WAY` where it cannot be done
 * @throws {RangeError} if the zone is not known
 */
export function actOf(task: Task, deed: TaskDeed, timeZone: string): Result<TaskAct> {
  if (task.status !== 'open') return fail('TASK_ALREADY_CLOSED', `“${task.title}” is ${task.status} already`);
  switch (deed.kind) {
    case 'complete':
    case 'skip':
      return ok({ act: deed.kind });
    case 'delete':
      return ok({ act: task.campaignId === null ? 'delete' : 'skip' });
    case 'move':
      return ok({ act: 'move', dueAt: onDay(task.dueAt, deed.on, timeZone) });
    case 'assign':
      if (task.automatic)
        return fail(
          'SEND_UNDER_WAY',
          `the mail of “${task.title}” leaves by itself, so nobody else can be given it`,
        );
      return ok({ act: 'assign', to: deed.to });
  }
}

/**
 * The same clock time on another day. A time that a clock change skips is moved on by the length of the gap.
 *
 * @param at - instant, ISO 8601 in UTC
 * @param day - `YYYY-MM-DD`
 * @throws {RangeError} if the zone is not known
 */
export function onDay(at: string, day: string, timeZone: string): string {
  const plainTime = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime();
  const moved = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(moved.epochMilliseconds).toISOString();
}

/**
 * The instants between which a task is due on the days from one to another, both included; null where open.
 *
 * @throws {RangeError} if the zone is not known
 */
export function dueBetween(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  timeZone: string,
): { since: string | null; before: string | null } {
  const startOf = (day: Temporal.PlainDate): string =>
    new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return {
    since: from === undefined ? null : startOf(Temporal.PlainDate.from(from)),
    before: to === undefined ? null : startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}
