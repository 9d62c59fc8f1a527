import type { Mailing } from '../../lib/contract/mailing.ts';
import { KeptMailingDrafts } from '../../lib/contract/mailing-draft.ts';
import type { Link } from '../data/link.ts';

/** What of a mailing is written in its wizard. */
export type MailingForm = Pick<Mailing, 'setup' | 'content'>;

/** Work on a mailing that is not saved, kept in this browser so that a closed tab loses nothing. */
export interface MailingDraft {
  id: string;
  /** What the server had when it was begun. */
  base: MailingForm;
  form: MailingForm;
  savedAt: string;
}

export function formOf({ setup, content }: MailingForm): MailingForm {
  return { setup, content };
}

export function isSameForm(one: MailingForm, other: MailingForm): boolean {
  // Both come from the server, or are made by changing what came, and keep the order of its keys.
  return JSON.stringify(formOf(one)) === JSON.stringify(formOf(other));
}

const setting = 'mailingDrafts';

/** All there are by id; what an older version of ours has kept and this one cannot read is left. */
export async function readDrafts(link: Link): Promise<Record<string, MailingDraft>> {
  const kept = await link.readSetting(setting);
  if (!kept) return {};
  try {
    const read = KeptMailingDrafts.safeParse(JSON.parse(kept));
    // Written by `keepDraft` alone.
    return read.success ? (read.data as unknown as Record<string, MailingDraft>) : {};
  } catch {
    // Not JSON: not ours.
    return {};
  }
}

export async function keepDraft(link: Link, draft: MailingDraft): Promise<void> {
  const all = await readDrafts(link);
  await link.writeSetting(setting, JSON.stringify({ ...all, [draft.id]: draft }));
}

export async function dropDraft(link: Link, id: string): Promise<void> {
  const { [id]: gone, ...rest } = await readDrafts(link);
  if (gone) await link.writeSetting(setting, JSON.stringify(rest));
}
