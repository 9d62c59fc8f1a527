import type { Activity } from '../../lib/contract/task.ts';
import type { Db } from '../db/open.ts';
import { findHiddenCampaigns, listWorkedCampaigns } from '../db/queries/campaigns.ts';

/**
 * Lines of people's histories as a user may read them: one that bears the name of a campaign which is private to others
 * bears none. Whoever works a run of it knows its name.
 */
export async function withoutHiddenNames(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  lines: readonly Activity[],
): Promise<Activity[]> {
  const named = [...new Set(lines.flatMap(({ campaignId }) => campaignId ?? []))];
  if (named.length === 0) return [...lines];
  const hidden = await findHiddenCampaigns(db, workspaceId, userId, named);
  const worked = await listWorkedCampaigns(db, workspaceId, userId, [...hidden.keys()]);
  const isHidden = ({ campaignId, title }: Activity) =>
    campaignId !== null && !worked.has(campaignId) && hidden.get(campaignId)?.includes(title);
  return lines.map((line) => (isHidden(line) ? { ...line, title: '' } : line));
}
