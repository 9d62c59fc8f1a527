import { useRef } from 'preact/hooks';
import { useViewKeys } from '../use-keys.ts';

/** `j`, `k` and the arrows move the focus over the rows of a list; the rest acts on the row that has it. */
export function useRowKeys(actions: Record<string, (id: string) => void>) {
  const list = useRef<HTMLUListElement>(null);
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-practice-row]') ?? [])];
  const focused = (): HTMLElement | null =>
    document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const move = (by: 1 | -1) => () => {
    const all = links();
    const present = focused();
    const at = present ? all.indexOf(present) : -1;
    const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    all[to]?.focus();
  };
  const onRow = (action: (id: string) => void) => () => {
    const id = links().find((link) => link === focused())?.dataset.practiceRow;
    if (id) action(id);
  };
  const own = Object.entries(actions).map(([key, action]) => [key, onRow(action)] as const);
  useViewKeys({
    j: move(1),
    k: move(-1),
    ArrowDown: move(1),
    ArrowUp: move(-1),
    ...Object.fromEntries(own),
  });
  return list;
}
