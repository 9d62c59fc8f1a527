import { browser } from 'wxt/browser';
import { askAgain } from './ask-again.ts';
import { onRevision } from './live.ts';
import { askFrom } from './send.ts';
import { onOwnTabChange, ownWindowId, panelOpener } from './window.ts';
import { orphaned } from './wire.ts';

const settingPrefix = 'ui.';
const framed = window.top !== window;

/** The world around one of our pages, as the browser gives it. Shaped as `Link` in `components/data/link.ts`. */
export const pageLink = {
  ask: askAgain(framed ? askFrom(async () => null) : askFrom(ownWindowId)),
  onRevision(changed: () => void | Promise<void>, stop: AbortSignal): void {
    onRevision(changed, stop);
    // A page beside the tabs shows what belongs to the one in front.
    if (!framed) onOwnTabChange(changed, stop);
  },
  now: (): Date => new Date(),
  orphaned,
  openTab: (url: string): void => void browser.tabs.create({ url }),
  pageUrl: (page: string): string => new URL(page, browser.runtime.getURL('/')).href,
  requestPermissions: (origins: string[]): Promise<boolean> => browser.permissions.request({ origins }),
  copy,
  framed,
  readSetting: async (name: string): Promise<string | null> => {
    const key = settingPrefix + name;
    const value: unknown = (await browser.storage.local.get(key))[key];
    return typeof value === 'string' ? value : null;
  },
  writeSetting: (name: string, value: string): Promise<void> =>
    browser.storage.local.set({ [settingPrefix + name]: value }),
  openSidePanel: panelOpener(),
};

/** In a frame the mail page's permissions policy may forbid the clipboard; then the old way still works in a click. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
