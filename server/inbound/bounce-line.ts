import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import type { AnsweredSend } from '../db/queries/inbound-mails.ts';
import { findChooser } from '../db/queries/mailing-choices.ts';
import { recipientOfSource } from '../mailings/source.ts';
import type { Heard } from './heard.ts';

/** A line in the person's history that a mail has come back. @returns its id; none where nobody is known */
export async function insertBounceLine(
  tx: Tx,
  { workspaceId, at, task }: Heard,
  send: AnsweredSend,
  text: string,
): Promise<string[]> {
  const id = randomUUID();
  if (task) {
    const { personId, campaignId, title } = task;
    const line = { id, at, kind: 'mail.bounced', personId, taskId: task.id, campaignId, title } as const;
    await insertActivities(tx, workspaceId, [{ ...line, byUserId: null, note: text, detail: null }]);
    return [id];
  }
  const about = recipientOfSource(send.source);
  const who = about && (await findChooser(tx, { workspaceId, recipientId: about.recipientId }));
  if (!who?.personId) return [];
  const line = { id, at, kind: 'mail.bounced', personId: who.personId, title: who.mailingName } as const;
  const detail = { mailingId: who.mailingId, recipientId: who.recipientId };
  await insertActivities(tx, workspaceId, [
    { ...line, taskId: null, campaignId: null, byUserId: null, note: text, detail },
  ]);
  return [id];
}
