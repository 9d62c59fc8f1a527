import type { Verdict } from './reply.ts';

/** What a provider has answered to a request that sends. */
export interface ProviderAnswer {
  /** HTTP status. */
  status: number;
  /** Its own words for the reason: `rateLimitExceeded`, `ErrorSendAsDenied`; empty when it gave none. */
  reason: string;
}

/** `sign-in`: the access token is not valid any more. `unsure`: it may have been sent all the same. */
export type ProviderVerdict = Verdict | 'sign-in' | 'unsure';

const accepted: Verdict = { kind: 'accepted', slows: null };
/** Of this message only. */
const rejected: Verdict = { kind: 'rejected', slows: null };
/** The account cannot send as it is now. */
const held: Verdict = { kind: 'held', slows: 'channel' };
/** The account has sent enough for now, or the provider is busy. */
const slowed: Verdict = { kind: 'deferred', slows: 'channel' };

/** Too much in a time, in the words of Google (with 403 or 429) and of Microsoft. */
const QUOTA =
  /^(?:rateLimitExceeded|userRateLimitExceeded|dailyLimitExceeded|quotaExceeded|limitExceeded|ApplicationThrottled|TooManyRequests|ErrorExceeded\w*|ErrorServerBusy|ErrorMailboxStoreUnavailable|ErrorTimeoutExpired|ErrorSubmissionQuotaExceeded|MailboxConcurrency)$/i;
/** A 400 that is about the account and not about the message. */
const ABOUT_ACCOUNT =
  /^(?:failedPrecondition|accessNotConfigured|ErrorMessageSubmissionBlocked|ErrorAccountDisabled|MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|ErrorSendAsDenied|ErrorAccessDenied|ErrorQuotaExceeded)$/i;

/**
 * What the answer of a provider means for the message and for others.
 *
 * Refused as it stands (400, 413, 422): for good. Told to wait (429, 408, 503, quota words with any status): later, with
 * everything else of the account. Not allowed (403), not there (404) and whatever else is about us: held. A server error
 * that is none of these is no answer: the message may have left before it.
 */
export function judgeProvider({ status, reason }: ProviderAnswer): ProviderVerdict {
  if (status >= 200 && status < 300) return accepted;
  if (status === 401) return 'sign-in';
  if (status < 500 && QUOTA.test(reason)) return slowed;
  if (status === 408 || status === 429 || status === 503) return slowed;
  if (status >= 500) return status === 507 || status === 501 ? held : 'unsure';
  const aboutMessage = status === 400 || status === 413 || status === 422;
  return aboutMessage && !ABOUT_ACCOUNT.test(reason) ? rejected : held;
}

/** Nobody asks for more, and a wrong clock on the other side must not stop a mailbox for weeks. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/**
 * Until when a provider wants to be left alone: by its header (RFC 9110 §10.2.3, seconds or a date), or by the words
 * "Retry after 2026-11-22T14:00:00Z" in which Gmail says it.
 *
 * @returns null when it names no moment that is still to come
 */
export function retryAfterOf(header: string | null, message: string, now: Date): Date | null {
  const named = header?.trim() || (/\bretry after (\S+Z)/i.exec(message)?.[1] ?? '');
  const atMs = /^\d+$/.test(named) ? now.getTime() + Number(named) * 1000 : Date.parse(named);
  if (Number.isNaN(atMs) || atMs <= now.getTime()) return null;
  return new Date(Math.min(atMs, now.getTime() + LONGEST_WAIT_MS));
}
