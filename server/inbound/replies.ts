import { randomUUID } from 'node:crypto';
import type { InboundVerdict } from '../../lib/core/inbound/classify.ts';
import { listRunsAtCompany } from '../campaigns/company.ts';
import { writeReply } from '../campaigns/write-reply.ts';
import type { Tx } from '../db/open.ts';
import { forgetBounces } from '../db/queries/address-health.ts';
import { listActiveRunsOf } from '../db/queries/enrolments.ts';
import { findPerson } from '../db/queries/people.ts';
import { claimSaidReply, isReplyKnown } from '../db/queries/run-events.ts';
import { findTask, findTaskOwner } from '../db/queries/tasks.ts';
import type { Heard } from './heard.ts';

/** Runs besides that of the answered task that a mail may touch. */
export async function runsToLock(
  tx: Tx,
  workspaceId: string,
  taskId: string | null,
  { kind }: InboundVerdict,
): Promise<string[]> {
  const owner = taskId && (await findTaskOwner(tx, workspaceId, taskId));
  const task = owner && taskId && (await findTask(tx, workspaceId, owner.assigneeId, taskId));
  if (!task || kind === 'receipt' || kind === 'bulk') return [];
  const own = await listActiveRunsOf(tx, workspaceId, task.personId);
  if (kind !== 'reply') return own;
  return [...own, ...(await listRunsAtCompany(tx, workspaceId, task.personId))];
}

/** Somebody has answered: the person, from whatever address, or one who was in copy. */
export async function heardReply(tx: Tx, heard: Heard, now: Date): Promise<void> {
  const { workspaceId, verdict, key, at, task, run, news } = heard;
  if (!task) return;
  await forgetBounces(tx, workspaceId, [verdict.from], now);
  const reply = { taskId: task.id, key };
  const known =
    (await isReplyKnown(tx, workspaceId, reply)) ||
    (await claimSaidReply(tx, workspaceId, run?.enrolment ?? null, reply));
  if (known) return;
  const person = await findPerson(tx, workspaceId, task.personId);
  const note = person?.email?.toLowerCase() === verdict.from ? null : verdict.from;
  const { personId, assigneeId: byUserId, title } = task;
  const said = { id: randomUUID(), source: 'mailbox', personId, at, byUserId, title, reply, note } as const;
  const written = { run, company: heard.runs.values(), news: said };
  news.add(workspaceId, await writeReply(tx, workspaceId, written, now));
}
