import { useEffect, useRef } from 'preact/hooks';

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** One stop for Tab; the arrows go from button to button, as in any toolbar. */
export function useToolbarKeys() {
  const bar = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  const buttons = (): HTMLElement[] =>
    [...(bar.current?.querySelectorAll<HTMLElement>('button:not(:disabled), select') ?? [])]
      // What a button has opened has keys of its own.
      .filter((one) => !one.closest('[role="dialog"]'));
  useEffect(() => {
    const all = buttons();
    const stop = all.find((one) => one === last.current) ?? all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  });
  return {
    ref: bar,
    onFocusIn: (event: FocusEvent): void => {
      const one = buttons().find((each) => each === event.target);
      if (!one) return;
      if (last.current) last.current.tabIndex = -1;
      last.current = one;
      one.tabIndex = 0;
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const by = steps[event.key];
      const all = buttons();
      const at = all.findIndex((one) => one.matches(':focus'));
      if (by === undefined || at < 0) return;
      const isRtl = getComputedStyle(all[at] ?? document.body).direction === 'rtl';
      event.preventDefault();
      all[at + (isRtl ? -by : by)]?.focus();
    },
  };
}
