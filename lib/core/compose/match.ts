import { fingerprint } from './fingerprint.ts';

/** How long after a press on Send its request may come, and before: the two are told by different ways. */
export const PRESS_MS = 60_000;

/** Keyed fingerprints of what a message says to whom; absent where it is not known, or not all of it. */
export type Prints = Partial<Record<'to' | 'cc' | 'bcc' | 'subject', string>>;

/** A request that sends a message, as far as it is kept. */
export interface SendRequest {
  /** Browser's number of the tab that makes it. */
  tabId: number;
  /** The site's id of the message; empty when the request makes it. */
  message: string;
  seenAt: string;
  prints: Prints;
}

/** A compose session that may have made it. */
export interface Candidate {
  sessionId: string;
  /** The tab of its window, and the one that opened it. */
  tabIds: readonly number[];
  /** Ids of its message that are known. */
  messages: readonly string[];
  pressedAt: string | null;
  /** It has a request of its own already, or is over. */
  isSettled: boolean;
  prints: Prints;
  /** Where its window has told nothing yet: fingerprints of `to`, one for each address that its task is for. */
  meantFor: readonly Prints['to'][];
}

/**
 * Which session a request to send belongs to, on a site whose page shows no id of the message.
 *
 * A known id decides. Otherwise those sessions of the request's tab count whose Send was pressed within a minute: the
 * one that nothing speaks against; of several, the one that has exactly these recipients and this subject.
 *
 * @returns the session's id, or null when nobody can say: then the message is unsure, never guessed
 */
export function matchRequest(request: SendRequest, candidates: readonly Candidate[]): string | null {
  const known = request.message && candidates.find(({ messages }) => messages.includes(request.message));
  if (known) return known.sessionId;
  const possible = candidates.filter((candidate) => couldBe(candidate, request));
  const [first, ...others] =
    possible.length === 1 ? possible : possible.filter(({ prints }) => isEqual(prints, request.prints));
  return first && others.length === 0 ? first.sessionId : null;
}

/**
 * Says the request exactly what the session's window said, to the same people? No proof, for somebody may write the
 * same twice; but enough to ask about a window that went without a press that we saw.
 */
export function resembles(candidate: Candidate, request: SendRequest): boolean {
  if (candidate.isSettled || isAnother(candidate, request)) return false;
  return isEqual(candidate.prints, request.prints);
}

function couldBe(candidate: Candidate, request: SendRequest): boolean {
  const { pressedAt, tabIds, isSettled } = candidate;
  if (isSettled || !tabIds.includes(request.tabId) || pressedAt === null) return false;
  if (Math.abs(Date.parse(request.seenAt) - Date.parse(pressedAt)) > PRESS_MS) return false;
  return (
    !isAnother(candidate, request) &&
    !contradicts(candidate.prints, request.prints) &&
    !isForAnother(candidate, request.prints)
  );
}

/** Of a window that has told nothing, a letter to anybody but the task's person is more likely the next window's. */
function isForAnother({ meantFor }: Candidate, { to }: Prints): boolean {
  return meantFor.length > 0 && to !== undefined && !meantFor.includes(to);
}

/** Both have an id, and a known one would have decided. */
function isAnother({ messages }: Candidate, { message }: SendRequest): boolean {
  return message !== '' && messages.length > 0;
}

/** What both know of, and is not the same. */
function contradicts(a: Prints, b: Prints): boolean {
  return FIELDS.some((field) => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field]);
}

/** Both know all of it, and it is the same. */
function isEqual(a: Prints, b: Prints): boolean {
  return FIELDS.every((field) => a[field] !== undefined && a[field] === b[field]);
}

const FIELDS = ['to', 'cc', 'bcc', 'subject'] as const;

/**
 * @param key - 32 hexadecimal digits
 * @param message - what is known of it; null where it is not, or not all of it
 */
export function printsOf(
  key: string,
  message: { to: string[] | null; cc: string[] | null; bcc: string[] | null; subject: string | null },
): Prints {
  const prints: Prints = {};
  for (const field of ['to', 'cc', 'bcc'] as const) {
    const list = message[field];
    if (list) prints[field] = fingerprint(key, `${field}:${addressSet(list)}`);
  }
  if (message.subject !== null) prints.subject = fingerprint(key, `subject:${message.subject.trim()}`);
  return prints;
}

function addressSet(addresses: readonly string[]): string {
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()))].sort().join(',');
}
