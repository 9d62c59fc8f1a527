import type { DayOff } from '../../lib/contract/calendar.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { askToReplan, listDaysOff, replaceDaysOff } from '../db/queries/days-off.ts';
import { withTransaction } from '../db/transaction.ts';

/**
 * Makes these the company's days off. Plans go by them at once; what is open already moves when its run is looked at,
 * which is asked for here.
 *
 * @returns the days by day
 */
export async function setDaysOff(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  days: readonly DayOff[],
  now: Date,
): Promise<DayOff[]> {
  return await withTransaction(db, async (tx) => {
    await replaceDaysOff(tx, workspaceId, days);
    await askToReplan(tx, workspaceId, { whose: 'company' }, now);
    await writeAudit(tx, { workspaceId, userId, action: 'daysOff.set', subjectId: null, now });
    return await listDaysOff(tx, workspaceId);
  });
}
