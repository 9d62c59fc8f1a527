import { z } from 'zod';
import { ErrorCode } from './errors.ts';
import { FieldTexts, PersonChoices } from './gate.ts';
import { mostPerLaunch } from './limits.ts';
import { ClockTime, Id, Instant, TimeZone } from './primitives.ts';
import { HolidaysOf, LaunchTiming, Pace, SendOption, SendWindow, TaskWait } from './schedule.ts';
import { EmailContent, TaskType } from './task.ts';
import { libraryLimits, TemplateVariant } from './template.ts';

/** The step's own copy of a text; in which language a mail is written, its person's language decides. */
export const StepEmail = EmailContent.extend({
  variants: z.array(TemplateVariant).max(libraryLimits.variants).optional(),
});
export type StepEmail = z.infer<typeof StepEmail>;

/** Late guard: a mail is not sent if it would be later than planned by more than this. */
const LateHours = z.int().min(1).max(720);

/**
 * One step of a campaign. Which send options a place in the campaign offers is a rule (`offeredAt`), not part of the
 * shape: a step may be moved.
 */
export const Step = z
  .object({
    id: Id,
    type: TaskType,
    title: z.string().min(1).max(200),
    /** Talk track of a call, text of an InMail, notes of a custom step; a template. */
    details: z.string().max(20_000),
    /** Email steps only. */
    email: StepEmail.nullable(),
    /** Clock time in the launching user's zone at which the task falls due, or the mail goes (`fixed_time`). */
    dueTime: ClockTime,
    /** Email steps only; `manual_task` where absent. */
    send: SendOption.optional(),
    /** Email steps directly after another only: a reply to that one, whose text is quoted. No where absent. */
    followUp: z.boolean().optional(),
    /** Tasks only; the run waits for ever where absent. */
    wait: TaskWait.optional(),
    /** Overrides the campaign's late guard. */
    lateHours: LateHours.optional(),
  })
  .refine((step) => (step.type === 'email') === (step.email !== null), {
    message: 'an email step has an email, other steps have none',
    path: ['email'],
  })
  .refine((step) => step.type === 'email' || (step.send === undefined && !step.followUp), {
    message: 'only an email step is sent or follows up',
    path: ['send'],
  })
  .refine((step) => step.wait === undefined || (step.send ?? 'manual_task') === 'manual_task', {
    message: 'only a task can be waited for',
    path: ['wait'],
  })
  .refine((step) => step.wait?.next !== 'automatic' || step.type === 'email', {
    message: 'only an email can turn automatic',
    path: ['wait', 'next'],
  });
export type Step = z.infer<typeof Step>;

/** `number` is a position in the sequence, not a gap: 3 is the third day of the run. */
export const Day = z.object({ number: z.int().min(1).max(365), steps: z.array(Step).min(1).max(50) });
export type Day = z.infer<typeof Day>;

/** What a reply does to the run of the person who sent it: nothing, end it, or end it as a success. */
export const ReplyRule = z.enum(['continue', 'end', 'success']);
export type ReplyRule = z.infer<typeof ReplyRule>;

/** What becomes of a run whose person's address turns out to be dead: it ends, or waits for its user. */
export const BounceRule = z.enum(['end', 'wait']);
export type BounceRule = z.infer<typeof BounceRule>;

/**
 * What an answer of one person does to the runs of others at the same company: end them, let nothing of them fall for
 * some days, or make their next mail a task.
 */
export const CompanyRule = z.discriminatedUnion('act', [
  z.object({ act: z.literal('stop') }),
  z.object({ act: z.literal('pause'), days: z.int().min(1).max(365) }),
  z.object({ act: z.literal('task') }),
]);
export type CompanyRule = z.infer<typeof CompanyRule>;

export const CampaignSettings = z
  .object({
    /** Count only Monday to Friday. */
    skipWeekends: z.boolean(),
    onReply: ReplyRule.default('end'),
    /** It ends where absent. */
    onBounce: BounceRule.optional(),
    /** Nothing where absent. */
    onCompanyReply: CompanyRule.optional(),
    /** No step of a run leaves before the one in front of it. No where absent: the documented cases hold. */
    strictOrder: z.boolean().optional(),
    /** When automatic mails may leave; at any time where absent. */
    window: SendWindow.optional(),
    /** Whose holidays are days that do not count; nobody's where absent. */
    holidays: z.array(HolidaysOf).max(3).optional(),
    /** For all automatic mails; no guard where absent. */
    lateHours: LateHours.optional(),
    /** How fast the automatic mails of one sender leave; unbounded where absent. */
    pace: Pace.optional(),
  })
  .refine(
    ({ skipWeekends, window }) => !skipWeekends || !window || window.weekdays.some((weekday) => weekday < 6),
    {
      message: 'expected a day from Monday to Friday, as weekends are skipped',
      path: ['window', 'weekdays'],
    },
  );
export type CampaignSettings = z.infer<typeof CampaignSettings>;

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

const OpeningStep = z.object({
  type: TaskType,
  title: z.string(),
  dueTime: ClockTime,
  send: SendOption.optional(),
});
export type OpeningStep = z.infer<typeof OpeningStep>;

