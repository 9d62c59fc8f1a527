import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import { createPeople } from '../../server/people/people.ts';
import { createSelection } from '../../server/selections/selections.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';

const AT_ONCE = 1000;

/**
 * A selection of so many people, whom all mailings may be sent to: of somebody a name and an address.
 *
 * @returns its id
 */
export async function selectionOfMany(
  db: Database,
  user: TeamUser,
  count: number,
  draftOf: (place: number) => { firstName: string; email: string },
  now = new Date(),
): Promise<string> {
  const { workspaceId } = user;
  await db.kysely
    .updateTable('workspaces')
    .set({ filter_by_consent: false })
    .where('id', '=', workspaceId)
    .execute();
  const { id } = unwrap(
    await createSelection(db, user, { id: randomUUID(), name: 'Fair', personIds: [] }, now),
  );
  for (let from = 0; from < count; from += AT_ONCE) {
    const drafts = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) =>
      draftOf(from + index),
    );
    const people = await createPeople(db, workspaceId, drafts, now);
    const members = people.map((person) => ({
      workspace_id: workspaceId,
      list_id: id,
      person_id: person.id,
    }));
    await db.kysely.insertInto('selection_members').values(members).execute();
  }
  return id;
}
