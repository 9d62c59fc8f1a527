import { z } from 'zod';

/** Codes are for programs and keep their meaning once shipped; the message beside a code is for people. */
export const ErrorCode = z.enum([
  // requests
  'INVALID_INPUT', // a field is missing or malformed; `fields` names each
  'NOT_SIGNED_IN', // no token, or an unknown, expired or revoked one
  'NOT_ALLOWED', // signed in, but the role does not permit it
  'NOT_FOUND', // no such row in this workspace
  'TOO_MANY_REQUESTS',
  'BROKEN', // a defect on our side; logged there
  // pairing
  'PAIRING_PENDING', // nobody has approved the code yet
  'PAIRING_REFUSED', // a person said no
  'PAIRING_EXPIRED', // too late
  'PAIRING_UNKNOWN', // never issued, or used already
  // tasks and campaigns
  'TASK_ALREADY_CLOSED', // done, skipped or cancelled before this action came
  'TASK_NOT_CLOSED', // reopening what is open
  'TASK_MOVED_ON', // reopening is too late: the next step has been worked on
  'PERSON_NOT_REACHABLE', // no address for an email step
  'ALREADY_ENROLLED',
  'SAME_ADDRESS', // somebody else gets the campaign's mails at the person's address
  'CAMPAIGN_EMPTY',
  'CAMPAIGN_CHANGED', // somebody else has changed it since it was read
  'CAMPAIGN_ARCHIVED', // it can be neither changed nor launched until it is brought back
  'CAMPAIGN_IN_USE', // people are inside, so it cannot be deleted
  'SAME_CAMPAIGN', // people who are to become one are on one campaign
  'BEING_SENT', // a mail to somebody is being handed over right now
  'CONSENT_WITHDRAWN', // the person does not want to be contacted
  'FORMER_EMPLOYEE', // the person works at their company no longer
  'DOMAIN_BLOCKED', // the workspace writes to nobody at the domain of the address
  'MAIL_MOVED_ON', // what is asked cannot be done to the mail as it stands now
  'MAIL_OF_CAMPAIGN', // mails that a campaign has sent cannot be deleted
  'FIELD_MISSING', // a mail lacks a value for the person, and nothing was chosen for it
  'ENROLMENT_ENDED', // the run is over already
  'ENROLMENT_MOVED_ON', // taking back is too late: the run has gone on since
  // mailings
  'MAILING_CHANGED', // somebody else has changed it since it was read
  // templates
  'TEMPLATE_CHANGED', // somebody else has changed it since it was read
  'TEMPLATE_ARCHIVED', // it can be neither changed nor used until it is brought back
  'CATEGORY_NOT_EMPTY', // templates stand in it, perhaps other people's
  'SELECTION_IN_USE', // another selection is made of it
  'LIMIT_REACHED', // as many as there may be
  'CONTENT_LOCKED', // only admins may change content of this kind
  // practice mailbox
  'MAIL_NOT_ACCEPTED', // the mail server refused it or gave no answer; the draft is kept
  // extension
  'NOT_PAIRED',
  'SERVER_AWAY', // no answer, or not an Utskick server
  'NO_MAIL_TAB', // no open mailbox to write in
  'WRONG_ACCOUNT', // the mailbox in the tab is not one of the user's
  'ACCOUNT_UNKNOWN', // which account is open could not be read for sure
  'COMPOSE_NOT_FOUND', // the page has changed: no compose window could be opened
  'COMPOSE_NOT_EMPTY', // the person has written there already
  'TASK_BEING_WRITTEN', // another window has the task's email, or may have sent it
  'SEND_UNDER_WAY', // too late: the message is on its way, or may be
  'COMPOSE_CHANGED', // it is addressed to somebody else than it was when the text was made
  'PERMISSION_MISSING', // the browser does not let us work on the mail site
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What is wrong with a template, to be said in any language: a code, and what its sentence names. */
export const TemplateFault = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What was probably meant. */
  meant: z.string().nullable(),
  /** From 1; absent where it is in no one place. */
  line: z.int().optional(),
  column: z.int().optional(),
});
export type TemplateFault = z.infer<typeof TemplateFault>;

/** Body of every answer that is not a success. */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  /** For INVALID_INPUT: each wrong field by its path (`actions.0.taskId`) and what was expected. */
  fields: z
    .array(z.object({ path: z.string(), message: z.string(), fault: TemplateFault.optional() }))
    .optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export { type Failure, fail, invalid, ok, type Result } from './result.ts';

/** Schema of a `Result` whose value is described by `value`, for the message table. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.union([z.object({ ok: z.literal(true), value }), ErrorBody.extend({ ok: z.literal(false) })]);
}
