import { z } from 'zod';
import { ClockTime, Id, Instant, TimeZone } from './primitives.ts';
import { EmailContent, TaskType } from './task.ts';

/** One step of a campaign. Every step becomes a task for a person; automatic sends come with delivery. */
export const Step = z
  .object({
    id: Id,
    type: TaskType,
    title: z.string().min(1).max(200),
    /** Talk track of a call, text of an InMail, notes of a custom step; a template. */
    details: z.string().max(20_000),
    /** Email steps only: the step's own copy of the text. */
    email: EmailContent.nullable(),
    /** Clock time in the launching user's zone at which the task falls due. */
    dueTime: ClockTime,
  })
  .refine((step) => (step.type === 'email') === (step.email !== null), {
    message: 'an email step has an email, other steps have none',
    path: ['email'],
  });
export type Step = z.infer<typeof Step>;

/** `number` is a position in the sequence, not a gap: 3 is the third day of the run. */
export const Day = z.object({ number: z.int().min(1).max(365), steps: z.array(Step).min(1).max(50) });
export type Day = z.infer<typeof Day>;

export const CampaignSettings = z.object({
  /** Count only Monday to Friday. */
  skipWeekends: z.boolean(),
});

export const Campaign = z.object({
  id: Id,
  name: z.string().min(1).max(200),
  category: z.string().max(100),
  settings: CampaignSettings,
  /** Ascending by number, each number once. */
  days: z
    .array(Day)
    .refine(
      (days) => days.every((day, index) => index === 0 || day.number > (days[index - 1]?.number ?? 0)),
      'days: expected ascending numbers, each once',
    ),
});
export type Campaign = z.infer<typeof Campaign>;

export const NewCampaign = Campaign.omit({ id: true });
export type NewCampaign = z.infer<typeof NewCampaign>;

/** States of campaigns.md §7.4 that exist so far. */
export const EnrolmentStatus = z.enum(['active', 'completed', 'removed']);

/** One person on one campaign. */
export const Enrolment = z.object({
  id: Id,
  campaignId: Id,
  personId: Id,
  assigneeId: z.string(),
  status: EnrolmentStatus,
  /** Start of day 1; every planned day counts from here in `timeZone`. */
  startAt: Instant,
  timeZone: TimeZone,
  /** Days by which late completions have shifted what follows (campaigns.md §4.3). */
  shiftDays: z.int().min(0),
  currentStepId: Id.nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;

export const Launch = z.object({
  personIds: z.array(Id).min(1).max(200),
  startAt: Instant,
  timeZone: TimeZone,
});

export const LaunchReport = z.object({
  enrolled: z.array(Enrolment),
  refused: z.array(z.object({ personId: Id, code: z.string(), message: z.string() })),
});
