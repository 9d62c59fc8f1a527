import { KeptCampaignDrafts } from '../../lib/contract/campaign-draft.ts';
import type { Link } from '../data/link.ts';
import type { CampaignForm } from './form.ts';

/** Work on a campaign that is not saved, kept in this browser so that a closed tab loses nothing. */
export interface CampaignDraft {
  /** The campaign's; of a new one the id that it will have. */
  id: string;
  /** Version that it began with; null for a new campaign. */
  baseVersion: number | null;
  form: CampaignForm;
  savedAt: string;
}

const setting = 'campaignDrafts';

/** All there are by id; what an older version of ours has kept and this one cannot read is left. */
export async function readDrafts(link: Link): Promise<Record<string, CampaignDraft>> {
  const kept = await link.readSetting(setting);
  if (!kept) return {};
  try {
    const read = KeptCampaignDrafts.safeParse(JSON.parse(kept));
    // Written by `keepDraft` alone.
    return read.success ? (read.data as unknown as Record<string, CampaignDraft>) : {};
  } catch {
    // Not JSON: not ours.
    return {};
  }
}

export async function keepDraft(link: Link, draft: CampaignDraft): Promise<void> {
  const all = await readDrafts(link);
  await link.writeSetting(setting, JSON.stringify({ ...all, [draft.id]: draft }));
}

export async function dropDraft(link: Link, id: string): Promise<void> {
  const { [id]: gone, ...rest } = await readDrafts(link);
  if (gone) await link.writeSetting(setting, JSON.stringify(rest));
}
