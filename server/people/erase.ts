import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { recordChanges } from '../db/queries/changes.ts';
import * as rows from '../db/queries/erase.ts';
import { countFigures } from '../db/queries/mailings.ts';
import { suppressAddresses } from '../db/queries/suppressed-addresses.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';

/**
 * Deletes people for good: their tasks, mails, history, consent and its proof. Figures of mailings that they have got stay, and
 * keep nothing that says who it was. What they have refused stays with a keyed hash of their address, and holds for
 * whoever is added with it later.
 *
 * @returns how many there were; `BEING_SENT` while a mail to one of them is being handed over
 */
export async function erasePeople(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { personIds, suppress }: { personIds: readonly string[]; suppress: boolean },
  now: Date,
): Promise<Result<{ people: number }>> {
  return await withTransaction(db, async (tx) => {
    const people = await rows.lockToErase(tx, workspaceId, personIds);
    if (people.length === 0) return ok({ people: 0 });
    const ids = people.map(({ id }) => id);
    const erased = { personIds: ids, addresses: await rows.findOwnAddresses(tx, workspaceId, people) };
    await suppressAddresses(tx, workspaceId, ids, suppress, now);
    if (!(await rows.deleteSendsTo(tx, workspaceId, erased)))
      return fail('BEING_SENT', 'a mail is being handed over right now: try again in a minute');
    for (const { mailingId, status, count } of await rows.eraseRecipients(tx, workspaceId, erased))
      await countFigures(tx, workspaceId, mailingId, { [statusFigure(status)]: -count });
    await rows.eraseImported(tx, workspaceId, erased);
    const horizon = horizonAt(now);
    const tasks = await findTasksNaming(tx, workspaceId, ids, horizon.closedSince);
    const activitiesGone = await rows.listRecentLines(tx, workspaceId, ids, horizon.activitiesSince);
    await rows.deletePeople(tx, workspaceId, erased);
    for (const id of ids)
      await writeAudit(tx, { workspaceId, userId, action: 'person.erased', subjectId: id, now });
    await recordChanges(tx, workspaceId, { people: ids, tasks, activitiesGone, horizon });
    return ok({ people: ids.length });
  });
}
