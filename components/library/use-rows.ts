import { useKeys } from '../data/use-keys.ts';

/** The keys of a list whose rows are buttons marked `data-row`: up and down, and what the page adds. */
export function useRows(keys: Parameters<typeof useKeys>[0]): void {
  const move = (by: number) => () => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row.matches(':focus'));
    // From outside, down goes to the first row and up to the last.
    const next = at < 0 ? rows.at(by > 0 ? 0 : -1) : rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    next?.focus();
  };
  useKeys({ j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1), ...keys });
}
