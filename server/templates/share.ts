import { ok, type Result } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { Database } from '../db/open.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { refuseTeams } from '../teams/teams.ts';
import { changeOwn } from './change-own.ts';
import { refuseArchived, type TemplateUser } from './refusals.ts';

/**
 * Says with whom a template is shared. Whoever loses it loses it on their devices too; steps keep their copies.
 * @returns `INVALID_INPUT` naming a team that is not there, or that the caller is not in
 */
export async function shareTemplate(
  db: Database,
  user: TemplateUser,
  id: string,
  { shared, teamIds }: Sharing,
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, id, now, async (tx, template) => {
    const chosen = shared ? [] : [...new Set(teamIds)];
    const refused = refuseArchived(template) ?? (await refuseTeams(tx, user, chosen, template.teamIds ?? []));
    if (refused) return refused;
    await saveSharing(tx, user.workspaceId, 'templates', id, { shared, teamIds: chosen });
    return ok(undefined);
  });
}
