import { useEffect, useRef } from 'preact/hooks';

interface KeyActions {
  compose: () => void;
  help: () => void;
  undo: () => void;
}

/** Keys that work everywhere in the page except while somebody writes. Lists add their own. */
export function useKeys(actions: KeyActions): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      const { compose, help, undo } = current.current;
      if (event.key === 'c') take(event, compose);
      else if (event.key === '?') take(event, help);
      else if (event.key === 'z') take(event, undo);
      else if (event.key === '/') take(event, () => document.querySelector<HTMLElement>('#search')?.focus());
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

/** A key of one view, for as long as the view is shown. */
export function useViewKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined;
      if (action && isShortcut(event)) take(event, action);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function take(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}

/** Not while writing, not with a modifier, and not when something in the page has taken the key already. */
function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (event.key === 'Enter' && target?.closest('a, button')) return false;
  return !target?.closest('input, textarea, select, [contenteditable], dialog');
}
