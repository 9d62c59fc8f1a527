import { type BackOff, retryAt } from './back-off.ts';
import { classifyReply, type SmtpReply, type Verdict } from './reply.ts';
import type { SendMove } from './state.ts';

/** How handing a message over ended. */
export type HandOver =
  | { answered: true; reply: SmtpReply }
  /** Of a provider that is spoken to over HTTP: what its answer means has been judged. */
  | { answered: true; verdict: Verdict; code: number; text: string; notBefore?: Date | null; sentAs?: SentAs }
  /** The connection broke or could not be made; `begun`: the bytes that end the message may have left. */
  | { answered: false; begun: boolean; reason: string };

/** How a provider knows a message that it has taken; null: it does not say. */
export interface SentAs {
  providerId: string | null;
  threadId: string | null;
  /** The Message-ID that the recipient sees, in angle brackets, where the provider has written another than ours. */
  messageId: string | null;
}

/** What becomes of a send. */
export interface Outcome {
  move: Extract<SendMove, 'accept' | 'defer' | 'reject' | 'hold' | 'lose' | 'refuse'>;
  code: number | null;
  text: string;
  /** Why it did not go; null when it did. */
  cause: OutcomeCause | null;
  /** When it is tried again; deferred ones only. */
  nextTryAt: Date | null;
  slows: Verdict['slows'];
  /** The moment before which whoever answered wants to be left alone. */
  notBefore?: Date | null;
  sentAs?: SentAs;
}

/** `content`: it cannot be made into a message. `refused`: for good. `gave_up`: refused for now, too long. `channel`: our account. `no_answer`: may have arrived. */
export type OutcomeCause =
  | 'content'
  | 'refused'
  | 'gave_up'
  | 'deferred'
  | 'channel'
  | 'unreachable'
  | 'no_answer';

/**
 * What follows from a hand-over.
 *
 * @param send - `attempt` counts this one
 */
export function outcomeOf(
  handOver: HandOver,
  send: { id: string; attempt: number; firstTriedAt: Date },
  policy: BackOff,
  now: Date,
): Outcome {
  if (!handOver.answered) {
    const { begun, reason } = handOver;
    const base = { code: null, text: reason };
    if (begun) return { ...base, move: 'lose', cause: 'no_answer', nextTryAt: null, slows: null };
    return later({ ...base, slows: 'channel' }, 'unreachable', send, policy, now);
  }
  const { verdict, code, text, notBefore = null, sentAs } = judged(handOver);
  const base = { code, text, slows: verdict.slows, notBefore };
  switch (verdict.kind) {
    case 'accepted':
      return { ...base, move: 'accept', cause: null, nextTryAt: null, ...(sentAs && { sentAs }) };
    case 'rejected':
      return { ...base, move: 'reject', cause: 'refused', nextTryAt: null };
    case 'held':
      return { ...base, move: 'hold', cause: 'channel', nextTryAt: null };
    case 'deferred':
      return later(base, 'deferred', send, policy, now);
  }
}

function judged(handOver: Extract<HandOver, { answered: true }>): Extract<HandOver, { verdict: Verdict }> {
  if ('verdict' in handOver) return handOver;
  const { reply } = handOver;
  return { answered: true, verdict: classifyReply(reply), code: reply.code, text: reply.text };
}

function later(
  base: Pick<Outcome, 'code' | 'text' | 'slows' | 'notBefore'>,
  cause: OutcomeCause,
  send: { id: string; attempt: number; firstTriedAt: Date },
  policy: BackOff,
  now: Date,
): Outcome {
  const nextTryAt = retryAt(policy, send, now);
  return nextTryAt === null
    ? { ...base, move: 'reject', cause: 'gave_up', nextTryAt }
    : { ...base, move: 'defer', cause, nextTryAt: laterOf(nextTryAt, base.notBefore ?? null) };
}

function laterOf(one: Date, other: Date | null): Date {
  return other !== null && other > one ? other : one;
}
