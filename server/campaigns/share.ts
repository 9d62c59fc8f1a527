import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { Result } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import type { Database } from '../db/open.ts';
import { listNamingLines } from '../db/queries/campaigns.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { horizonAt } from '../sync/horizon.ts';
import { refuseTeams } from '../teams/teams.ts';
import { type Author, refuseArchived } from './refusals.ts';
import { changeOwn } from './update.ts';

/**
 * Says who may see a campaign and put people on it. Runs that are under way go on, whoever may see it; devices hear
 * whether the lines of its people's histories bear its name.
 * @returns `INVALID_INPUT` naming a team that is not there, or that the caller is not in
 */
export async function shareCampaign(
  db: Database,
  author: Author,
  id: string,
  { shared, teamIds }: Sharing,
  now: Date,
): Promise<Result<CampaignSheet>> {
  return await changeOwn(
    db,
    author,
    id,
    async (tx, sheet) => {
      const chosen = shared ? [] : [...new Set(teamIds)];
      const refused = refuseArchived(sheet) ?? (await refuseTeams(tx, author, chosen, sheet.teamIds));
      if (refused) return refused;
      await saveSharing(tx, author.workspaceId, 'campaigns', id, { shared, teamIds: chosen });
      const horizon = horizonAt(now);
      const lines = await listNamingLines(tx, author.workspaceId, [id], horizon.activitiesSince);
      await recordChanges(tx, author.workspaceId, { activities: lines, horizon });
      return null;
    },
    'teams stay',
  );
}
