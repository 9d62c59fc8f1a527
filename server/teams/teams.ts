import type { Role } from '../../lib/contract/account.ts';
import { type Failure, fail, invalid, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { mostTeams } from '../../lib/contract/sharing.ts';
import type { Team, TeamDeletion } from '../../lib/contract/team-api.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { listMembers, writeAudit } from '../db/queries/accounts.ts';
import { listNamingLines } from '../db/queries/campaigns.ts';
import { recordChanges } from '../db/queries/changes.ts';
import * as rows from '../db/queries/teams.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';

/** Who looks after teams, or shares with them. */
export interface TeamUser {
  workspaceId: string;
  userId: string;
  role: Role;
}

interface TeamText {
  name: string;
  memberIds: string[];
}

const unknownTeam = () => fail('NOT_FOUND', 'there is no such team');

/** Teams by name. */
export async function listTeams(db: Db, { workspaceId, userId, role }: TeamUser): Promise<Team[]> {
  const teams = await rows.listTeams(db, workspaceId);
  return teams.map((team) => ({ ...team, mayShare: role === 'admin' || team.memberIds.includes(userId) }));
}

/**
 * Makes a team; with an id that is there it is answered as it is.
 * @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming a name that is taken or a member who is not in the workspace
 */
export async function createTeam(
  db: Database,
  user: TeamUser,
  { id, ...text }: TeamText & { id: string },
  now: Date,
): Promise<Result<Team>> {
  return await changing(db, user, async (tx, teams) => {
    if (teams.some((team) => team.id === id)) return ok(await getTeam(tx, user, id));
    if (teams.length >= mostTeams) return fail('LIMIT_REACHED', `there can be ${mostTeams} teams at most`);
    return await write(tx, user, { id, ...text }, now);
  });
}

/** Renames a team and says who is in it. Whoever leaves takes along what they had shared there. */
export async function updateTeam(
  db: Database,
  user: TeamUser,
  id: string,
  text: TeamText,
  now: Date,
): Promise<Result<Team>> {
  return await changing(db, user, async (tx, teams) =>
    teams.some((team) => team.id === id) ? await write(tx, user, { id, ...text }, now) : unknownTeam(),
  );
}

async function write(
  tx: Tx,
  user: TeamUser,
  { id, name, memberIds }: TeamText & { id: string },
  now: Date,
): Promise<Result<Team>> {
  const { workspaceId } = user;
  const refused = await refusalOf(tx, workspaceId, { id, name, memberIds });
  if (refused) return refused;
  const before = await rows.findTeam(tx, workspaceId, id);
  const leaving = before?.memberIds.filter((member) => !memberIds.includes(member)) ?? [];
  const shared = await sharedWith(tx, workspaceId, id);
  await rows.saveTeam(tx, workspaceId, { id, name }, now);
  await rows.setMembers(tx, workspaceId, id, memberIds);
  for (const what of rows.shareables)
    await rows.unshareFrom(tx, workspaceId, what, { teamId: id, owners: leaving });
  await note(tx, user, before ? 'team.change' : 'team.add', id, now);
  await tell(tx, workspaceId, shared, now);
  return ok(await getTeam(tx, user, id));
}

async function refusalOf(tx: Tx, workspaceId: string, team: TeamText & { id: string }) {
  const others = (await rows.listTeams(tx, workspaceId)).filter(({ id }) => id !== team.id);
  if (others.some(({ name }) => name.toLowerCase() === team.name.toLowerCase()))
    return invalidField('name', `there is a team “${team.name}” already`);
  const known = new Set((await listMembers(tx, workspaceId)).map(({ id }) => id));
  const strangers = team.memberIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `memberIds.${index}`, message: 'expected a user of this workspace' }],
  );
  return strangers.length > 0 ? invalid(strangers) : null;
}

