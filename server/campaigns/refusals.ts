import type { Role } from '../../lib/contract/account.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { type Failure, fail } from '../../lib/contract/result.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';

/** Somebody who looks after campaigns, and what they may do there. */
export interface Author {
  workspaceId: string;
  userId: string;
  role: Role;
}

export const unknownCampaign = () => fail('NOT_FOUND', 'there is no such campaign');

/** Why somebody else may not change it; null when they may. */
export function refuseStranger(
  { name, ownerId, ownerName }: CampaignSheet,
  { userId, role }: Author,
): Failure | null {
  if (ownerId === userId || role !== 'user') return null;
  return fail(
    'NOT_ALLOWED',
    `“${name}” belongs to ${ownerName ?? 'somebody else'}; they or a manager can change it`,
  );
}

export function refuseArchived({ name, archivedAt }: CampaignSheet): Failure | null {
  return archivedAt === null ? null : fail('CAMPAIGN_ARCHIVED', `“${name}” is archived; bring it back first`);
}

/** Why nobody can be put on it; null when it takes people in. */
export function refuseLaunch(campaign: CampaignSheet): Failure | null {
  const archived = refuseArchived(campaign);
  if (archived) return archived;
  if (stepsInOrder(campaign).length > 0) return null;
  return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
}

/** Somebody else was faster: what the caller has written stays with the caller. */
export function refuseStale({ name, version }: CampaignSheet, baseVersion: number): Failure | null {
  if (version === baseVersion) return null;
  return fail(
    'CAMPAIGN_CHANGED',
    `“${name}” has been changed since it was read: it is at version ${version}, not ${baseVersion}`,
  );
}
