import { z } from 'zod';
import { ClockTime } from './primitives.ts';

/**
 * How an email step leaves.
 *
 * - `choose_at_launch`: at the moment that whoever launches picks
 * - `fixed_time`: at the step's own clock time
 * - `manual_task`: not by itself; it is a task
 * - `same_time_as_previous`: on its own day, at the clock time of the email of an earlier day
 */
export const SendOption = z.enum(['choose_at_launch', 'fixed_time', 'manual_task', 'same_time_as_previous']);
export type SendOption = z.infer<typeof SendOption>;

/**
 * How long a run waits for a task that nobody closes, in days that count, and what then: go on and leave it open, skip
 * it, or (emails) send it without a person.
 */
export const TaskWait = z.object({
  days: z.int().min(1).max(365),
  next: z.enum(['goOn', 'skip', 'automatic']),
});
export type TaskWait = z.infer<typeof TaskWait>;

/** When automatic mails may leave: on these days, from a clock time (included) to another (not). */
export const SendWindow = z
  .object({
    /** 1 for Monday to 7 for Sunday. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: ClockTime,
    to: ClockTime,
    /** On whose clock. Who has no known zone is taken to live in the sender's. */
    zone: z.enum(['recipient', 'sender']),
  })
  // Times in ISO form sort as text.
  .refine((window) => window.from < window.to, {
    message: 'expected a time after the start of the window',
    path: ['to'],
  });
export type SendWindow = z.infer<typeof SendWindow>;

/** Whose days off: public holidays where the recipient or the sender is, and the company's own days. */
export const HolidaysOf = z.enum(['recipient', 'sender', 'company']);
export type HolidaysOf = z.infer<typeof HolidaysOf>;

/** How fast the automatic mails of one sender leave. */
export const Pace = z.object({
  /** At most so many on one day of the sender's calendar. */
  perDay: z.int().min(1).max(1_000_000).optional(),
  /** At most so many at once, then a pause. */
  batch: z.object({ size: z.int().min(1).max(10_000), pauseSeconds: z.int().min(1).max(86_400) }).optional(),
});
export type Pace = z.infer<typeof Pace>;

/** What whoever launches may choose about times; it belongs to the launch, the campaign stays as it is. */
export const LaunchTiming = z.object({
  /**
   * On whose clock the days and clock times of a run are counted, the sender's where absent. The recipient's follows
   * the person; who has no known zone is taken to live in the sender's.
   */
  zone: z.enum(['sender', 'recipient']).optional(),
  /** An opening email leaves at the start itself, also at a weekend, on a holiday, or outside the window. */
  startNow: z.boolean().optional(),
  /** Clock time of an opening email instead of the step's own. */
  firstTime: ClockTime.optional(),
  /** Where the clock time is over at the start: at once (also where absent), or a day later with all that follows. */
  pastTime: z.enum(['now', 'nextDay']).optional(),
  /** What was finished late moves only what would meet it, not all that follows. */
  keepDates: z.boolean().optional(),
});
export type LaunchTiming = z.infer<typeof LaunchTiming>;
