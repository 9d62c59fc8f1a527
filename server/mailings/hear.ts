import type { MailingFigures, RecipientStatus } from '../../lib/contract/mailing.ts';
import { type BouncedRecipient, bouncedOf, numbersIn } from '../../lib/core/inbound/bounce.ts';
import { figureNames, statusFigure } from '../../lib/core/mailing/figures.ts';
import { statusAfter } from '../../lib/core/mailing/recipient-status.ts';
import type { Database, Tx } from '../db/open.ts';
import { lockRecipients, type RecipientState, saveRecipients } from '../db/queries/mailing-recipients.ts';
import { countFigures } from '../db/queries/mailings.ts';
import type { SettledSend } from '../db/queries/sends-people.ts';
import { tellSettled } from '../delivery/ledger.ts';
import { type NotedBounce, noteBounces } from '../inbound/address-health.ts';
import { countOpenings } from './openings.ts';
import { STOPPED } from './send.ts';
import { recipientOfSource } from './source.ts';

/**
 * Brings what has become of mails to the recipients of their mailings, and to the counts.
 *
 * @returns how many were heard; ask again when it was `most`
 */
export function hearMailings(db: Database, most: number): Promise<number> {
  return tellSettled(db, 'mailings', most, async (tx, sends) => {
    const news = sends.flatMap((send) => {
      const about = recipientOfSource(send.source);
      return about ? [{ send, workspaceId: send.workspaceId, ...about }] : [];
    });
    const byRecipient = new Map(
      // Of one that was sent twice the later attempt counts.
      news
        .toSorted((a, b) => a.attempt - b.attempt)
        .map((one) => [`${one.workspaceId} ${one.recipientId}`, one]),
    );
    const before = await lockRecipients(tx, [...byRecipient.values()]);
    const after = before.map((state) => {
      const heard = byRecipient.get(`${state.workspaceId} ${state.id}`);
      return heard && heard.attempt === state.attempt ? afterSend(state, heard.send) : state;
    });
    await saveRecipients(tx, after);
    await countChanges(tx, before, after);
    await noteRefusals(
      tx,
      news.map(({ send }) => send),
    );
  });
}

/** Addresses that were refused while their mails were handed over come to be blocked as those of which a report says so. */
async function noteRefusals(tx: Tx, sends: readonly SettledSend[]): Promise<void> {
  const byWorkspace = new Map<string, NotedBounce[]>();
  for (const send of sends) {
    const refusal = refusalOf(send);
    if (!refusal) continue;
    const noted = { ...refusal, address: send.recipient.toLowerCase(), at: send.settledAt.toISOString() };
    const own = byWorkspace.get(send.workspaceId);
    if (own) own.push(noted);
    else byWorkspace.set(send.workspaceId, [noted]);
  }
  const now = new Date(Math.max(0, ...sends.map(({ settledAt }) => settledAt.getTime())));
  for (const [workspaceId, noted] of [...byWorkspace].sort(([a], [b]) => (a < b ? -1 : 1)))
    await noteBounces(tx, workspaceId, noted, now);
}

/** What the recipient's server has said instead of taking a mail; null: it was not asked, or took it. */
function refusalOf({ state, cause, code, text }: SettledSend): BouncedRecipient | null {
  if (state !== 'rejected' || code === null || (cause !== 'refused' && cause !== 'gave_up')) return null;
  const said = text ?? '';
  return bouncedOf(null, { code, status: numbersIn(said).status, text: said });
}

/** What a settled send makes of its recipient. */
function afterSend(before: RecipientState, send: SettledSend): RecipientState {
  const { state, code, text, cause, settledAt, bounce } = send;
  const said = [code, text ?? cause].filter((part) => part !== null).join(' ') || null;
  switch (state) {
    case 'accepted':
      return withStatus({ ...before, sentAt: settledAt, bounced: null, reason: null }, 'sent');
    case 'rejected': {
      const refusal = refusalOf(send);
      if (!refusal) return { ...before, bounced: null, status: 'failed', reason: said };
      const bounced = refusal.severity === 'hard' ? 'hard' : 'soft';
      return withStatus({ ...before, sentAt: settledAt, bounced, reason: said }, 'sent');
    }
    case 'unsure':
      return { ...before, bounced: null, status: 'unsure', reason: said };
    case 'held':
      return { ...before, reason: said };
    case 'cancelled':
      if (cause === STOPPED) return { ...before, bounced: null, status: 'ready', reason: null };
      return {
        ...before,
        bounced: null,
        status: cause === 'unsubscribed' ? 'no_consent' : 'failed',
        reason: said,
      };
    case 'bounced': {
      const bounced = bounce?.severity === 'hard' ? 'hard' : 'soft';
      const sentAt = before.sentAt ?? settledAt;
      return withStatus({ ...before, sentAt, bounced, reason: bounce?.text ?? said }, 'sent');
    }
    case 'complained': {
      const at = before.complainedAt ?? settledAt;
      return withStatus(
        // It had arrived, whatever a report said before.
        { ...before, sentAt: before.sentAt ?? settledAt, bounced: null, complainedAt: at, reason: null },
        'sent',
      );
    }
  }
}

/** The one word for all that is known. */
export function withStatus(
  state: RecipientState,
  sent: 'sending' | 'sent' | 'failed' | 'unsure',
): RecipientState {
  const { openedAt, bounced, complainedAt } = state;
  const facts = { state: sent, opened: openedAt !== null, bounced, complained: complainedAt !== null };
  return { ...state, status: statusAfter(facts) };
}

/** Counts what has changed between two readings of the same recipients. */
export async function countChanges(
  tx: Tx,
  before: readonly RecipientState[],
  after: readonly RecipientState[],
): Promise<void> {
  const byMailing = new Map<string, { workspaceId: string; mailingId: string; more: MailingFigures }>();
  for (const [index, one] of after.entries()) {
    const { workspaceId, mailingId } = one;
    const name = `${workspaceId} ${mailingId}`;
    const known = byMailing.get(name) ?? { workspaceId, mailingId, more: {} };
    byMailing.set(name, known);
    const was = before[index];
    if (was) addDifference(known.more, was, one);
  }
  const inOrder = [...byMailing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  for (const { workspaceId, mailingId, more } of inOrder)
    await countFigures(tx, workspaceId, mailingId, more);
  await countOpenings(tx, before, after);
}

const facts: readonly [string, (state: RecipientState) => boolean][] = [
  [figureNames.sent, ({ sentAt }) => sentAt !== null],
  [figureNames.hard, ({ bounced }) => bounced === 'hard'],
  [figureNames.soft, ({ bounced }) => bounced === 'soft'],
  [figureNames.opened, ({ openedAt }) => openedAt !== null],
  [figureNames.clicked, ({ clickedAt }) => clickedAt !== null],
  [figureNames.unsubscribed, ({ unsubscribedAt }) => unsubscribedAt !== null],
  [figureNames.complained, ({ complainedAt }) => complainedAt !== null],
];

function addDifference(more: MailingFigures, before: RecipientState, after: RecipientState): void {
  const add = (name: string, count: number) => {
    more[name] = (more[name] ?? 0) + count;
  };
  const move = (from: RecipientStatus, to: RecipientStatus) => {
    if (from === to) return;
    add(statusFigure(from), -1);
    add(statusFigure(to), 1);
  };
  move(before.status, after.status);
  for (const [name, holds] of facts) add(name, Number(holds(after)) - Number(holds(before)));
}
