import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';
import { TaskType } from './task.ts';

/** What becomes of that which falls due while a user is away. */
const meanwhile = {
  /**
   * Tasks of campaigns go to the working days after the return, at most `perDay` on each, or stay where they are; or a
   * stand-in does all tasks, and what only their sender can do is spread.
   */
  tasks: z.enum(['spread', 'leave', 'handOver']),
  perDay: z.int().min(1).max(500),
  /** Automatic mails leave as planned, or wait for the return. */
  mails: z.enum(['goOn', 'hold']),
};

const stretch = {
  /** `YYYY-MM-DD` where the user lives; both are days of the absence. */
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
};

/** An absence as it is wanted; it must not be over, last more than a year, or meet another one of the user. */
export const AbsenceWish = z.strictObject({
  /** Whose; one’s own where absent. That of a colleague is for admins. */
  userId: Id.optional(),
  ...stretch,
  ...meanwhile,
  /** With `handOver`, and only then: a colleague who is not away meanwhile. */
  standInId: Id.optional(),
});
export type AbsenceWish = z.infer<typeof AbsenceWish>;

/** When a user is away. */
export const Absence = z.object({
  id: Id,
  userId: Id,
  userName: z.string(),
  /** Whoever asks. */
  self: z.boolean(),
  ...stretch,
  /** The first moment, and the first one after it; earlier where it was ended early. */
  from: Instant,
  until: Instant,
  ...meanwhile,
  /** Who does the tasks; absent unless they are handed over. */
  standIn: z.object({ id: Id, name: z.string() }).optional(),
});
export type Absence = z.infer<typeof Absence>;

/** What an absence does to the runs of a user, as they are planned now. */
export const AbsenceForetold = z.object({
  /** How many tasks and automatic mails would fall into it. */
  tasks: z.int(),
  mails: z.int(),
  /** Where its tasks go, by day: none where they stay, only what the stand-in cannot do where they are handed over. */
  days: z.array(z.object({ date: z.iso.date(), tasks: z.int() })),
  /** How many of the tasks go to the stand-in, by type; the others are follow-ups, which only their sender can write. */
  handedOver: z
    .object({ name: z.string(), tasks: z.record(TaskType, z.int()), followUps: z.int() })
    .optional(),
  /** Whom the user stands in for meanwhile, and how many open tasks go back to them. */
  goBack: z.array(z.object({ name: z.string(), tasks: z.int() })).optional(),
});
export type AbsenceForetold = z.infer<typeof AbsenceForetold>;

/** Endpoints of absences, part of the table in `api.ts`. */
export const absenceEndpoints = {
  'absences.list': {
    ...device,
    method: 'get',
    path: '/api/v2/absences',
    summary: 'Who in the workspace is away, or will be, soonest first',
    response: z.object({ absences: z.array(Absence) }),
  },
  'absences.foretell': {
    ...device,
    method: 'post',
    path: '/api/v2/absences/foretell',
    summary: 'What an absence would do; writes nothing',
    body: AbsenceWish,
    response: AbsenceForetold,
  },
  'absences.add': {
    ...device,
    method: 'post',
    path: '/api/v2/absences',
    summary: 'Be away; what is planned by it moves at once. The same id once more changes nothing',
    body: AbsenceWish.extend({ id: Id }),
    response: Absence,
  },
  'absences.end': {
    ...device,
    method: 'post',
    path: '/api/v2/absences/{id}/end',
    summary: 'Be back early, or (`ended: false`) take that back',
    params: byId,
    body: z.object({ ended: z.boolean() }),
    response: Absence,
  },
  'absences.remove': {
    ...device,
    method: 'delete',
    path: '/api/v2/absences/{id}',
    summary: 'Forget an absence; what it has moved falls as planned again',
    params: byId,
    response: z.object({}),
  },
} as const;
