import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MessageResponse, TaskFilter, TaskRow } from '../../lib/contract/messages.ts';
import { type Link, type Problem, problemOf, useLink } from './link.ts';

const pageSize = 100;
type Page = MessageResponse<'tasks.list'>;

export interface QueueData {
  /** Null until the first page came. */
  summary: Pick<Page, 'total' | 'counts' | 'campaigns' | 'nextDueAt'> | null;
  problem: Problem | null;
  /** The task at a place of the whole queue, or undefined while its page is not there. */
  rowAt(index: number): TaskRow | undefined;
  /** Says which places are in sight, so that their pages are fetched and kept fresh. */
  need(first: number, last: number): void;
}

/** The queue in pages, fetched as they come into sight and again after each commit of the background. */
export function useQueue(filter: TaskFilter): QueueData {
  const link = useLink();
  const key = JSON.stringify(filter);
  const [state, setState] = useState<{ key: string; pages: Map<number, Page>; problem: Problem | null }>(
    () => ({ key, pages: new Map(), problem: null }),
  );
  const sight = useRef<number[]>([0]);
  const fetching = useRef(new Set<string>());

  const fetchPage = useCallback(
    async (page: number, fresh: boolean) => {
      const job = `${key} ${page}`;
      if (!fresh && fetching.current.has(job)) return;
      fetching.current.add(job);
      try {
        const answer = await askPage(link, key, page);
        setState((old) => ({
          key,
          problem: null,
          pages: withPage(old.key === key ? old.pages : new Map(), page, answer, sight.current),
        }));
      } catch (error) {
        setState((old) => ({
          key,
          pages: old.key === key ? old.pages : new Map(),
          problem: problemOf(error),
        }));
      } finally {
        fetching.current.delete(job);
      }
    },
    [key, link],
  );

  useEffect(() => {
    const stop = new AbortController();
    sight.current = [0];
    void fetchPage(0, true);
    link.onRevision(async () => {
      await Promise.all(sight.current.map((page) => fetchPage(page, true)));
    }, stop.signal);
    return () => stop.abort();
  }, [fetchPage, link]);

  const fits = state.key === key;
  const need = useCallback(
    (first: number, last: number) => {
      sight.current = pagesBetween(first, last);
      for (const page of sight.current) if (!state.pages.has(page) || !fits) void fetchPage(page, false);
    },
    [fetchPage, fits, state.pages],
  );
  // While the next filter's answer is on its way the old rows stay, so that typing does not flicker.
  const [newest] = [...state.pages.values()].slice(-1);
  return {
    summary: newest ?? null,
    problem: state.problem,
    rowAt: (index) => state.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    need,
  };
}

function askPage(link: Link, key: string, page: number): Promise<Page> {
  // `key` is a TaskFilter written by `useQueue`.
  return link.ask('tasks.list', {
    filter: JSON.parse(key) as TaskFilter,
    offset: page * pageSize,
    limit: pageSize,
  });
}

/** Adds a page as the newest. Pages out of sight that tell of another total are stale and go. */
function withPage(
  pages: Map<number, Page>,
  page: number,
  answer: Page,
  inSight: number[],
): Map<number, Page> {
  const next = new Map<number, Page>();
  for (const [number, old] of pages) {
    if (number !== page && (inSight.includes(number) || old.total === answer.total)) next.set(number, old);
  }
  return next.set(page, answer);
}

function pagesBetween(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize));
  const to = Math.max(from, Math.floor(last / pageSize));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
