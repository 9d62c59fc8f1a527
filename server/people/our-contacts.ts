import type { SomeContacts } from '../../lib/contract/our-contacts.ts';
import { invalid, ok, type Result } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { findMembers } from '../db/queries/accounts.ts';
import { saveOurContacts } from '../db/queries/our-contacts.ts';
import { lockPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseStrangers } from '../people-lists/keep.ts';

/**
 * Says who of the workspace looks after people. Mails of mailings can come from them.
 *
 * @returns how many people have others than before; `INVALID_INPUT` naming people and users that there are not
 */
export async function setOurContacts(
  db: Database,
  workspaceId: string,
  { personIds, ...contacts }: { personIds: readonly string[] } & SomeContacts,
  now: Date,
): Promise<Result<{ people: number }>> {
  return await withTransaction(db, async (tx) => {
    await lockPeople(tx, workspaceId, [...personIds]);
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    const meant = Object.entries(contacts).flatMap(([path, id]) => (id ? [{ path, id }] : []));
    const members = await findMembers(
      tx,
      workspaceId,
      meant.map(({ id }) => id),
    );
    const known = new Set(members.map(({ userId }) => userId));
    const wrong = meant.filter(({ id }) => !known.has(id));
    if (wrong.length > 0)
      return invalid(wrong.map(({ path }) => ({ path, message: 'there is no such user in the workspace' })));
    const changed = await saveOurContacts(tx, workspaceId, personIds, contacts, now);
    return ok({ people: changed.length });
  });
}
