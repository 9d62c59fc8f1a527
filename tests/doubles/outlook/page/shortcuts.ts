import type { OutlookConfig } from './config.ts';

declare global {
  interface Window {
    /** Every key the page has seen, and what it was typed in. */
    __keys: { key: string; trusted: boolean; target: string }[];
    /** Letter keys that acted as shortcuts of the page. */
    __shortcuts: string[];
  }
}

/** Letter keys are shortcuts wherever the page believes that nobody types. */
export function listenToKeys(config: OutlookConfig, actions: Record<string, () => void>): void {
  window.__keys = [];
  window.__shortcuts = [];
  const isFirst = config.shortcuts === 'capture';
  window.addEventListener('keydown', (event) => note(event), true);
  window.addEventListener('keydown', (event) => act(event, actions, isFirst), isFirst);
}

function note(event: KeyboardEvent): void {
  const { id, tagName } = targetOf(event);
  window.__keys.push({ key: event.key, trusted: event.isTrusted, target: id || tagName });
}

function act(event: KeyboardEvent, actions: Record<string, () => void>, isFirst: boolean): void {
  const target = targetOf(event);
  if (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = actions[event.key];
  if (!action) return;
  window.__shortcuts.push(event.key);
  event.preventDefault();
  if (isFirst) event.stopImmediatePropagation();
  action();
}

function targetOf(event: KeyboardEvent): HTMLElement {
  return event.target instanceof HTMLElement ? event.target : document.body;
}
