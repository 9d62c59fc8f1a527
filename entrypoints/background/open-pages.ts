import { browser } from 'wxt/browser';
import { callerOf } from '../../lib/messaging/handle.ts';

let lastHeardAt = 0;
const heardMs = 2 * 60_000;

/** Calls back whenever one of our own pages asks something. */
export function onPageMessage(heard: () => void): void {
  browser.runtime.onMessage.addListener((_message: unknown, sender) => {
    if (callerOf(sender, browser.runtime.id)?.from === 'page') {
      lastHeardAt = Date.now();
      heard();
    }
    return undefined;
  });
}

/** Is one of our pages open? Where the browser does not tell: has one asked something in the last two minutes? */
export async function pagesOpen(): Promise<boolean> {
  if (!browser.runtime.getContexts) return Date.now() - lastHeardAt < heardMs;
  const contexts = await browser.runtime.getContexts({});
  return contexts.some(({ contextType }) => contextType !== 'BACKGROUND');
}
