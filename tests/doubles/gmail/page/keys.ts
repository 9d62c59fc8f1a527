import type { GmailConfig } from './config.ts';

/** A key that the page has seen, and what it was typed in. */
export interface SeenKey {
  key: string;
  trusted: boolean;
  target: string;
}

/** Letter keys are shortcuts wherever nobody types; every one that acted stands in `__shortcuts`. */
export function listenToShortcuts(when: GmailConfig['keys'], acts: Record<string, () => void>): void {
  window.__keys = [];
  window.__shortcuts = [];
  const hear = (event: KeyboardEvent): void => {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const named = target.getAttribute('name') ?? target.tagName;
    window.__keys.push({ key: event.key, trusted: event.isTrusted, target: named });
    if (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[a-z/#!*]$/i.test(event.key)) return;
    window.__shortcuts.push(event.key);
    acts[event.key]?.();
  };
  if (when === 'first') window.addEventListener('keydown', hear, { capture: true });
  else document.addEventListener('keydown', hear);
}
