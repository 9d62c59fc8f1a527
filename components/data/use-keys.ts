import { useLayoutEffect, useRef } from 'preact/hooks';

/** What each key does now; a key without an entry is left to the page. */
export type KeyMap = Partial<Record<string, () => void>>;

/**
 * Single keys while our page has the focus. Not while something is typed or a dialog is open (only Escape then, and
 * dialogs close themselves), nor with a modifier, which belongs to the browser.
 */
export function useKeys(keys: KeyMap): void {
  const now = useRef(keys);
  now.current = keys;
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key !== 'Escape' && takesKey(event.target, event.key)) return;
      const action = now.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function takesKey(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLInputElement && target.type === 'radio') return key.startsWith('Arrow');
  // A box to tick takes no letters, so that keys act on what was ticked with the mouse.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return key === ' ';
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
