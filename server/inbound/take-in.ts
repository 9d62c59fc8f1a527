import { createHash } from 'node:crypto';
import type { InboundVerdict } from '../../lib/core/inbound/classify.ts';
import { classify } from '../../lib/core/inbound/classify.ts';
import { headerOf } from '../../lib/core/inbound/mail.ts';
import { News } from '../campaigns/engine/news.ts';
import { lockRuns } from '../campaigns/lock-runs.ts';
import type { Database, Tx } from '../db/open.ts';
import { insertInboundMail, isColleague, moveReturned } from '../db/queries/inbound-mails.ts';
import { findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { heardAway, heardStop } from './auto-replies.ts';
import { heardBounce } from './bounces.ts';
import { findAnswered } from './find-answered.ts';
import type { Heard } from './heard.ts';
import { readMime } from './mime.ts';
import { heardOptOut } from './opt-outs.ts';
import { heardReply, runsToLock } from './replies.ts';

/** A mail as it was read from a mailbox. */
export interface Arrival {
  source: Uint8Array;
  receivedAt: Date;
}

/**
 * Takes in a mail that has come back: tells what it is, which of our mails it is about, and writes what follows, all in
 * one transaction. The same mail counts once, from whatever mailbox and however often it is read. Of a mail that is
 * about none of ours nothing is kept.
 *
 * @returns what it was; null: none of our business, or known
 */
export async function takeIn(
  db: Database,
  { source, receivedAt }: Arrival,
  now: Date,
): Promise<InboundVerdict['kind'] | null> {
  const mail = readMime(source);
  const at = new Date(Math.min(receivedAt.getTime(), now.getTime()));
  const verdict = classify(mail, at.toISOString().slice(0, 10));
  const answered = await findAnswered(db.kysely, verdict, at);
  const [send] = answered;
  if (!send || (await isOwn(db, send.workspaceId, verdict))) return null;
  const key = headerOf(mail.headers, 'message-id') || createHash('sha256').update(source).digest('hex');
  const kept = {
    workspaceId: send.workspaceId,
    key: key.slice(0, 1000),
    kind: verdict.kind,
    sendId: send.id,
  };
  return await withTransaction(db, async (tx) => {
    const { workspaceId } = send;
    const owner = send.taskId ? await findTaskOwner(tx, workspaceId, send.taskId) : null;
    const enrolmentIds = owner ? await runsToLock(tx, workspaceId, send.taskId, verdict) : [];
    const runs = await lockRuns(tx, workspaceId, [
      ...enrolmentIds,
      ...(owner?.enrolmentId ? [owner.enrolmentId] : []),
    ]);
    const task = send.taskId ? await lockTask(tx, workspaceId, send.taskId) : null;
    const mailRow = { ...kept, personId: task?.personId ?? null, receivedAt: at.toISOString() };
    if (!(await insertInboundMail(tx, mailRow, now))) return null;
    const run = (owner?.enrolmentId && runs.get(owner.enrolmentId)) || null;
    const news = new News();
    await hear(
      tx,
      { workspaceId, verdict, key: kept.key, at: mailRow.receivedAt, answered, task, run, runs, news },
      now,
    );
    await news.record(tx, now);
    return verdict.kind;
  });
}

/** What our own people write, to somebody and in copy to themselves, is no answer. */
async function isOwn(db: Database, workspaceId: string, { kind, from }: InboundVerdict): Promise<boolean> {
  if (kind !== 'reply' && kind !== 'autoReply') return false;
  return await isColleague(db.kysely, workspaceId, from);
}

async function hear(tx: Tx, heard: Heard, now: Date): Promise<void> {
  const { verdict } = heard;
  switch (verdict.kind) {
    case 'reply':
      if (verdict.optOut && (await heardOptOut(tx, heard, 'unsubscribe', now))) return;
      return await heardReply(tx, heard, now);
    case 'autoReply':
      if (verdict.about === 'away') return await heardAway(tx, heard, verdict.backOn, now);
      if (verdict.about !== 'received') return await heardStop(tx, heard, verdict.about, now);
      return;
    case 'bounce':
      return await heardBounce(tx, heard, verdict.recipients, now);
    case 'complaint': {
      for (const send of heard.answered) await moveReturned(tx, send, 'complain', null, now);
      await heardOptOut(tx, heard, 'complaint', now);
      return;
    }
    case 'receipt':
    case 'bulk':
      return;
  }
}
