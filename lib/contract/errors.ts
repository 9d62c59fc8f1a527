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
  'CAMPAIGN_EMPTY',
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
  'PERMISSION_MISSING', // the browser does not let us work on the mail site
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Body of every answer that is not a success. */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  /** For INVALID_INPUT: each wrong field by its path (`actions.0.taskId`) and what was expected. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export { type Failure, fail, ok, type Result } from './result.ts';

/** Schema of a `Result` whose value is described by `value`, for the message table. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.union([z.object({ ok: z.literal(true), value }), ErrorBody.extend({ ok: z.literal(false) })]);
}