/** What deleting a team would unshare, to be told before it is done. */
export async function consequenceOfDeletion(
  { kysely }: Database,
  { workspaceId }: TeamUser,
  id: string,
): Promise<Result<TeamDeletion>> {
  if (!(await rows.findTeam(kysely, workspaceId, id))) return unknownTeam();
  const templates = await rows.listSharedWith(kysely, workspaceId, 'templates', id);
  const campaigns = await rows.listSharedWith(kysely, workspaceId, 'campaigns', id);
  const selections = await rows.listSharedWith(kysely, workspaceId, 'selections', id);
  const projects = await rows.listSharedWith(kysely, workspaceId, 'projects', id);
  const content = await rows.listSharedWith(kysely, workspaceId, 'content_items', id);
  const alone = [...templates, ...campaigns, ...selections, ...projects, ...content].filter(
    ({ teamIds }) => teamIds.length === 1,
  );
  return ok({
    templates: templates.length,
    campaigns: campaigns.length,
    selections: selections.length,
    projects: projects.length,
    content: content.length,
    private: alone.length,
  });
}

/** Deletes a team. What was shared with it and nobody else is its owner's own again. */
export async function deleteTeam(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  const { workspaceId } = user;
  return await changing(db, user, async (tx, teams) => {
    if (!teams.some((team) => team.id === id)) return unknownTeam();
    const shared = await sharedWith(tx, workspaceId, id);
    for (const what of rows.shareables)
      await rows.unshareFrom(tx, workspaceId, what, { teamId: id, owners: null });
    await rows.deleteTeamRow(tx, workspaceId, id);
    await note(tx, user, 'team.delete', id, now);
    await tell(tx, workspaceId, shared, now);
    return ok({});
  });
}

/**
 * Why somebody may not share with these teams; null when they may. A team that it is shared with already may stay.
 *
 * @param present - teams that it is shared with now
 */
export async function refuseTeams(
  tx: Tx,
  user: TeamUser,
  teamIds: readonly string[],
  present: readonly string[],
): Promise<Failure | null> {
  const teams = new Map((await listTeams(tx, user)).map((team) => [team.id, team]));
  const wrong = teamIds.flatMap((id, index) => {
    const team = teams.get(id);
    if (team && (team.mayShare || present.includes(id))) return [];
    const message = team ? `you are not in “${team.name}”` : 'there is no such team';
    return [{ path: `teamIds.${index}`, message }];
  });
  return wrong.length > 0 ? invalid(wrong) : null;
}

/** With the library locked, as whoever shares has it: what is shared with a team stays so meanwhile. */
async function changing<T>(
  db: Database,
  { workspaceId }: TeamUser,
  work: (tx: Tx, teams: Awaited<ReturnType<typeof rows.listTeams>>) => Promise<Result<T>>,
): Promise<Result<T>> {
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, workspaceId);
    return await work(tx, await rows.listTeams(tx, workspaceId));
  });
}

async function getTeam(tx: Tx, user: TeamUser, id: string): Promise<Team> {
  const team = (await listTeams(tx, user)).find((one) => one.id === id);
  if (!team) throw new Error(`expected team ${id} behind its lock`);
  return team;
}

async function note(tx: Tx, { workspaceId, userId }: TeamUser, action: string, id: string, now: Date) {
  await writeAudit(tx, { workspaceId, userId, action, subjectId: id, now });
}

interface SharedWith {
  templates: string[];
  campaigns: string[];
}

async function sharedWith(tx: Tx, workspaceId: string, teamId: string): Promise<SharedWith> {
  const templates = await rows.listSharedWith(tx, workspaceId, 'templates', teamId);
  const campaigns = await rows.listSharedWith(tx, workspaceId, 'campaigns', teamId);
  return { templates: templates.map(({ id }) => id), campaigns: campaigns.map(({ id }) => id) };
}

/** Devices hear of what their users may see from now on, or no longer; as the last statement. */
async function tell(
  tx: Tx,
  workspaceId: string,
  { templates, campaigns }: SharedWith,
  now: Date,
): Promise<void> {
  const horizon = horizonAt(now);
  const activities = await listNamingLines(tx, workspaceId, campaigns, horizon.activitiesSince);
  await recordChanges(tx, workspaceId, { templates, activities, horizon });
}
