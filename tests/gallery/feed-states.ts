import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { anEntry, someEntries } from '../support/feed.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Shown, Step } from './states.ts';
import { workspace } from './workspace-states.ts';

const usual: LibraryAnswers = {
  'feed.list': ({ query }: { query: { kinds?: string } }) =>
    ok({
      entries: query.kinds
        ? someEntries.filter(({ kind }) => query.kinds?.split(',').includes(kind))
        : [
            anEntry(0, 'clicked', { personId: null, personName: null, companyName: null, email: null }),
            ...someEntries.slice(1),
          ],
      next: 'more',
    }),
  'feed.news': () => ok({ count: 3, seenAt: '2026-11-18T02:00:00.000Z', now: '2026-11-18T10:00:00.000Z' }),
  'feed.look': () => ok({}),
  'feed.choices': () =>
    ok({
      campaigns: [{ id: idOf('campaign', 1), name: 'Spring' }],
      users: [
        { id: 'user-1', name: 'Karin Holm' },
        { id: 'user-2', name: 'Bo Ek' },
      ],
    }),
};
const page = (steps: Step[] = [], over: LibraryAnswers = {}): Shown =>
  workspace(
    { ...usual, ...over },
    { state: { session: signedIn }, steps: [{ click: 'a[href="#/feed"]' }, ...steps] },
  );
const tab = (steps: Step[] = [], over: LibraryAnswers = {}): Shown => ({
  page: 'sidebar',
  state: { session: signedIn },
  answers: aLibrary({ ...usual, ...over }).answers,
  steps: [{ click: '#tab-feed' }, ...steps],
});
const nothing: LibraryAnswers = { 'feed.list': () => ok({ entries: [], next: null }) };
const away: LibraryAnswers = {
  'feed.list': () => fail('SERVER_AWAY', 'no answer'),
  'feed.choices': () => fail('SERVER_AWAY', 'no answer'),
};

/** The live feed, in the workspace and beside a mail. */
export const feedStates: Record<string, Shown> = {
  feed: page(),
  'feed-focus': page([{ press: 'j' }, { press: 'j' }]),
  'feed-empty': page([], nothing),
  'feed-loading': page([], { 'feed.list': () => new Promise(() => undefined) }),
  'feed-away': page([], away),
  'feed-tab': tab(),
  'feed-tab-filters': tab([{ click: '.feed-fold summary' }]),
  'feed-tab-empty': tab([], nothing),
  'feed-tab-away': tab([], away),
  'feed-tab-news': { ...tab(), steps: [] },
};
