import type { KeyMap } from '../../components/data/use-keys.ts';
import type { TabName } from '../../components/shell/Tabs.tsx';
import type { QueueHandle } from '../../components/tasks/Queue.tsx';
import type { DeskModel } from './use-desk.ts';

interface Ref<T> {
  current: T | null;
}
type Snoozed = { id: string; personName: string; title: string };

interface KeyPlaces {
  desk: DeskModel;
  tab: TabName;
  queue: Ref<QueueHandle>;
  search: Ref<HTMLInputElement>;
  main: Ref<HTMLElement>;
  snooze(task: Snoozed): void;
  addTask(): void;
  showKeys(): void;
  setTab(tab: TabName): void;
  undo(): void;
  startWork(): void;
  openTools(): void;
  back(): void;
  close(): void;
}

/** What each key does in the view that is open. */
export function deskKeys(places: KeyPlaces): KeyMap {
  const shared: KeyMap = {
    '?': places.showKeys,
    z: places.undo,
    w: places.startWork,
    t: places.openTools,
    '1': () => places.setTab('tasks'),
    '2': () => places.setTab('person'),
    '3': () => places.setTab('feed'),
    Escape: places.close,
  };
  if (places.tab !== 'tasks') return shared;
  return { ...shared, ...(places.desk.openId ? taskKeys(places) : listKeys(places)) };
}

function taskKeys({ desk, main, snooze, back }: KeyPlaces): KeyMap {
  const target = desk.open?.task ?? null;
  const onTask = (act: (task: NonNullable<typeof target>) => void) => (): void => {
    if (target?.status === 'open') act(target);
  };
  return {
    s: () => desk.startSoon(main),
    e: onTask((task) => void desk.finish(task, task.type)),
    h: onTask(snooze),
    Delete: onTask((task) => void desk.skip(task)),
    Escape: back,
  };
}

function listKeys({ desk, queue, search, snooze, addTask }: KeyPlaces): KeyMap {
  const onRow = (act: (row: NonNullable<ReturnType<QueueHandle['current']>>) => void) => (): void => {
    const row = queue.current?.current();
    if (row) act(row);
  };
  const down = (): void => queue.current?.move(1);
  const up = (): void => queue.current?.move(-1);
  return {
    j: down,
    ArrowDown: down,
    k: up,
    ArrowUp: up,
    s: onRow((row) => {
      desk.setOpenId(row.id);
      if (row.type === 'email') void desk.write(row.id);
    }),
    e: onRow((row) => void desk.finish(row, row.type)),
    h: onRow(snooze),
    Delete: onRow((row) => void desk.skip(row)),
    n: addTask,
    '/': () => search.current?.focus(),
  };
}
