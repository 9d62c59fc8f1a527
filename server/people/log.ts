import type { z } from 'zod';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { Activity, NewActivity } from '../../lib/contract/task.ts';
import type { Database } from '../db/open.ts';
import { findActivity, findLoggedMail, insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { lockPerson } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';

/** A device's clock may be a little ahead of ours. */
const CLOCK_MS = 5 * 60_000;

/**
 * Writes down a note, call, meeting or mail. The same id once more, or the same mail, is answered with the line that
 * stands already.
 *
 * @returns the line; `NOT_FOUND` (no such person), `INVALID_INPUT` (in the future, or an id of another line)
 */
export async function logActivity(
  db: Database,
  writer: { workspaceId: string; userId: string },
  personId: string,
  entry: z.output<typeof NewActivity>,
  now: Date,
): Promise<Result<Activity>> {
  const { workspaceId, userId } = writer;
  if (Date.parse(entry.at) > now.getTime() + CLOCK_MS)
    return invalidField('at', 'expected a moment that has passed');
  return await withTransaction(db, async (tx) => {
    if (!(await lockPerson(tx, workspaceId, personId))) return fail('NOT_FOUND', 'there is no such person');
    const earlier = await findActivity(tx, workspaceId, entry.id);
    if (earlier)
      return earlier.personId === personId && earlier.kind === entry.kind
        ? ok(earlier)
        : invalidField('id', 'expected an id that nothing else has');
    const { message } = entry.ids ?? {};
    const logged = message === undefined ? null : await findLoggedMail(tx, workspaceId, personId, message);
    const id = logged ?? entry.id;
    if (!logged) {
      const { kind, title, note, direction, ids } = entry;
      const at = new Date(Math.min(Date.parse(entry.at), now.getTime())).toISOString();
      const detail = direction ? { direction, ids: ids ?? {} } : null;
      const line = {
        id,
        at,
        kind,
        personId,
        taskId: null,
        campaignId: null,
        byUserId: userId,
        title,
        note,
        detail,
      };
      await insertActivities(tx, workspaceId, [line]);
      await recordChanges(tx, workspaceId, { activities: [id], horizon: horizonAt(now) });
    }
    const activity = await findActivity(tx, workspaceId, id);
    if (!activity) throw new Error(`expected to read the new activity ${id}`);
    return ok(activity);
  });
}
