import { expect, test } from 'vitest';
import { judgeProvider, retryAfterOf } from './provider-answer.ts';

const rejected = { kind: 'rejected', slows: null };
const held = { kind: 'held', slows: 'channel' };
const slowed = { kind: 'deferred', slows: 'channel' };

test.each([
  { status: 200, reason: '', verdict: { kind: 'accepted', slows: null } },
  { status: 202, reason: '', verdict: { kind: 'accepted', slows: null } },
  { status: 400, reason: 'invalidArgument', verdict: rejected },
  { status: 400, reason: 'ErrorInvalidRecipients', verdict: rejected },
  { status: 413, reason: 'ErrorMessageSizeExceeded', verdict: rejected },
  // About the account, although the status says "bad request".
  { status: 400, reason: 'failedPrecondition', verdict: held },
  { status: 403, reason: 'insufficientPermissions', verdict: held },
  { status: 403, reason: 'ErrorSendAsDenied', verdict: held },
  { status: 404, reason: 'MailboxNotEnabledForRESTAPI', verdict: held },
  { status: 302, reason: '', verdict: held },
  { status: 507, reason: '', verdict: held },
  { status: 429, reason: 'rateLimitExceeded', verdict: slowed },
  { status: 403, reason: 'userRateLimitExceeded', verdict: slowed },
  { status: 403, reason: 'dailyLimitExceeded', verdict: slowed },
  { status: 403, reason: 'ErrorExceededMessageLimit', verdict: slowed },
  { status: 503, reason: '', verdict: slowed },
  { status: 401, reason: 'authError', verdict: 'sign-in' },
  // It may have gone before the server broke: never again by itself.
  { status: 500, reason: 'backendError', verdict: 'unsure' },
  { status: 502, reason: '', verdict: 'unsure' },
  { status: 504, reason: '', verdict: 'unsure' },
])('$status $reason means $verdict', ({ status, reason, verdict }) => {
  expect(judgeProvider({ status, reason })).toEqual(verdict);
});

const now = new Date('2026-11-22T14:00:00.000Z');
test.each([
  { header: '120', message: '', until: '2026-11-22T14:02:00.000Z' },
  { header: 'Sun, 22 Nov 2026 14:10:00 GMT', message: '', until: '2026-11-22T14:10:00.000Z' },
  {
    header: null,
    message: 'User-rate limit exceeded.  Retry after 2026-11-22T15:00:00.123Z',
    until: '2026-11-22T15:00:00.123Z',
  },
  { header: '99999999', message: '', until: '2026-11-23T14:00:00.000Z' },
  { header: '0', message: '', until: undefined },
  { header: 'soon', message: '', until: undefined },
  { header: 'Sun, 22 Nov 2026 13:59:00 GMT', message: '', until: undefined },
  { header: null, message: 'Retry after lunch', until: undefined },
])('wait as told: $header $message', ({ header, message, until }) => {
  expect(retryAfterOf(header, message, now)?.toISOString()).toBe(until);
});
