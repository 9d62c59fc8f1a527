import type { DayOff } from '../../lib/contract/calendar.ts';
import type { Database } from '../db/open.ts';
import { saveCountry, writeAudit } from '../db/queries/accounts.ts';
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

/** Says whose public holidays are a user's; their runs in all workspaces go by them from now on. */
export async function setCountry(
  db: Database,
  userId: string,
  country: string | null,
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    await saveCountry(tx, userId, country, now);
    await askToReplan(tx, null, { whose: 'sender', userId }, now);
  });
}
