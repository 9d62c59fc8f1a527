import { z } from 'zod';
import { EnrolmentStatus } from './campaign.ts';
import { byId, device } from './endpoint.ts';
import { PastPeriod } from './period.ts';
import { Id, Instant, TimeZone } from './primitives.ts';
import { TaskType } from './task.ts';

/** How often something happened, and of how many mails: five clicks in one mail are 5 and 1. */
export const Count = z.object({ total: z.int(), unique: z.int() });
export type Count = z.infer<typeof Count>;

/**
 * What happened in a period, whenever the mail had left. `success`: the answer ended the run as one, or somebody has said
 * so. A blocked opening image is not seen, and machines are not counted.
 */
export const MailCounts = z.object({
  sent: Count,
  /** Sent mails with tracked links: only of these is a click known. */
  tracked: z.int(),
  /** Sent mails with an opening image: only of these is an opening known. */
  withImage: z.int(),
  opened: Count,
  clicked: Count,
  replied: Count,
  success: Count,
  /** Refused or sent back, as far as a mail server has told us. */
  bounced: Count,
  unsubscribed: Count,
});
export type MailCounts = z.infer<typeof MailCounts>;

/** Those who came onto a campaign in the period, as they stand now. */
export const PeopleCounts = z.object({ entered: z.int(), by: z.partialRecord(EnrolmentStatus, z.int()) });
export type PeopleCounts = z.infer<typeof PeopleCounts>;

/** One step of those who came onto its campaign in the period. */
export const StepCounts = z.object({
  stepId: Id,
  dayNumber: z.int(),
  stepNumber: z.int(),
  type: TaskType,
  title: z.string(),
  /** False: the campaign has it no longer. */
  present: z.boolean(),
  /** Runs that came to it, and what became of its task. */
  reached: z.int(),
  done: z.int(),
  skipped: z.int(),
  mails: MailCounts,
});
export type StepCounts = z.infer<typeof StepCounts>;

const query = z.object({
  period: PastPeriod.default('last30'),
  /** Whose: one's own where absent; of a colleague or of `all` only for admins. */
  as: z.union([z.literal('all'), z.string().max(100)]).optional(),
});
/** Between which instants was counted, and by whose calendar. */
const period = { from: Instant, to: Instant, timeZone: TimeZone };
const named = z.object({ id: Id, name: z.string(), mails: MailCounts });
/** What came of the work of one user; tasks that were done or skipped in the period. */
export const UserCounts = named.extend({ done: z.int(), skipped: z.int() });
export type UserCounts = z.infer<typeof UserCounts>;

/** Endpoints of the analytics, part of the table in `api.ts`. */
export const analyticsEndpoints = {
  'analytics.campaigns': {
    ...device,
    method: 'get',
    path: '/api/v2/analytics/campaigns',
    summary: 'What came of each campaign in a period, in all and day by day',
    query,
    response: z.object({
      ...period,
      /** Campaigns in which anything has happened, by name. */
      campaigns: z.array(named.extend({ people: PeopleCounts })),
      /** Of all mails, those outside campaigns among them. */
      mails: MailCounts,
      people: PeopleCounts,
      /** Each day of the period, `YYYY-MM-DD`. */
      days: z.array(z.object({ day: z.iso.date(), mails: MailCounts })),
    }),
  },
  'analytics.steps': {
    ...device,
    method: 'get',
    path: '/api/v2/analytics/campaigns/{id}/steps',
    summary: 'How far those came who came onto a campaign in a period',
    params: byId,
    query,
    response: z.object({
      ...period,
      name: z.string(),
      people: PeopleCounts,
      steps: z.array(StepCounts),
    }),
  },
  'analytics.templates': {
    ...device,
    method: 'get',
    path: '/api/v2/analytics/templates',
    summary: 'What came of the mails of each template in a period',
    query,
    response: z.object({ ...period, templates: z.array(named) }),
  },
  'analytics.users': {
    ...device,
    method: 'get',
    path: '/api/v2/analytics/users',
    summary: 'What came of the work of each user in a period',
    query,
    response: z.object({ ...period, users: z.array(UserCounts) }),
  },
} as const;
