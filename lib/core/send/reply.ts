/** What the mail server was answering. */
export type SmtpStage = 'greeting' | 'sign-in' | 'sender' | 'recipient' | 'message';

export interface SmtpReply {
  stage: SmtpStage;
  /** Three digits, 200 to 599. */
  code: number;
  /** Without the code; may begin with an enhanced code such as `5.1.1`. */
  text: string;
}

export interface Verdict {
  kind: 'accepted' | 'deferred' | 'rejected' | 'held';
  /** Who else is concerned: other mails to the domain, everything on the channel, or nobody. */
  slows: 'domain' | 'channel' | null;
}

/** Sign-in missing, wrong, too weak or to be encrypted (RFC 4954 §6): about us, not about the recipient. */
const SIGN_IN_CODES = new Set([530, 534, 535, 538]);
/** Providers say by these that the account has sent enough for now, some as a permanent error. */
const QUOTA = /^[45]\.(?:4\.5|7\.28)\b|\b(?:quota|limit) exceeded\b|\bsending limit\b/i;

/**
 * What a reply means for the message and for others.
 * The first digit decides (RFC 5321 §4.2.1); the enhanced code (RFC 3463) tells whom it concerns.
 *
 * @throws {RangeError} if the code is none of a final reply
 */
export function classifyReply({ stage, code, text }: SmtpReply): Verdict {
  if (!Number.isInteger(code) || code < 200 || code > 599 || (code >= 300 && code < 400)) {
    throw new RangeError(`code: expected 2xx, 4xx or 5xx, got ${code}`);
  }
  if (code < 300) return { kind: 'accepted', slows: null };
  const forChannel = concernsChannel(stage, code, text);
  if (code < 500)
    return { kind: 'deferred', slows: forChannel ? 'channel' : aboutAddress(text) ? null : 'domain' };
  return forChannel ? { kind: 'held', slows: 'channel' } : { kind: 'rejected', slows: null };
}

function concernsChannel(stage: SmtpStage, code: number, text: string): boolean {
  if (code === 421 || SIGN_IN_CODES.has(code)) return true;
  if (stage === 'recipient' || stage === 'message') return isQuota(text);
  return true;
}

/** 5.2.2 is the recipient's own quota: their mailbox is full. */
function isQuota(text: string): boolean {
  return !/^[45]\.2\.\d/.test(text) && QUOTA.test(text);
}

/** X.1 is the address and X.2 the mailbox: others of the domain are not concerned. */
function aboutAddress(text: string): boolean {
  return /^4\.[12]\.\d/.test(text);
}
