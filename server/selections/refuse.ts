import { type Failure, fail, invalid, invalidField, type WrongField } from '../../lib/contract/result.ts';
import type { SelectionDefinition } from '../../lib/contract/selection.ts';
import { listConditions } from '../../lib/core/selection/conditions.ts';
import {
  countParts,
  findCircle,
  interestsIn,
  partsOf,
  projectsOf,
} from '../../lib/core/selection/definition.ts';
import type { Tx } from '../db/open.ts';
import { listCampaignNames } from '../db/queries/campaigns.ts';
import { listInterests } from '../db/queries/interests.ts';
import { listProjects } from '../db/queries/projects.ts';
import * as rows from '../db/queries/selections.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import type { TeamUser } from '../teams/teams.ts';

/** How many selections one can be made of, those of those counted along. */
const MOST_PARTS = 32;

/**
 * Why a selection cannot ask for something; null when it can. Definitions cannot be changed elsewhere from now on.
 *
 * @param id - of the selection; null: of none that is kept
 * @returns `INVALID_INPUT` naming by its path what the user cannot see, what would make it part of itself, and what is too much
 */
export async function refuseDefinition(
  tx: Tx,
  user: TeamUser,
  id: string | null,
  definition: SelectionDefinition,
): Promise<Failure | null> {
  const { workspaceId } = user;
  await rows.lockDefinitions(tx, workspaceId);
  const seen = new Map((await rows.listSelections(tx, user)).map((one) => [one.id, one]));
  const wrong: WrongField[] = [];
  const say = (path: string, message: string) => wrong.push({ path: `definition.${path}`, message });
  for (const { path, id: part, mustBeStatic } of partsOf(definition)) {
    const found = seen.get(part);
    if (!found) say(path, 'there is no such selection');
    else if (mustBeStatic && found.kind !== 'static')
      say(path, `expected a static selection; “${found.name}” is not`);
  }
  if (definition.kind === 'combined' && definition.firstId === definition.secondId)
    say('secondId', 'expected another selection than the first');
  for (const one of await unknownIn(tx, user, definition)) say(one.path, one.message);
  if (wrong.length > 0) return invalid(wrong);
  const known = await rows.listDefinitions(tx, workspaceId);
  const circle = id === null ? null : findCircle(id, definition, known);
  if (circle) {
    const way = circle.map((one) => `“${seen.get(one)?.name ?? 'a selection that you may not see'}”`);
    const [part = ''] = circle;
    const path = partsOf(definition).find((one) => one.id === part)?.path ?? 'secondId';
    return invalidField(
      `definition.${path}`,
      `it would be made of itself: ${way[0]} is made of ${way.slice(1).join(', which is made of ')}`,
    );
  }
  if (countParts(definition, known) > MOST_PARTS)
    return invalidField('definition', `expected to be made of ${MOST_PARTS} selections at most, all in all`);
  return null;
}

/** Types, interests, projects and campaigns that conditions name and that there are not, as far as the user may see. */
async function unknownIn(tx: Tx, user: TeamUser, definition: SelectionDefinition): Promise<WrongField[]> {
  if (definition.kind !== 'dynamic') return [];
  const placed = listConditions(definition.conditions);
  const asks = (field: string) => placed.some(({ condition }) => condition.field === field);
  const types = asks('subscription') ? await listSubscriptionTypes(tx, user.workspaceId) : [];
  const campaigns = asks('campaign') ? await listCampaignNames(tx, user.workspaceId, user.userId) : [];
  const interests = asks('interests') ? await listInterests(tx, user.workspaceId) : [];
  const projects = asks('project') ? await listProjects(tx, user) : [];
  const has = (list: readonly { id: string }[], id: string) => list.some((one) => one.id === id);
  return placed.flatMap(({ path, condition }) => {
    const at = `conditions.${path}`;
    if (condition.field === 'subscription' && !has(types, condition.typeId))
      return [{ path: `${at}.typeId`, message: 'there is no such type of mailings' }];
    if (condition.field === 'interests')
      return condition.ids.flatMap((id, place) =>
        has(interests, id) ? [] : [{ path: `${at}.ids.${place}`, message: 'there is no such interest' }],
      );
    if (condition.field === 'project' && !has(projects, condition.id))
      return [{ path: `${at}.id`, message: 'there is no such project' }];
    if (condition.field === 'campaign' && condition.campaignId && !has(campaigns, condition.campaignId))
      return [{ path: `${at}.campaignId`, message: 'there is no such campaign' }];
    return [];
  });
}

/** Why a selection, project or interest cannot be deleted: selections are made of it, and are named as far as the user may see them. */
export async function refuseInUse(tx: Tx, user: TeamUser, id: string): Promise<Failure | null> {
  await rows.lockDefinitions(tx, user.workspaceId);
  const users = [...(await rows.listDefinitions(tx, user.workspaceId))].filter(
    ([, definition]) =>
      partsOf(definition).some((part) => part.id === id) ||
      projectsOf(definition).includes(id) ||
      interestsIn(definition).includes(id),
  );
  if (users.length === 0) return null;
  const seen = new Map((await rows.listSelections(tx, user)).map(({ id: one, name }) => [one, name]));
  const names = users.flatMap(([one]) => seen.get(one) ?? []).map((name) => `“${name}”`);
  const hidden = users.length - names.length;
  if (hidden > 0) names.push(hidden === 1 ? 'one that you may not see' : `${hidden} that you may not see`);
  return fail('SELECTION_IN_USE', `selections are made of it: ${names.join(', ')}`);
}

/** Why a deleted selection cannot come back: what it is made of has been deleted since. */
export async function refuseMissingParts(tx: Tx, user: TeamUser, id: string): Promise<Failure | null> {
  await rows.lockDefinitions(tx, user.workspaceId);
  const definition = await rows.findDefinition(tx, user.workspaceId, id);
  for (const part of definition ? partsOf(definition) : [])
    if (!(await rows.isThere(tx, user.workspaceId, part.id)))
      return fail('NOT_FOUND', 'a selection that it is made of is deleted');
  return null;
}