/** So much of a campaign as tells which times are over at its start: its first day. */
export const CampaignOpening = z.object({
  settings: z.object({ skipWeekends: z.boolean(), strictOrder: z.boolean().optional() }),
  days: z.array(z.object({ number: z.int(), steps: z.array(OpeningStep) })).max(1),
});
export type CampaignOpening = z.infer<typeof CampaignOpening>;

/** How many campaigns a workspace holds, archived ones included. */
export const mostCampaigns = 500;

export const NewCampaign = Campaign.omit({ id: true });
export type NewCampaign = z.input<typeof NewCampaign>;

/**
 * `completed`: all steps are done; `replied`, `success`: ended by a reply, as the campaign says; `bounced`: the address is
 * dead; `unsubscribed`: the person wants no more; `removed`: taken off by the assignee; `stopped`: by a manager, or by a
 * rule of the campaign.
 */
export const EnrolmentStatus = z.enum([
  'active',
  'completed',
  'replied',
  'success',
  'bounced',
  'unsubscribed',
  'removed',
  'stopped',
]);
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

/** One person on one campaign. */
export const Enrolment = z.object({
  id: Id,
  campaignId: Id,
  personId: Id,
  assigneeId: z.string(),
  status: EnrolmentStatus,
  /** Start of day 1; every planned day counts from here. */
  startAt: Instant,
  /** Of the user who launched. */
  timeZone: TimeZone,
  currentStepId: Id.nullable(),
  /** Texts that were chosen at the launch for fields without a value; absent where there are none. */
  defaults: FieldTexts.optional(),
  /** What was chosen at the launch about times; nothing where absent. */
  timing: LaunchTiming.optional(),
  /** Of the campaign, by which the run goes; the present one where absent. */
  version: z.int().min(1).optional(),
  /** Steps that an edit has put behind the person; absent where there are none. */
  leftOut: z.array(Id).optional(),
});
export type Enrolment = z.infer<typeof Enrolment>;

/**
 * The opening email as it was written anew for one person at the launch, a template like the step's own. It is that one
 * mail alone: the campaign stays as it is, and a follow-up quotes what was sent.
 */
export const FirstEmail = EmailContent.pick({ subject: true, html: true }).extend({ personId: Id });
export type FirstEmail = z.infer<typeof FirstEmail>;

/**
 * Some of the people of a launch that goes in parts, so that it is seen how far it is and can be stopped in between. Every
 * part names everybody of the launch: those who follow are planned along, not enrolled, so that all parts together come
 * to what the launch at once comes to, and count as one launch. Repeated, a part enrols nobody twice and says the same.
 */
export const LaunchPart = z.object({
  /** Of the launch: made by whoever launches, and the same in all its parts. */
  launchId: Id,
  /** Place in `personIds` of the first of them, from 0; a person named twice has one place. */
  from: z.int().min(0),
  count: z.int().min(1).max(mostPerLaunch),
});
export type LaunchPart = z.infer<typeof LaunchPart>;

/** When a launch is to start: at once where `startAt` is absent; it may lie in the future. */
export const LaunchStart = z.object({ startAt: Instant.optional(), timing: LaunchTiming.optional() });
export type LaunchStart = z.infer<typeof LaunchStart>;

export const Launch = z.object({
  personIds: z.array(Id).min(1).max(mostPerLaunch),
  ...LaunchStart.shape,
  /** Of whoever launches. */
  timeZone: TimeZone,
  /** For people who lack a field in one of the campaign's mails. */
  choices: z.array(PersonChoices).max(mostPerLaunch).default([]),
  /**
   * What becomes of those for whom something is missing and nothing was chosen: they are refused, or (`byHand`) the
   * caller says that whoever writes the mail fills it in.
   */
  missingFields: z.enum(['refuse', 'byHand']).default('refuse'),
  /** Where the campaign opens with an email: what goes to some people instead of the step's own text. */
  firstEmails: z.array(FirstEmail).max(mostPerLaunch).optional(),
  /** Everybody at once where absent. */
  part: LaunchPart.optional(),
});

/**
 * A person whom a launch did not take, with the reason: `NOT_FOUND`, `PERSON_NOT_REACHABLE`, `CONSENT_WITHDRAWN`, `FORMER_EMPLOYEE`,
 * `DOMAIN_BLOCKED`, `ALREADY_ENROLLED`, `SAME_ADDRESS`, `FIELD_MISSING` (then `missing` names the fields for which nothing was chosen, and `unsafe` those
 * of them for which a text or value was chosen that may not stand at its place: a link that runs code).
 */
export const Refusal = z.object({
  personId: Id,
  code: ErrorCode,
  message: z.string(),
  missing: z.array(z.string()).optional(),
  unsafe: z.array(z.string()).optional(),
  /** Of `CONSENT_WITHDRAWN`: title of the email step that is commercial; absent where the campaign has no email. */
  step: z.string().optional(),
  /** Of `SAME_ADDRESS`: who gets the mails there, and whether since before this launch. */
  sameAs: z.object({ name: z.string(), isInside: z.boolean() }).optional(),
});

export type Refusal = z.infer<typeof Refusal>;

export const LaunchReport = z.object({
  enrolled: z.array(Enrolment),
  refused: z.array(Refusal),
  /** Left out because that was chosen. */
  skipped: z.array(Id),
});
