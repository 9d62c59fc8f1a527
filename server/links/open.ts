import { randomUUID } from 'node:crypto';
import { type ImageRequest, openedBy } from '../../lib/core/tracking/opened-by.ts';
import type { Database } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { countOpen, insertOpen, lockOpenedMail } from '../db/queries/opens.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { LinkKey } from './public-key.ts';

/** Where opening images live under the server's address. */
export const OPEN_PATH = '/o/';

/**
 * Stores that an opening image was asked for; one that is none of ours leaves nothing. A person's first opening makes a
 * line in their history, further ones are counted in it; what a machine asks for is stored and counts nothing.
 */
export async function storeOpen(
  db: Database,
  { workspaceId, key }: LinkKey,
  asked: Omit<ImageRequest, 'sinceSentMs'>,
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const mail = await lockOpenedMail(tx, workspaceId, key);
    if (!mail) return;
    const { taskId, personId, campaignId, subject, sentAt } = mail;
    const agent = openedBy({ ...asked, sinceSentMs: sentAt && now.getTime() - sentAt.getTime() });
    // §16: archived mails are not tracked.
    const tracked = !mail.archived;
    await insertOpen(tx, workspaceId, { id: randomUUID(), key, agent, tracked }, now);
    if (agent === 'machine' || !tracked || personId === null) return;
    const activityId = mail.activityId ?? randomUUID();
    if (mail.activityId === null) {
      const what = { id: activityId, kind: 'mail.opened', at: now.toISOString(), title: subject } as const;
      const about = { personId, taskId, campaignId, byUserId: null, note: null, detail: null };
      await insertActivities(tx, workspaceId, [{ ...what, ...about }]);
    }
    await countOpen(tx, workspaceId, { key, activityId });
    await recordChanges(tx, workspaceId, { activities: [activityId], horizon: horizonAt(now) });
  });
}
