import { useState } from 'preact/hooks';
import { ApiError, type ListPage } from '../api.ts';
import { type Loaded, useLoad } from '../load.ts';

/** A list that is asked for page by page; `more` adds the next one. */
export function usePages<T>(
  key: string,
  ask: (offset: number) => Promise<ListPage<T>>,
): Loaded<ListPage<T>> & { more: () => void } {
  const [pages, setPages] = useState({ key, count: 1 });
  const count = pages.key === key ? pages.count : 1;
  const loaded = useLoad(`${key}#${count}`, async () => {
    const rows: T[] = [];
    for (let page = 0; page < count; page += 1) {
      const answer = await ask(rows.length);
      rows.push(...answer.rows);
      if (answer.rows.length === 0 || rows.length >= answer.total) return { rows, total: answer.total };
      if (page === count - 1) return { rows, total: answer.total };
    }
    throw new ApiError(0, '');
  });
  return { ...loaded, more: () => setPages({ key, count: count + 1 }) };
}
