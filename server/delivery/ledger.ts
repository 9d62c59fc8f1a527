import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { lanes } from '../../lib/core/send/lanes.ts';
import { domainOf, messageIdOf } from '../../lib/core/send/message-id.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { OUTCOMES_CHANNEL } from '../db/queries/sends-outcome.ts';
import {
  lockUntoldSends,
  markSendsTold,
  moveOpenSends,
  type SettledSend,
} from '../db/queries/sends-people.ts';
import {
  cancelSendsOf,
  findSendsBySource,
  insertSends,
  type PlannedSend,
  renewSendsOf,
  type SendDraft,
  type SendsOf,
} from '../db/queries/sends-plan.ts';
import { withTransaction } from '../db/transaction.ts';
import { NewSend } from './new-send.ts';

// What the rest of the server asks of the ledger. Whoever has mails to send
//   1. plans them with `planSends`, in the transaction that decides on them;
//   2. takes them back with `cancelSends` when they are no longer wanted;
//   3. hears what has become of them with `tellSettled`, woken by `onSettled`.
// Nobody but `delivery/` hands anything over or writes another column.

/** Rows of one statement: contents may be large. */
const ROWS_AT_ONCE = 100;

/**
 * Plans messages, each to one person. A source that has been planned before stays as it is, whatever has become of it:
 * planning twice makes one row.
 *
 * @param db - the transaction that decides on them; they are seen by the delivery when it commits
 * @returns one for each of `sends`, in their order, new or not
 * @throws {RangeError} naming the first field that cannot be used, and why; nothing is planned then
 */
export async function planSends(db: Db, sends: readonly NewSend[], now: Date): Promise<PlannedSend[]> {
  const drafts = sends.map((send, index) => draftOf(send, index));
  const keyOf = (one: { workspaceId: string; source: string }) => `${one.workspaceId} ${one.source}`;
  const bySource = new Map<string, PlannedSend>();
  for (let start = 0; start < drafts.length; start += ROWS_AT_ONCE) {
    const added = await insertSends(db, drafts.slice(start, start + ROWS_AT_ONCE), now);
    for (const row of added) bySource.set(keyOf(row), row);
  }
  const known = drafts.filter((draft) => !bySource.has(keyOf(draft)));
  for (const row of await findSendsBySource(db, known)) bySource.set(keyOf(row), row);
  return drafts.map((draft) => {
    const row = bySource.get(keyOf(draft));
    if (!row) throw new Error(`send ${draft.id}: expected to find it planned`);
    return row;
  });
}

function draftOf(given: NewSend, index: number): SendDraft {
  const parsed = NewSend.safeParse(given);
  if (!parsed.success) throw new RangeError(`sends[${index}].${reasonOf(parsed.error)}`);
  const { recipient, lane, dueAt, notAfter, messageId, ...send } = parsed.data;
  const id = randomUUID();
  const sender = send.content.from.email;
  return {
    ...send,
    workspaceId: send.workspaceId.toLowerCase(),
    id,
    sender,
    recipient: recipient.email,
    domain: domainOf(recipient.email),
    lane: lanes.indexOf(lane),
    dueAt: dueAt.toISOString(),
    notAfter: notAfter?.toISOString() ?? null,
    messageId: messageId ?? messageIdOf(id, sender),
    content: { ...send.content, to: send.content.to ?? [recipient] },
  };
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not a send';
}

/**
 * Takes back what has not begun to be handed over; what has goes its way.
 *
 * @param which - sources, or the beginning that they share: `step/<enrolment>/`
 * @param cause - told with the outcome: `replied`, `stopped` …
 * @returns ids of those that will not go
 */
export function cancelSends(
  db: Db,
  workspaceId: string,
  which: SendsOf,
  cause: string,
  now: Date,
): Promise<string[]> {
  return cancelSendsOf(db, workspaceId, which, cause, now);
}

/**
 * Closes sends that were refused for good, so that their mail can be planned anew under another source. Whoever asks a
 * second time closes nothing, and so plans nothing.
 *
 * @returns ids of those that were refused until now
 */
export function renewSends(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<string[]> {
  return renewSendsOf(db, workspaceId, ids, now);
}

/**
 * A person's word on sends that are unsure or held. `release`: send it (an unsure one may arrive twice). `settle`: an
 * unsure one has arrived. `drop`: an unsure one is not sent again.
 *
 * @returns ids of those that it was still possible for
 */
export function decideSends(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  decision: 'release' | 'settle' | 'drop',
  now: Date,
): Promise<string[]> {
  return moveOpenSends(db, workspaceId, ids, decision, now);
}

/**
 * Tells what has become of sends: each state that a send has come to (accepted, rejected, unsure, cancelled, held)
 * once, in the transaction in which `tell` writes what follows from it. When it throws, they are told again.
 *
 * @param whose - of mailings, which many hear at once, or of all others
 * @returns how many were told; ask again when it was `most`
 */
export function tellSettled(
  db: Database,
  whose: 'mailings' | 'others',
  most: number,
  tell: (tx: Tx, sends: SettledSend[]) => Promise<void>,
): Promise<number> {
  return withTransaction(db, async (tx) => {
    const sends = await lockUntoldSends(tx, most, whose);
    if (sends.length === 0) return 0;
    await tell(tx, sends);
    await markSendsTold(tx, sends);
    return sends.length;
  });
}

/** Calls `heard` when something was settled; what was said during a lost connection is missed, so look now and then. */
export function onSettled(db: Database, heard: () => void): Promise<() => Promise<void>> {
  return db.listen(OUTCOMES_CHANNEL, heard);
}
