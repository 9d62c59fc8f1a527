import { type AgentKind, agentKind } from './agent-kind.ts';

/** What is known of a request for an opening image. */
export interface ImageRequest {
  method: string;
  /** What the headers `Sec-Purpose`, `Purpose` and `X-Moz` say together, where they were sent. */
  purpose?: string;
  /** The header, or undefined where it was not sent. */
  userAgent: string | undefined;
  /** Milliseconds since its mail was handed over; null: nobody knows. */
  sinceSentMs: number | null;
}

/** What looks into a mail while it is being taken in asks sooner than a person can. */
const SOONEST_MS = 2000;

/** They fetch when the mail is opened, for whoever opens it, and say nothing of them. */
const throughProxy = /googleimageproxy|yahoomailproxy/i;
/** Mail programs that tell their own name. Links they follow by themselves, images they show. */
const desktopProgram = /microsoft office|ms-office|microsoft outlook|thunderbird/i;
const phoneProgram = /outlook-?ios|outlook-?android/i;
/**
 * Who fetches all images in advance, read or not: Apple's Mail Privacy Protection, which says this much and no more,
 * and Gmail on the arrival of a mail.
 */
const inAdvance = /^mozilla\/5\.0$|edge\/12\.246 mozilla\/5\.0$/i;

/**
 * Who has asked for an opening image: a person's program, or a machine, which tells nothing of whether the mail was read.
 * `unknown`: a person, of whose program nothing is known.
 */
export function openedBy({ method, purpose, userAgent, sinceSentMs }: ImageRequest): AgentKind {
  const text = userAgent?.trim() ?? '';
  if (isLookAhead(method, purpose) || inAdvance.test(text)) return 'machine';
  if (sinceSentMs !== null && sinceSentMs < SOONEST_MS) return 'machine';
  if (throughProxy.test(text)) return 'unknown';
  if (phoneProgram.test(text)) return 'mobile';
  return desktopProgram.test(text) ? 'desktop' : agentKind(text);
}

/** A browser or a mail program looks ahead, or only at the head of the answer: nobody has seen it. */
export function isLookAhead(method: string, purpose = ''): boolean {
  return method !== 'GET' || /prefetch|preview|prerender/i.test(purpose);
}
