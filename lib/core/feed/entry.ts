import type { ClickedBy, FeedEntry, FeedKind } from '../../contract/feed.ts';
import type { ActivityKind } from '../../contract/task.ts';

/** What is stored of something that happened: a line of the history, a click, a look at a file, an opening, or what was said about a mail. */
export type StoredEvent = Omit<FeedEntry, 'kind' | 'clickedBy'> &
  (
    | { source: 'activity'; stored: ActivityKind; agent: null }
    | { source: 'click' | 'look' | 'open'; stored: null; agent: ClickedBy }
    | { source: 'success'; stored: null; agent: null }
  );

/**
 * What each line of the history is in the feed; null where it is none: what was planned, written down by hand or only
 * moved is no event. Clicks and openings are told one by one from where they are stored, so their common line is left out. Runs that
 * end because somebody wants no more mail are told as ends; that they want none is told by their consent.
 */
const kinds: Record<ActivityKind, FeedKind | null> = {
  'mail.sent': 'sent',
  'link.clicked': null,
  'content.opened': null,
  'mail.opened': null,
  'reply.received': 'replied',
  'reply.automatic': 'away',
  'mail.bounced': 'bounced',
  'consent.changed': 'unsubscribed',
  'interest.added': null,
  'interest.removed': null,
  'person.merged': null,
  'campaign.started': 'runStarted',
  'campaign.completed': 'runEnded',
  'campaign.stopped': 'runEnded',
  'campaign.unsubscribed': 'runEnded',
  'campaign.company': 'runEnded',
  'task.done': 'taskDone',
  'task.skipped': 'taskSkipped',
  'task.expired': 'taskSkipped',
  'task.passed': null,
  'task.held': 'held',
  'task.turnedAutomatic': null,
  'task.released': null,
  'task.snoozed': null,
  'task.reopened': null,
  'note.logged': null,
  'call.logged': null,
  'meeting.logged': null,
  'mail.logged': null,
};

/** The notes of a changed consent by which somebody wants no more; any other says that they may be written to. */
export const refusals = ['withdrawn', 'forbidden', 'declined'] as const;

/** A machine that asks for links and images is told apart only where it says so itself; whoever says nothing is taken for a reader. */
const readerKind = (kind: FeedKind, agent: ClickedBy): FeedKind => (agent === 'machine' ? 'scanned' : kind);

/**
 * A stored event as a line of the feed.
 * @returns null: the feed says nothing of it
 */
export function entryOf({ source, stored, agent, ...told }: StoredEvent): FeedEntry | null {
  switch (source) {
    case 'click':
      return { ...told, kind: readerKind('clicked', agent), clickedBy: agent };
    case 'look':
      return { ...told, kind: readerKind('looked', agent), clickedBy: agent };
    case 'open':
      return { ...told, kind: readerKind('opened', agent), clickedBy: agent };
    case 'success':
      return { ...told, kind: 'success', clickedBy: null };
    case 'activity': {
      const kind = kinds[stored];
      if (kind === null || (kind === 'unsubscribed' && !isRefusal(told.note))) return null;
      return { ...told, kind, clickedBy: null };
    }
  }
}

const isRefusal = (note: string | null): boolean => refusals.some((word) => word === note);

/** Where the events behind some kinds of lines are stored. */
export interface Stored {
  activities: ActivityKind[];
  clicks: ClickedBy[];
  looks: ClickedBy[];
  opens: ClickedBy[];
  successes: boolean;
}

/** What must be read for these kinds of lines. */
export function storedFor(wanted: readonly FeedKind[]): Stored {
  const isWanted = (kind: FeedKind | null) => kind !== null && wanted.includes(kind);
  // Keys of the table itself.
  const activities = (Object.keys(kinds) as ActivityKind[]).filter((stored) => isWanted(kinds[stored]));
  const agents: ClickedBy[] = ['desktop', 'mobile', 'machine', 'unknown'];
  const by = (kind: FeedKind) => agents.filter((agent) => isWanted(readerKind(kind, agent)));
  return {
    activities,
    clicks: by('clicked'),
    looks: by('looked'),
    opens: by('opened'),
    successes: isWanted('success'),
  };
}

/** What one has not done oneself: only that is news. What machines do is none. */
export const newsKinds: readonly FeedKind[] = [
  'opened',
  'clicked',
  'looked',
  'replied',
  'away',
  'bounced',
  'unsubscribed',
  'held',
];
