import type { Tracking } from '../../lib/contract/tracking.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { saveTracking } from '../db/queries/opens.ts';
import { withTransaction } from '../db/transaction.ts';

/** From now on this is followed of the automatic mails of a workspace. What is planned already stays as it is. */
export async function setTracking(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  tracking: Tracking,
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    await saveTracking(tx, workspaceId, tracking);
    await writeAudit(tx, { workspaceId, userId, action: 'tracking.set', subjectId: null, now });
  });
}
