import { randomUUID } from 'node:crypto';
import { listBeyondSales, writeOptOut } from '../campaigns/opt-out.ts';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { saveConsent } from '../db/queries/consents.ts';
import { findPerson } from '../db/queries/people.ts';
import type { Heard } from './heard.ts';

/**
 * The person wants no more mail: they have said so and nothing else, or marked ours as spam. Their consent is withdrawn
 * and their runs end: after a complaint all, otherwise the answered one and those that are not non-commercial from here
 * on.
 *
 * @returns false: it was somebody else who wrote
 */
export async function heardOptOut(
  tx: Tx,
  { workspaceId, verdict, at, task, runs, news }: Heard,
  how: 'unsubscribe' | 'complaint',
  now: Date,
): Promise<boolean> {
  const person = task && (await findPerson(tx, workspaceId, task.personId));
  if (!task || !person) return false;
  const address = verdict.kind === 'complaint' ? verdict.recipient : verdict.from;
  if (how === 'unsubscribe' && person.email?.toLowerCase() !== address) return false;
  const byUserId = task.assigneeId;
  const said = { status: 'withdrawn', legalBasis: null, source: 'email', comment: how, at } as const;
  await saveConsent(tx, workspaceId, person.id, { purpose: 'sales', ...said, byUserId });
  const line = {
    id: randomUUID(),
    at,
    kind: 'consent.changed',
    personId: person.id,
    taskId: task.id,
  } as const;
  const detail = { legalBasis: null, source: 'email', comment: how, at };
  const about = { campaignId: task.campaignId, byUserId: null, title: 'sales', note: 'withdrawn', detail };
  await insertActivities(tx, workspaceId, [{ ...line, ...about }]);
  news.add(workspaceId, { activities: [line.id] });
  const active = [...runs.values()].filter(
    ({ enrolment }) => enrolment.personId === person.id && enrolment.status === 'active',
  );
  const beyond = how === 'complaint' ? new Set() : await listBeyondSales(tx, workspaceId, active);
  for (const run of active) {
    if (beyond.has(run.enrolment.id) && run.enrolment.id !== task.enrolmentId) continue;
    const told = await writeOptOut(tx, workspaceId, run, { source: 'mailbox', at, byUserId, note: how }, now);
    news.add(workspaceId, told);
  }
  return true;
}
