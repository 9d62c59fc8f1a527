import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { ok, type Result } from '../../lib/contract/errors.ts';
import { type FoundTask, mostForetold, type TaskSearch } from '../../lib/contract/task-changes.ts';
import { attempt } from '../data/link.ts';
import { useChanges } from '../data/use-changes.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { questionOf, type TasksAddress, useAddress } from './address.ts';

const pageSize = 200;
const askedAtOnce = 500;

/** What the Tasks page shows, and which of the tasks are selected. */
export function useTasksPage(clock: Clock) {
  const ask = useLibrary();
  const [address, go] = useAddress();
  const [pages, setPages] = useState(1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const question = questionOf(address, clock);
  const key = JSON.stringify(question);
  const list = useAsked(`tasks ${pages} ${key}`, () => readTasks(ask, question, pages * pageSize));
  const members = useAsked('members', () => ask('members.list', {}));
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'tasks.search'> | null>(null);
  if (list.value) last.current = list.value;
  const changes = useChanges(list.reload);
  const select = (ids: Iterable<string>): void => setSelected(new Set(ids));
  const total = last.current ? sumOf(last.current.counts) : 0;
  return {
    ...changes,
    address,
    found: last.current,
    total,
    members: members.value?.members ?? [],
    problem: changes.problem ?? list.problem,
    reload: list.reload,
    selected,
    select,
    toggle: (id: string): void => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      setSelected(next);
    },
    /** All that are found, also those that have not come into sight; as many as can be changed at once. */
    selectAll: async (): Promise<void> => {
      const all = await attempt(() => readTasks(ask, question, mostForetold));
      if (all.ok) select(all.value.tasks.map(({ id }) => id));
    },
    search: (change: Partial<TaskSearch>, due: TasksAddress['due'] = address.due): void => {
      setPages(1);
      // What is no longer shown is not acted on.
      select([]);
      const search = Object.fromEntries(
        Object.entries({ ...address.search, ...change }).filter(([, value]) => value),
      );
      go({ search, due });
    },
    showMore: (): void => {
      if (list.value && list.value.tasks.length < total) setPages(pages + 1);
    },
  };
}
export type TasksPageModel = ReturnType<typeof useTasksPage>;

const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The first tasks that a search finds. */
async function readTasks(
  ask: AskLibrary,
  question: TaskSearch,
  most: number,
): Promise<Result<ResponseOf<'tasks.search'>>> {
  const tasks = new Map<string, FoundTask>();
  for (let offset = 0; ; offset += askedAtOnce) {
    const limit = Math.min(askedAtOnce, most - offset);
    const page = await ask('tasks.search', { query: { ...question, limit, offset } });
    if (!page.ok) return page;
    // A task that has moved meanwhile may come twice.
    for (const task of page.value.tasks) tasks.set(task.id, task);
    if (page.value.tasks.length < limit || offset + limit >= most)
      return ok({ ...page.value, tasks: [...tasks.values()] });
  }
}
