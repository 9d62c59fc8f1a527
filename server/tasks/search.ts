import type { Role } from '../../lib/contract/account.ts';
import type { ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FoundTask } from '../../lib/contract/task-changes.ts';
import { dueBetween } from '../../lib/core/task/deed.ts';
import { dayBounds } from '../../lib/core/task/group.ts';
import type { Database, Db } from '../db/open.ts';
import { findMember } from '../db/queries/accounts.ts';
import { countTasks, findAnyTasks, listTaskCampaigns, searchTasks } from '../db/queries/task-search.ts';

/** Who asks for tasks or does something to them. */
export interface TaskUser {
  workspaceId: string;
  userId: string;
  role: Role;
}

/** May the user see the tasks of others and act on them. */
export const actsForOthers = ({ role }: TaskUser): boolean => role !== 'user';

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The zone in which the user's days are counted. */
export async function zoneOfUser(db: Db, { workspaceId, userId }: TaskUser): Promise<string> {
  const member = await findMember(db, workspaceId, userId);
  if (!member) throw new Error(`expected user ${userId} to be a member`);
  return member.timeZone;
}

/** Open tasks by groups of days, with what they can be narrowed down to. */
export async function searchOpenTasks(
  { kysely }: Database,
  user: TaskUser,
  { query }: ParsedRequestOf<'tasks.search'>,
  now: Date,
): Promise<Result<ResponseOf<'tasks.search'>>> {
  const { workspaceId } = user;
  const assignee = whose(user, query.assigneeId);
  if (!assignee.ok) return assignee;
  const timeZone = await zoneOfUser(kysely, user);
  const question = { ...query, ...dueBetween(query, timeZone), assigneeId: assignee.value };
  const tasks = await searchTasks(kysely, workspaceId, question, query);
  const counts = await countTasks(kysely, workspaceId, question, dayBounds(now, timeZone));
  const campaigns = await listTaskCampaigns(kysely, workspaceId, assignee.value);
  return ok({ tasks: tasks.map(listed), counts, campaigns });
}

/** One task with its texts: of one's own, or, for whoever acts for others, anybody's. */
export async function readTask({ kysely }: Database, user: TaskUser, id: string): Promise<Result<Task>> {
  const [task] = await findAnyTasks(kysely, user.workspaceId, [id]);
  const mayRead = task?.assigneeId === user.userId || actsForOthers(user);
  return task && mayRead ? ok(task) : fail('NOT_FOUND', 'there is no such task of yours');
}

function listed({ email: _, outcome: __, defaults: ___, ...task }: Task): FoundTask {
  return task;
}

/** Whose tasks are looked at; null: everybody's. */
function whose(user: TaskUser, assigneeId: string | undefined): Result<string | null> {
  if (assigneeId === undefined || assigneeId === user.userId) return ok(user.userId);
  if (!actsForOthers(user)) return fail('NOT_ALLOWED', 'only a manager may look at tasks of others');
  if (assigneeId !== 'all' && !isId(assigneeId))
    return invalidField('assigneeId', 'expected the id of a user, or all');
  return ok(assigneeId === 'all' ? null : assigneeId);
}
