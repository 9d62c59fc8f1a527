import type { SendProof, Task } from '../../../lib/contract/task.ts';
import type { Database, Db, Tx } from '../../db/open.ts';
import { findSendContent, saveTrouble } from '../../db/queries/due-mails.ts';
import { lockEnrolment } from '../../db/queries/enrolments.ts';
import type { SettledSend } from '../../db/queries/sends-people.ts';
import { findTaskOwner, lockTask } from '../../db/queries/tasks.ts';
import { withPart } from '../../db/transaction.ts';
import { tellSettled } from '../../delivery/ledger.ts';
import { applyToLocked } from '../../tasks/apply-action.ts';
import { PUT_OFF } from '../run-events.ts';
import { News } from './news.ts';
import { rethrow } from './rethrow.ts';

/**
 * Brings what has become of automatic mails to their runs: what was accepted is done, and the run goes on; what was
 * refused or came too late becomes a task of the run's user; what is unsure or held waits, and says so.
 *
 * @param onError - a fault of ours in one of them: its task says so, and the others go on
 * @returns how many were heard; ask again when it was `most`
 */
export function hearSends(
  db: Database,
  most: number,
  now: Date,
  onError: (error: unknown) => void = rethrow,
): Promise<number> {
  return tellSettled(db, 'others', most, async (tx, sends) => {
    const news = new News();
    for (const send of inOrder(sends))
      await withPart(
        tx,
        () => hear(tx, send, news, now),
        async (error) => {
          onError(error);
          await sayFault(tx, send, news, now);
        },
      );
    await news.record(tx, now);
  });
}

async function sayFault(tx: Tx, send: SettledSend, news: News, now: Date): Promise<void> {
  const { workspaceId, taskId, state } = send;
  const owner = taskId && (await findTaskOwner(tx, workspaceId, taskId));
  if (!taskId || !owner) return;
  const trouble = { code: 'FAILED', message: `${state}, but the server could not go on` };
  await saveTrouble(tx, workspaceId, taskId, { trouble, byHand: false }, now);
  news.add(workspaceId, { tasks: [{ id: taskId, userId: owner.assigneeId, appeared: true }] });
}

/** Runs are locked in the order of their ids, so that two who hear at once never wait for each other. */
function inOrder(sends: readonly SettledSend[]): SettledSend[] {
  return sends.toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

async function hear(tx: Tx, send: SettledSend, news: News, now: Date): Promise<void> {
  const { workspaceId, taskId } = send;
  const owner = taskId && (await findTaskOwner(tx, workspaceId, taskId));
  if (!taskId || !owner) return;
  const enrolment = owner.enrolmentId ? await lockEnrolment(tx, workspaceId, owner.enrolmentId) : null;
  const task = await lockTask(tx, workspaceId, taskId);
  if (!task) return;
  // What came back had left.
  const left = send.state === 'accepted' || send.state === 'bounced' || send.state === 'complained';
  if (!left) return await tellTrouble(tx, send, task, news, now);
  const actedAt = new Date(Math.min(send.settledAt.getTime(), now.getTime())).toISOString();
  const proof = await proofOf(tx, send, actedAt);
  const { version: baseVersion } = task;
  const action = {
    kind: 'task.complete',
    id: send.id,
    taskId,
    actedAt,
    baseVersion,
    outcome: { proof },
  } as const;
  const locked = { workspaceId, userId: task.assigneeId, task, enrolment };
  // One that somebody has closed meanwhile stays as it is; that the mail has left stands in the history.
  news.add(workspaceId, await applyToLocked(tx, locked, action, now));
}

async function proofOf(
  db: Db,
  { workspaceId, id, messageId }: SettledSend,
  sentAt: string,
): Promise<SendProof> {
  const content = await findSendContent(db, workspaceId, id);
  if (!content) throw new Error(`expected the content of send ${id}`);
  const addresses = (list: readonly { email: string }[] = []) => list.map(({ email }) => email);
  const { from, to, cc, subject } = content;
  return {
    site: 'server',
    account: from.email,
    sentAt,
    to: addresses(to),
    cc: addresses(cc),
    bcc: [],
    subject,
    ids: { messageId },
    evidence: 'network',
  };
}

type Left = 'accepted' | 'bounced' | 'complained';
type Open = Exclude<SettledSend['state'], Left>;

/** What may still arrive, or go later, is not to be written a second time by hand. */
const waits: ReadonlySet<Open> = new Set(['unsure', 'held']);
const codes = {
  rejected: 'MAIL_REJECTED',
  cancelled: 'MAIL_NOT_SENT',
  unsure: 'MAIL_UNSURE',
  held: 'MAIL_HELD',
} as const satisfies Record<Open, string>;

/** Taken back together with its task, or held by the late guard: that says all there is to say. */
const withdrawn: ReadonlySet<string | null> = new Set([
  'replied',
  'stopped',
  'taken_back',
  'closed',
  'late',
  'edited',
  'bounced',
  'unsubscribed',
  'company',
  'blocked',
  PUT_OFF,
]);

async function tellTrouble(tx: Tx, send: SettledSend, task: Task, news: News, now: Date): Promise<void> {
  const { workspaceId, state, code, text, cause } = send;
  if (!(state in codes) || task.status !== 'open' || withdrawn.has(cause)) return;
  const open = state as Open; // looked up in the line before
  const message = [code, text ?? cause].filter((part) => part !== null).join(' ');
  // Nothing is wrong with the address: this mail could not be made, or not as large.
  const trouble = { code: cause === 'content' ? codes.cancelled : codes[open], message };
  await saveTrouble(tx, workspaceId, task.id, { trouble, byHand: !waits.has(open) }, now);
  news.add(workspaceId, { tasks: [{ id: task.id, userId: task.assigneeId, appeared: true }] });
}
