import type { z } from 'zod';
import { type Campaign, CampaignSettings } from '../../lib/contract/campaign.ts';
import type { CampaignChange, CampaignSheet, PeopleInside } from '../../lib/contract/campaign-authoring.ts';
import { type Failure, fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Tx } from '../db/open.ts';
import { findSheet, lockSheet } from '../db/queries/campaign-sheets.ts';
import { findVersions, writeVersion } from '../db/queries/campaign-versions.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { refusalOf } from './create.ts';
import { movePeople } from './move-people.ts';
import { withOwnTemplates } from './own-templates.ts';
import { type Author, refuseArchived, refuseStale, refuseStranger, unknownCampaign } from './refusals.ts';

type Change = z.output<typeof CampaignChange>;

/**
 * Writes a campaign as its next version. People inside go on with theirs, or are moved to the new one (`movePeople`).
 * What says the same makes no version, and moves nobody.
 *
 * @returns the campaign; `CAMPAIGN_CHANGED` when somebody else has saved first, `CAMPAIGN_ARCHIVED`, `NOT_ALLOWED`,
 *   or `INVALID_INPUT` as when it is created; `CAMPAIGN_EMPTY` when people would be moved to a version without steps
 */
export async function updateCampaign(
  db: Database,
  author: Author,
  id: string,
  { baseVersion, people, ...change }: Change,
  now: Date,
): Promise<Result<CampaignSheet>> {
  return await changeOwn(db, author, id, async (tx, sheet) => {
    const refused = refuseArchived(sheet) ?? refuseStale(sheet, baseVersion) ?? refusalOf(change);
    if (refused) return refused;
    const days = await withOwnTemplates(tx, author, change.days, sheet.days);
    const written = { id, ...change, days, settings: CampaignSettings.parse(change.settings) };
    return isSame(sheet, written) ? null : await write(tx, author, { sheet, written, people }, now);
  });
}

/** Writes anew what an earlier version said; the category stays. What stands now remains a version. */
export async function restoreCampaign(
  db: Database,
  author: Author,
  id: string,
  { version, baseVersion, people }: { version: number; baseVersion: number; people: PeopleInside },
  now: Date,
): Promise<Result<CampaignSheet>> {
  return await changeOwn(db, author, id, async (tx, sheet) => {
    const refused = refuseArchived(sheet) ?? refuseStale(sheet, baseVersion);
    if (refused) return refused;
    const content = (await findVersions(tx, author.workspaceId, id, [version])).get(version);
    const message = `there is no version ${version}`;
    if (!content) return fail('NOT_FOUND', message, [{ path: 'version', message }]);
    const written = { id, category: sheet.category, ...content, restoredFrom: version };
    return await write(tx, author, { sheet, written, people }, now);
  });
}

interface Writing {
  sheet: CampaignSheet;
  written: Campaign & { restoredFrom?: number };
  people: PeopleInside;
}

async function write(
  tx: Tx,
  { workspaceId, userId }: Author,
  { sheet, written, people }: Writing,
  now: Date,
): Promise<Failure | null> {
  const moves = people === 'move' && sheet.active > 0;
  if (moves && written.days.length === 0)
    return fail('CAMPAIGN_EMPTY', `“${written.name}” has no steps to which people could be moved`);
  const version = await writeVersion(tx, workspaceId, written, userId, now);
  const moved = moves ? await movePeople(tx, workspaceId, { campaign: written, version }, now) : {};
  await recordChanges(tx, workspaceId, { campaigns: [sheet.id], ...moved, horizon: horizonAt(now) });
  return null;
}

/**
 * Locks a campaign that the caller may change, and answers how it is afterwards.
 * @param work - null: done; a failure, and nothing is to be written
 * @param teams - `teams stay` as they are until the end
 */
export async function changeOwn(
  db: Database,
  author: Author,
  id: string,
  work: (tx: Tx, sheet: CampaignSheet) => Promise<Failure | null>,
  teams?: 'teams stay',
): Promise<Result<CampaignSheet>> {
  return await withTransaction(db, async (tx) => {
    // Before the campaign, as whoever changes a team does: two that lock in opposite orders wait for ever.
    if (teams) await lockLibrary(tx, author.workspaceId);
    const sheet = await lockSheet(tx, author.workspaceId, id, author.userId);
    if (!sheet) return unknownCampaign();
    const refused = refuseStranger(sheet, author) ?? (await work(tx, sheet));
    if (refused) return refused;
    // As it is stored: a manager who takes the sharing away from somebody else's no longer sees it.
    const after = await findSheet(tx, author.workspaceId, id, null);
    return ok(after ?? sheet);
  });
}

function isSame(sheet: Campaign, written: Campaign): boolean {
  const said = ({ name, category, settings, days }: Campaign) =>
    canonical({ name, category, settings, days });
  return said(sheet) === said(written);
}

/** The database keeps keys in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
