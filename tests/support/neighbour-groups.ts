import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import { createGroup } from '../../server/groups/groups.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type GroupsName = Extract<DomainName, `groups.${string}`>;

/**
 * A group of the full workspace: what a stranger asks about it, and what no answer may say of it.
 *
 * @param ownId - a person of the stranger's, who can get into no group of others
 */
export async function addNeighbourGroup(
  db: Database,
  user: TeamUser,
  { personId, ownId, now }: { personId: string; ownId: string; now: Date },
): Promise<{ requests: { [N in GroupsName]: HandledRequestOf<N> }; secrets: string[] }> {
  const id = randomUUID();
  const name = 'Whispered about';
  unwrap(await createGroup(db, user, { id, name, personIds: [personId] }, now));
  const params = { id };
  const requests = {
    'groups.list': {},
    'groups.create': { body: { id: randomUUID(), name: 'Own group', personIds: [ownId] } },
    'groups.rename': { params, body: { name: 'Taken' } },
    'groups.people': { params, query: { limit: 1000, offset: 0 } },
    'groups.change': { params, body: { add: [ownId], remove: [personId] } },
    'groups.share': { params, body: { shared: true, teamIds: [] } },
    'groups.delete': { params },
  };
  return { requests, secrets: [name, id] };
}
