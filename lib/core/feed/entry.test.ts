import { expect, test } from 'vitest';
import { type ClickedBy, FeedKind } from '../../contract/feed.ts';
import { ActivityKind } from '../../contract/task.ts';
import { entryOf, newsKinds, type StoredEvent, storedFor } from './entry.ts';

const told = {
  id: '0192d6a0-0000-7000-8000-000000000001',
  at: '2026-06-04T08:00:00.000Z',
  heardAt: '2026-06-04T08:00:00.000Z',
  personId: null,
  personName: null,
  companyName: null,
  email: null,
  campaignId: null,
  campaignName: null,
  taskId: null,
  byName: null,
  title: 'Hello',
  note: null,
  ended: null,
  until: null,
};
const activity = (stored: ActivityKind, note: string | null = null): StoredEvent => ({
  ...told,
  note,
  source: 'activity',
  stored,
  agent: null,
});
const look = (agent: ClickedBy): StoredEvent => ({ ...told, source: 'look', stored: null, agent });
const opening = (agent: ClickedBy): StoredEvent => ({ ...told, source: 'open', stored: null, agent });
const click = (agent: 'desktop' | 'mobile' | 'machine' | 'unknown'): StoredEvent => ({
  ...told,
  source: 'click',
  stored: null,
  agent,
});

test.each([
  { stored: 'mail.sent', kind: 'sent' },
  { stored: 'reply.received', kind: 'replied' },
  { stored: 'reply.automatic', kind: 'away' },
  { stored: 'mail.bounced', kind: 'bounced' },
  { stored: 'campaign.unsubscribed', kind: 'runEnded' },
  { stored: 'campaign.company', kind: 'runEnded' },
  { stored: 'task.expired', kind: 'taskSkipped' },
  { stored: 'task.held', kind: 'held' },
] as const)('§13 $stored is told as $kind', ({ stored, kind }) => {
  expect(entryOf(activity(stored))).toEqual({ ...told, kind, clickedBy: null });
});

test.each([
  'link.clicked', // told click by click
  'content.opened', // likewise
  'mail.opened', // told opening by opening
  'task.snoozed',
  'task.reopened',
  'note.logged',
  'mail.logged',
] as const)('§13 %s is no line of the feed', (stored) => {
  expect(entryOf(activity(stored))).toBeNull();
});

test.each([
  { note: 'withdrawn', kind: 'unsubscribed' },
  { note: 'forbidden', kind: 'unsubscribed' },
  { note: 'given', kind: undefined },
  { note: 'allowed', kind: undefined },
  { note: null, kind: undefined },
])('a consent that becomes $note is told as $kind', ({ note, kind }) => {
  expect(entryOf(activity('consent.changed', note))?.kind).toBe(kind);
});

test.each([
  { agent: 'desktop', kind: 'clicked' },
  { agent: 'mobile', kind: 'clicked' },
  { agent: 'unknown', kind: 'clicked' }, // no evidence of a machine
  { agent: 'machine', kind: 'scanned' },
] as const)('§16 a link asked for by $agent is told as $kind', ({ agent, kind }) => {
  expect(entryOf(click(agent))).toMatchObject({ kind, clickedBy: agent });
  const looked = kind === 'scanned' ? kind : 'looked';
  expect(entryOf(look(agent))).toMatchObject({ kind: looked, clickedBy: agent });
  const opened = kind === 'scanned' ? kind : 'opened';
  expect(entryOf(opening(agent))).toMatchObject({ kind: opened, clickedBy: agent });
});

test.each(FeedKind.options)('what is read for %s is told as that, and nothing that is left is', (wanted) => {
  const { activities, clicks, looks, opens, successes } = storedFor([wanted]);
  const noteOf = (stored: ActivityKind) => (stored === 'consent.changed' ? 'withdrawn' : null);
  const kindsOf = (list: readonly ActivityKind[]) =>
    list.map((stored) => entryOf(activity(stored, noteOf(stored)))?.kind);
  const left = ActivityKind.options.filter((stored) => !activities.includes(stored));
  expect(new Set(kindsOf(activities))).toEqual(new Set(activities.length > 0 ? [wanted] : []));
  expect(kindsOf(left)).not.toContain(wanted);
  expect(clicks.map((agent) => entryOf(click(agent))?.kind)).toEqual(clicks.map(() => wanted));
  expect(looks.map((agent) => entryOf(look(agent))?.kind)).toEqual(looks.map(() => wanted));
  expect(opens.map((agent) => entryOf(opening(agent))?.kind)).toEqual(opens.map(() => wanted));
  expect(activities.length + clicks.length + looks.length + opens.length + Number(successes)).toBeGreaterThan(
    0,
  );
});

test('what one does oneself, or a machine does, is no news', () => {
  expect(newsKinds).not.toEqual(expect.arrayContaining(['sent']));
  for (const own of ['sent', 'taskDone', 'taskSkipped', 'runStarted', 'success', 'scanned'] as const)
    expect(newsKinds).not.toContain(own);
});
