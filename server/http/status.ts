import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorBody, ErrorCode } from '../../lib/contract/errors.ts';
import type { Failure } from '../../lib/contract/result.ts';

const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  INVALID_INPUT: 422,
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  TOO_MANY_REQUESTS: 429,
  BROKEN: 500,
  PAIRING_PENDING: 409,
  PAIRING_REFUSED: 403,
  PAIRING_EXPIRED: 410,
  PAIRING_UNKNOWN: 404,
  TASK_ALREADY_CLOSED: 409,
  TASK_NOT_CLOSED: 409,
  TASK_MOVED_ON: 409,
  PERSON_NOT_REACHABLE: 409,
  ALREADY_ENROLLED: 409,
  SAME_ADDRESS: 409,
  CAMPAIGN_EMPTY: 409,
  CONSENT_WITHDRAWN: 409,
  FORMER_EMPLOYEE: 409,
  DOMAIN_BLOCKED: 409,
  MAIL_MOVED_ON: 409,
  MAIL_OF_CAMPAIGN: 409,
  FIELD_MISSING: 409,
  ENROLMENT_ENDED: 409,
  ENROLMENT_MOVED_ON: 409,
  CAMPAIGN_CHANGED: 409,
  MAILING_CHANGED: 409,
  CAMPAIGN_ARCHIVED: 409,
  CAMPAIGN_IN_USE: 409,
  SAME_CAMPAIGN: 409,
  BEING_SENT: 409,
  TEMPLATE_CHANGED: 409,
  TEMPLATE_ARCHIVED: 409,
  CATEGORY_NOT_EMPTY: 409,
  SELECTION_IN_USE: 409,
  LIMIT_REACHED: 409,
  CONTENT_LOCKED: 403,
  MAIL_NOT_ACCEPTED: 502,
  // Said by the extension only.
  NOT_PAIRED: 409,
  SERVER_AWAY: 503,
  NO_MAIL_TAB: 409,
  WRONG_ACCOUNT: 409,
  ACCOUNT_UNKNOWN: 409,
  COMPOSE_NOT_FOUND: 409,
  TASK_BEING_WRITTEN: 409,
  SEND_UNDER_WAY: 409,
  COMPOSE_CHANGED: 409,
  COMPOSE_NOT_EMPTY: 409,
  PERMISSION_MISSING: 409,
};

/** HTTP status of each error code; a new code does not compile until it has one. */
export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return statuses[code];
}

/** What the caller is told of a failure. */
export function bodyOf({ code, message, fields }: Failure): ErrorBody {
  return { code, message, ...(fields && { fields }) };
}
