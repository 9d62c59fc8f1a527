import type { MailCounts, PeopleCounts } from '../../contract/analytics.ts';
import type { EnrolmentStatus } from '../../contract/campaign.ts';

const none = { total: 0, unique: 0 };
/** Of what nothing has happened to. */
export const noMails: MailCounts = {
  sent: none,
  tracked: 0,
  withImage: 0,
  opened: none,
  clicked: none,
  replied: none,
  success: none,
  bounced: none,
  unsubscribed: none,
};

/** Runs by how they stand, added up: those that began are all of them. */
export function addPeople(runs: readonly { status: EnrolmentStatus; count: number }[]): PeopleCounts {
  const by: PeopleCounts['by'] = {};
  let entered = 0;
  for (const { status, count } of runs) {
    by[status] = (by[status] ?? 0) + count;
    entered += count;
  }
  return { entered, by };
}

/**
 * A part of a whole, from 0 to 1.
 * @returns null: there is nothing it could be a part of
 */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, part / whole) : null;
}

/** What can be known of mails: how often, and of how many of them. */
export type MailCount = Exclude<keyof MailCounts, 'tracked' | 'withImage'>;

/** One count of mails; null where nobody can know it. */
export function countOf(mails: MailCounts, name: MailCount): MailCounts[MailCount] | null {
  if (name === 'clicked') return clickedOf(mails);
  return name === 'opened' ? openedOf(mails) : mails[name];
}

/** Mails that were opened; null: no sent mail has an opening image and nobody has opened one. */
function openedOf({ opened, withImage }: MailCounts): MailCounts['opened'] | null {
  return withImage === 0 && opened.total === 0 ? null : opened;
}

/** Mails that were clicked; null: no link of a sent mail is tracked and nobody has clicked, so nobody knows. */
function clickedOf({ clicked, tracked }: MailCounts): MailCounts['clicked'] | null {
  return tracked === 0 && clicked.total === 0 ? null : clicked;
}
