import type { ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { listMembers } from '../db/queries/accounts.ts';
import { listSummaries } from '../db/queries/campaign-sheets.ts';
import type { TeamUser } from '../teams/teams.ts';

/**
 * Campaigns that the user may see, with their categories; for an admin as a colleague sees them, where that is asked for.
 *
 * @returns `NOT_ALLOWED` for anybody else who asks as a colleague, `INVALID_INPUT` naming one who is not in the workspace
 */
export async function overviewOf(
  { kysely }: Database,
  { workspaceId, userId, role }: TeamUser,
  { as = userId, ...query }: ParsedRequestOf<'campaigns.overview'>['query'],
): Promise<Result<ResponseOf<'campaigns.overview'>>> {
  if (as !== userId && role !== 'admin')
    return fail('NOT_ALLOWED', 'only an admin may look at campaigns as somebody else');
  const members = role === 'admin' ? await listMembers(kysely, workspaceId) : [];
  if (as !== userId && !members.some(({ id }) => id === as))
    return invalidField('as', 'expected a user of this workspace');
  const users = members.map(({ id, name }) => ({ id, name }));
  return ok({ ...(await listSummaries(kysely, workspaceId, as, query)), users });
}
