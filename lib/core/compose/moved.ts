import type { ComposeSession } from '../../contract/compose.ts';

/** A window that moves is made anew within seconds. */
const MOVE_MS = 60_000;

interface Content {
  to: readonly string[];
  cc: readonly string[];
  bcc: readonly string[];
  subject: string;
}

/**
 * The session whose window has gone a moment ago, draft kept, and that held exactly what a new window holds: it was
 * taken out into a browser window of its own. Where the page keeps no number from one to the other, nothing else tells.
 *
 * @returns undefined when there is none, or more than one
 */
export function findMoved(
  sessions: readonly ComposeSession[],
  content: Content,
  now: Date,
): ComposeSession | undefined {
  const gone = sessions.filter(
    (session) => session.state === 'closed' && session.windowGone && isFresh(session, now),
  );
  const [only, ...others] = gone.filter((session) => holds(session, content));
  return others.length === 0 ? only : undefined;
}

function isFresh({ changedAt }: ComposeSession, now: Date): boolean {
  return now.getTime() - Date.parse(changedAt) <= MOVE_MS;
}

function holds({ recipients, subject, partial, ids }: ComposeSession, content: Content): boolean {
  if (!recipients || partial || ids.draft !== undefined || content.to.length === 0) return false;
  const isSame = (['to', 'cc', 'bcc'] as const).every(
    (field) => asSet(recipients[field]) === asSet(content[field]),
  );
  return isSame && subject === content.subject;
}

function asSet(addresses: readonly string[]): string {
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()))].sort().join('\n');
}
