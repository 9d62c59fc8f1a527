import { useRef, useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/result.ts';
import type { Problem } from '../data/link.ts';
import { useSettled } from '../editor/use-settled.ts';
import { useAsked } from '../library/ask.ts';

const shown = 100;
/** As many as the server tells at once. */
export const mostShown = 1000;

/** What is asked of a list: words to find, and how many lines. */
interface Wanted {
  search?: string;
  limit: number;
}

/** A list as far as it is shown. */
export interface FoundList<T> {
  /** Null: the first answer is awaited. */
  found: T | null;
  problem: Problem | null;
  reload(): Promise<void>;
  showMore(): void;
}

/**
 * The lines of a list that are found by what is written; those of before stay in sight until the next are there.
 *
 * @param name - of the list, so that its lines are told from those of another; null: it is not shown, and not asked for
 */
export function useFound<T>(
  name: string | null,
  search: string,
  question: (query: Wanted) => Promise<Result<T>>,
): FoundList<T> {
  const [more, setMore] = useState({ search, limit: shown });
  const words = useSettled(search.trim());
  const limit = more.search === search ? more.limit : shown;
  const query = { limit, ...(words && { search: words }) };
  const list = useAsked(name && `${name} ${JSON.stringify(query)}`, () => question(query));
  const last = useRef<T | null>(null);
  last.current = list.value ?? last.current;
  return {
    found: last.current,
    problem: list.problem,
    reload: list.reload,
    showMore: () => setMore({ search, limit: Math.min(mostShown, limit + shown) }),
  };
}
