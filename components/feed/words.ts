import type { FeedEntry, FeedKind } from '../../lib/contract/feed.ts';
import type { IconName } from '../Icon.tsx';
import { type TextKey, t } from '../i18n.ts';
import { type Clock, calendarDay, shortTimeWithin } from '../time.ts';

/** The mark of each kind of line. */
export const icons: Record<FeedKind, IconName> = {
  opened: 'opened',
  clicked: 'tracked',
  looked: 'attachment',
  replied: 'reply',
  away: 'alarm',
  bounced: 'problem',
  unsubscribed: 'forbidden',
  success: 'favourite',
  runEnded: 'stop',
  held: 'flag',
  sent: 'send',
  taskDone: 'done',
  taskSkipped: 'skip',
  runStarted: 'play',
  scanned: 'shield',
};

const purposes: Partial<Record<string, TextKey>> = {
  sales: 'consent.sales',
  marketing: 'consent.marketing',
  no_mailings: 'consent.noMailings',
};

/** `YYYY-MM-DD` */
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What the line is about. */
export function aboutOf({ kind, title }: FeedEntry): string {
  const purpose = kind === 'unsubscribed' ? purposes[title] : undefined;
  return purpose ? t(purpose) : title;
}

/** What more is known of it, each a few words. */
export function factsOf(entry: FeedEntry, clock: Clock): string[] {
  const { kind, note, ended, until, byName } = entry;
  const facts: (string | null)[] = [
    readerOf(entry),
    ended === null || ended === 'active' ? null : t(`feed.ended.${ended}`),
    until === null ? null : t('feed.waits', { time: shortTimeWithin(until, clock) }),
    noteOf(kind, note),
    byName === null ? null : t('feed.by', { name: byName }),
  ];
  return facts.filter((fact) => fact !== null);
}

function readerOf({ kind, clickedBy }: FeedEntry): string | null {
  if (clickedBy === null) return null;
  const isOpening = kind === 'opened' && clickedBy !== 'machine';
  return isOpening ? t(`feed.openedBy.${clickedBy}`) : t(`feed.clickedBy.${clickedBy}`);
}

function noteOf(kind: FeedKind, note: string | null): string | null {
  if (note === null || kind === 'unsubscribed') return null;
  if (kind === 'away' && DAY.test(note)) return t('history.backOn', { day: calendarDay(note) });
  if (kind === 'runEnded' && note === 'complaint') return t('history.complaint');
  return kind === 'bounced' || kind === 'away' || kind === 'taskDone' ? note : null;
}
