import { randomUUID } from 'node:crypto';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import type { SelectionDefinition } from '../../lib/contract/selection.ts';
import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { setInterests } from '../../server/people/interests.ts';
import { createProject } from '../../server/projects/projects.ts';
import { createSelection } from '../../server/selections/selections.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type SelectionsName = Extract<
  DomainName,
  | `selections.${string}`
  | `projects.${string}`
  | `interests.${string}`
  | 'people.interests'
  | 'people.changeInterests'
>;

/**
 * A selection of the full workspace: what a stranger asks about it, and what no answer may say of it.
 *
 * @param ownId - a person of the stranger's, who can get into no selection of others
 */
export async function addNeighbourSelection(
  db: Database,
  user: TeamUser,
  { personId, ownId, now }: { personId: string; ownId: string; now: Date },
): Promise<{ requests: { [N in SelectionsName]: HandledRequestOf<N> }; secrets: string[] }> {
  const id = randomUUID();
  const name = 'Whispered about';
  unwrap(await createSelection(db, user, { id, name, personIds: [personId] }, now));
  const params = { id };
  const everybody: ConditionGroup = {
    field: 'group',
    match: 'all',
    of: [{ field: 'name', operator: 'isFilled', value: '' }],
  };
  const anybody: SelectionDefinition = { kind: 'dynamic', conditions: everybody };
  const project = {
    id: randomUUID(),
    name: 'Undertaken in silence',
    description: 'Nobody says',
    status: 'active',
  } as const;
  unwrap(await createProject(db, user, { ...project, personIds: [personId] }, now));
  const interest = { id: randomUUID(), name: 'Secretly liked' };
  unwrap(await setInterests(db, user.workspaceId, [interest], now));
  const theProject = { params: { id: project.id } };
  const said = { name: 'Own', description: '', status: 'active' } as const;
  const requests = {
    'interests.list': {},
    'interests.set': { body: { interests: [{ id: interest.id, name: 'Taken' }] } },
    'interests.remove': { params: { id: interest.id } },
    'people.interests': { params: { id: personId } },
    'people.changeInterests': { body: { personIds: [personId], add: [interest.id], remove: [] } },
    'projects.list': {},
    'projects.create': { body: { ...said, id: randomUUID(), personIds: [ownId] } },
    'projects.get': theProject,
    'projects.update': { ...theProject, body: said },
    'projects.people': { ...theProject, query: { limit: 1000, offset: 0 } },
    'projects.change': { ...theProject, body: { add: [ownId], remove: [personId] } },
    'projects.share': { ...theProject, body: { shared: true, teamIds: [] } },
    'projects.delete': theProject,
    'projects.restore': theProject,
    'selections.list': {},
    'selections.create': { body: { id: randomUUID(), name: 'Own selection', personIds: [ownId] } },
    'selections.preview': { body: { definition: anybody } },
    'selections.get': { params },
    'selections.define': { params, body: { definition: anybody } },
    'selections.makeStatic': { params },
    'selections.rename': { params, body: { name: 'Taken' } },
    'selections.people': { params, query: { limit: 1000, offset: 0 } },
    'selections.change': { params, body: { add: [ownId], remove: [personId] } },
    'selections.share': { params, body: { shared: true, teamIds: [] } },
    'selections.delete': { params },
    'selections.restore': { params },
  };
  return { requests, secrets: [name, id, project.name, project.description, project.id, interest.name] };
}
