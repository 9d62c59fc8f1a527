import { browser } from 'wxt/browser';

let own: Promise<number | null> | null = null;

/** The window that this page stands in or beside; null where the browser has no windows. */
export function ownWindowId(): Promise<number | null> {
  own ??= Promise.resolve(browser.windows?.getCurrent()).then(
    (found) => found?.id ?? null,
    () => null,
  );
  return own;
}

/** Calls back when another tab comes to the front of this page's window. Needs no permission: only numbers are told. */
export function onOwnTabChange(changed: () => void | Promise<void>, stop: AbortSignal): void {
  const activated = async ({ windowId }: { windowId: number }): Promise<void> => {
    const mine = await ownWindowId();
    if (!stop.aborted && (mine === null || mine === windowId)) await changed();
  };
  const listener = (tab: { windowId: number }): void => void activated(tab);
  browser.tabs.onActivated.addListener(listener);
  stop.addEventListener('abort', () => browser.tabs.onActivated.removeListener(listener), { once: true });
}

/** What opens the browser's own panel with our sidebar; null where it has none. Works inside a click only. */
export function panelOpener(): (() => Promise<void>) | null {
  // Chromium's and Firefox's own; the types that both share have neither.
  const { sidePanel, sidebarAction } = browser as unknown as {
    sidePanel?: { open?(where: { windowId: number }): Promise<void> };
    sidebarAction?: { open?(): Promise<void> };
  };
  if (sidebarAction?.open) return async () => sidebarAction.open?.();
  if (!sidePanel?.open) return null;
  // Asked for early: the click counts only until something is awaited for long.
  const windowId = ownWindowId();
  return async () => sidePanel.open?.({ windowId: (await windowId) ?? -2 });
}
