import type { FeedEntry } from '../../lib/contract/feed.ts';
import { FeedKind } from '../../lib/contract/feed.ts';
import { idOf } from './tasks.ts';

const people = [
  ['Ana Itō', 'Fjord Logistik AB'],
  ['Bo Larsen', 'Nordby'],
  ['محمد العلي', 'شركة النقل'],
  ['Wilhelmina Konstantinopolitanowska-Brzęczyszczykiewicz', 'Verkehrsbetriebe der Stadt Wanne-Eickel GmbH'],
] as const;
const titles: Partial<Record<FeedKind, string>> = {
  clicked: 'fjord.example/tour/board',
  scanned: 'fjord.example/tour/board',
  unsubscribed: 'sales',
  runStarted: 'Spring',
  runEnded: 'Spring',
  taskDone: 'Ask how the offer was received',
};

/** One of many lines of the feed, an hour after each other. */
export function anEntry(index: number, kind: FeedKind, over: Partial<FeedEntry> = {}): FeedEntry {
  const [personName, companyName] = people[index % people.length] ?? people[0];
  const at = new Date(Date.UTC(2026, 10, 18, 9, 0) - index * 7_200_000).toISOString();
  const byUs = ['sent', 'taskDone', 'taskSkipped', 'runStarted', 'success'].includes(kind);
  return {
    id: idOf('activity', index + 1),
    kind,
    at,
    heardAt: at,
    personId: idOf('person', (index % people.length) + 1),
    personName,
    companyName,
    email: 'ana.ito@fjord.example',
    campaignId: idOf('campaign', 1),
    campaignName: 'Spring',
    taskId: null,
    byName: byUs ? 'Karin Holm' : null,
    title: titles[kind] ?? 'A short question about your sites',
    note: kind === 'bounced' ? '550 no such user here' : kind === 'away' ? '2026-11-30' : null,
    clickedBy:
      kind === 'opened' ? 'unknown' : kind === 'clicked' ? 'mobile' : kind === 'scanned' ? 'machine' : null,
    ended: kind === 'replied' ? 'replied' : null,
    until: null,
    ...over,
  };
}

/** A line of each kind. */
export const someEntries = FeedKind.options.map((kind, index) => anEntry(index, kind));
