import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { ok, type Result } from '../../lib/contract/errors.ts';
import type { FeedEntry, FeedFilters } from '../../lib/contract/feed.ts';
import { newsKinds } from '../../lib/core/feed/entry.ts';
import { attempt } from '../data/link.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';

const pageSize = 50;

/**
 * What has happened, as it happens: asked for again whenever the background tells of something new. Who sees it has
 * looked; what came since the look before stays marked until the feed is left.
 */
export function useFeed(filters: FeedFilters, as: string) {
  const ask = useLibrary();
  const query = { ...filters, ...(as && { as }), limit: pageSize };
  const key = JSON.stringify(query);
  const [shown, setShown] = useState({ key, pages: 1 });
  const pages = shown.key === key ? shown.pages : 1;
  const list = useAsked(`feed ${pages} ${key}`, () => readPages(ask, query, pages));
  // What was found before stays in sight while more of it is read.
  const last = useRef<{ key: string; found: ResponseOf<'feed.list'> } | null>(null);
  if (list.value) last.current = { key, found: list.value };
  const found = last.current?.key === key ? last.current.found : null;
  const since = useLook(ask);
  const choices = useAsked('feed-choices', () => ask('feed.choices', {}));
  return {
    found,
    problem: list.problem,
    refresh: list.reload,
    choices: choices.value,
    isNew: ({ kind, heardAt }: FeedEntry): boolean =>
      since !== null && newsKinds.includes(kind) && heardAt > since,
    showMore: () => setShown({ key, pages: pages + 1 }),
  };
}
export type FeedModel = ReturnType<typeof useFeed>;

/**
 * Says that one has looked.
 * @returns since when things are new: the look before, as it was when the feed was opened; at the first look that moment
 */
function useLook(ask: AskLibrary): string | null {
  const news = useAsked('feed-look', () => ask('feed.news', {}));
  const before = useRef<string | null>(null);
  if (news.value) before.current ??= news.value.seenAt ?? news.value.now;
  const { value } = news;
  // Nothing new needs no look, and who looks for the first time has seen all that is there.
  const at = value && (value.count > 0 || value.seenAt === null) ? value.now : null;
  useEffect(() => {
    const look = (): void => {
      if (at !== null && !document.hidden) void attempt(() => ask('feed.look', { body: { at } }));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
    // `ask` is made anew each time and always the same.
  }, [at]);
  return before.current;
}

/** How much is new, for the mark on a tab that is not open. */
export function useNewsCount(isOpen: boolean): number {
  const ask = useLibrary();
  const news = useAsked(isOpen ? null : 'feed-news', () => ask('feed.news', {}));
  return news.value?.count ?? 0;
}

/** The first pages of the feed, as one. */
async function readPages(
  ask: AskLibrary,
  query: RequestOf<'feed.list'>['query'],
  pages: number,
): Promise<Result<ResponseOf<'feed.list'>>> {
  let entries: FeedEntry[] = [];
  let next: string | null = null;
  for (let page = 0; page < pages && (page === 0 || next !== null); page += 1) {
    const answer: Result<ResponseOf<'feed.list'>> = await ask('feed.list', {
      query: { ...query, ...(next !== null && { cursor: next }) },
    });
    if (!answer.ok) return answer;
    entries = [...entries, ...answer.value.entries];
    next = answer.value.next;
  }
  return ok({ entries, next });
}
