import { useState } from 'preact/hooks';

/** Arrow keys, Home and End go from point to point of a drawing; Tab enters it once. */
export function usePoints(count: number, start = 0) {
  const [at, setAt] = useState<number | null>(null);
  const held = Math.min(at ?? start, Math.max(0, count - 1));
  return {
    /** The point that has been gone to; null: none yet. */
    at,
    /** What makes an element the point of this number. */
    point: (index: number) => ({
      role: 'img' as const,
      tabIndex: index === held ? 0 : -1,
      'data-point': index,
      onFocus: () => setAt(index),
      onPointerEnter: () => setAt(index),
      onKeyDown: (event: KeyboardEvent) => {
        const to = target(event.key, index, count);
        if (to === null) return;
        event.preventDefault();
        const around = (event.currentTarget as Element).closest('[data-points]');
        around?.querySelector<SVGElement>(`[data-point="${to}"]`)?.focus();
      },
    }),
  };
}

/** Which point a key leads to; null: none. */
export function target(key: string, index: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(0, index - 1);
  return null;
}
