import type { MailAction, MailDeed, MailStanding } from '../../contract/mail.ts';
import { folderOf } from './folder.ts';

/** What decides what can be done to a mail. */
export interface MailFacts {
  standing: MailStanding;
  archived: boolean;
  /** A person has marked it as a success. */
  success: boolean;
  inCampaign: boolean;
}

/**
 * What the row of a mail offers, the usual one first: never more than two. Mails of a campaign cannot be deleted, what
 * ended with its run cannot be sent again, and what may have arrived is never sent again from here.
 *
 * @see campaigns.md §12.2
 */
export function rowActions({ standing, archived, success, inCampaign }: MailFacts): MailAction[] {
  const remove: MailAction[] = inCampaign ? [] : ['delete'];
  switch (folderOf(standing, archived)) {
    case 'delivered':
      return ['archive', success ? 'noSuccess' : 'success'];
    case 'archived':
      return ['unarchive', ...remove];
    case 'draft':
    case 'scheduled':
      return ['edit', ...remove];
    case 'failed':
      return [...(standing === 'ended' ? [] : (['retry'] as const)), ...remove];
    case 'bounced':
      // What has come back later had moved its run on, or ended it: there is no task left to write it for.
      return [...(standing === 'returned' ? [] : (['retry'] as const)), ...remove];
    case 'spam':
      return remove;
    case 'unsure':
      return ['arrived', 'notSent'];
    case 'inProgress':
    case null:
      return [];
  }
}

/** What is so already when a deed comes a second time: it changes nothing, and is no fault. */
const doneBy: Partial<Record<MailDeed, (facts: MailFacts) => boolean>> = {
  archive: ({ archived }) => archived,
  unarchive: ({ archived }) => !archived,
  success: ({ success }) => success,
  noSuccess: ({ success }) => !success,
};

/** May it be done, must it be refused, or is it so already. */
export function judgeDeed(deed: MailDeed, facts: MailFacts): 'do' | 'done' | 'refuse' {
  if (doneBy[deed]?.(facts)) return 'done';
  if (deed === 'restore') return 'do';
  return rowActions(facts).includes(deed) ? 'do' : 'refuse';
}

/** What takes a deed back; null where nothing does. */
export function undoOf(deed: MailDeed): MailDeed | null {
  switch (deed) {
    case 'archive':
      return 'unarchive';
    case 'unarchive':
      return 'archive';
    case 'success':
      return 'noSuccess';
    case 'noSuccess':
      return 'success';
    case 'delete':
      return 'restore';
    case 'restore':
    case 'retry':
    case 'arrived':
    case 'notSent':
      return null;
  }
}
