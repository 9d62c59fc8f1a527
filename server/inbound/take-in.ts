import { createHash } from 'node:crypto';
import type { InboundVerdict } from '../../lib/core/inbound/classify.ts';
import { classify } from '../../lib/core/inbound/classify.ts';
import { headerOf } from '../../lib/core/inbound/mail.ts';
import { returnAddresses } from '../../lib/core/inbound/return-addresses.ts';
import { News } from '../campaigns/engine/news.ts';
import { lockRuns } from '../campaigns/lock-runs.ts';
import type { Database, Tx } from '../db/open.ts';
import { insertInboundMail, isColleague } from '../db/queries/inbound-mails.ts';
import { findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { heardAway, heardStop } from './auto-replies.ts';
import { heardBounce } from './bounces.ts';
import { heardComplaint } from './complaints.ts';
import { findAnswered } from './find-answered.ts';
import type { Heard } from './heard.ts';
import { readMime } from './mime.ts';
import { heardOptOut } from './opt-outs.ts';
import { heardReply, runsToLock } from './replies.ts';
import type { ReturnPaths } from './return-path.ts';

/** A mail as it was read from a mailbox. */
export interface Arrival {
  source: Uint8Array;
  receivedAt: Date;
  /** For whom it was handed over, where that is known. */
  recipients?: readonly string[];
}

/**
 * Takes in a mail that has come back: tells what it is, which of our mails it is about, and writes what follows, all in
 * one transaction. The same mail counts once, from whatever mailbox and however often it is read. Of a mail that is
 * about none of ours nothing is kept.
 *
 * @param paths - reads the addresses that our mails name for reports
 * @returns what it was; null: none of our business, or known
 */
export async function takeIn(
  db: Database,
  { source, receivedAt, recipients = [] }: Arrival,
  now: Date,
  paths: ReturnPaths | null = null,
): Promise<InboundVerdict['kind'] | null> {
  const mail = readMime(source);
  const at = new Date(Math.min(receivedAt.getTime(), now.getTime()));
  const verdict = classify(mail, at.toISOString().slice(0, 10));
  const addresses = [...recipients, ...returnAddresses(mail)];
  const answered = await findAnswered(db.kysely, verdict, at, addresses, paths);
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
    case 'complaint':
      return await heardComplaint(tx, heard, now);
    case 'receipt':
    case 'bulk':
      return;
  }
}
