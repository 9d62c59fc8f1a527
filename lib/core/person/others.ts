import type { MailThread, ThreadMessage, ThreadParticipant } from '../../contract/thread.ts';

/** By what the person whose mailbox it is can be told from the others. */
export interface Self {
  addresses: readonly string[];
  /** Counts only where the page shows no address: some show none beside one's own messages. */
  name: string;
}

/**
 * Everybody in a thread but oneself: those who have written first, then those who were written to, then copies.
 * A bare name that also stands there with an address is the same one.
 */
export function othersIn(thread: MailThread, self: Self): ThreadParticipant[] {
  const mine = new Set(self.addresses.map(plain));
  const named = new Set(
    thread.participants.flatMap(({ email, name }) => (email && name ? [plain(name)] : [])),
  );
  const isSelf = ({ email, name, own }: ThreadParticipant): boolean =>
    own || (email === null ? plain(name) === plain(self.name) : mine.has(plain(email)));
  const order = ['from', 'to', 'cc'];
  return thread.participants
    .filter((one) => !isSelf(one) && !(one.email === null && named.has(plain(one.name))))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** Whom the sidebar shows of the others in a thread, or why nobody. */
export type Shown =
  | { state: 'onlySelf' | 'noAddress' | 'several' }
  | { state: 'person'; email: string; name: string };

/**
 * Exactly one other address is shown at once, several are chosen from: a guess would be somebody else's record.
 *
 * @param chosen - address that was chosen; one that is not in the thread counts as none
 */
export function whomToShow(others: readonly ThreadParticipant[], chosen: string | null): Shown {
  if (others.length === 0) return { state: 'onlySelf' };
  const named = others.filter((one) => one.email !== null);
  if (named.length === 0) return { state: 'noAddress' };
  const wanted = chosen?.toLowerCase();
  const one = named.find(({ email }) => email?.toLowerCase() === wanted) ?? onlyOne(others, named);
  if (!one?.email) return { state: 'several' };
  return { state: 'person', email: one.email, name: one.name };
}

/** A name without an address beside it may be the one that is meant. */
function onlyOne(
  others: readonly ThreadParticipant[],
  named: readonly ThreadParticipant[],
): ThreadParticipant | null {
  return others.length === 1 ? (named[0] ?? null) : null;
}

/**
 * Which way a thread's last message went, as seen from us; null where the page does not say. Its id may be empty: not
 * every page names its messages.
 *
 * @param email - address of the person it would be written down for
 */
export function lastMail(
  thread: MailThread,
  email: string,
): { direction: 'in' | 'out'; message: ThreadMessage } | null {
  const message = thread.messages.at(-1);
  if (!message || /\s/.test(message.id)) return null;
  if (message.own) return { direction: 'out', message };
  const fromThem = message.own === false && message.from?.toLowerCase() === email.toLowerCase();
  return fromThem ? { direction: 'in', message } : null;
}
