import { browser } from 'wxt/browser';
import type { ScriptPublicPath } from 'wxt/utils/inject-script';

/**
 * Puts our scripts into mail pages that were open before this version of the extension was: otherwise they keep the
 * script of an extension that is gone until somebody reloads them. Firefox does it by itself, and pages we have no
 * permission for (the practice mailbox) have to be reloaded.
 */
export async function enterOpenTabs(): Promise<void> {
  if (import.meta.env.FIREFOX) return;
  for (const script of browser.runtime.getManifest().content_scripts ?? []) {
    const tabs = await browser.tabs.query({ url: script.matches ?? [] });
    await Promise.all(tabs.map(({ id }) => enter(id, script)));
  }
}

type Script = NonNullable<ReturnType<typeof browser.runtime.getManifest>['content_scripts']>[number];

async function enter(tabId: number | undefined, script: Script): Promise<void> {
  if (tabId === undefined || !script.js) return;
  // Not in the manifest's type yet; and the files are named by the manifest itself, not by us.
  const { world = 'ISOLATED', js: files } = script as { world?: 'MAIN'; js: ScriptPublicPath[] };
  try {
    await browser.scripting.executeScript({ target: { tabId }, files, world });
  } catch {
    // The page has gone meanwhile, or is one of the browser's own error pages: there is nothing to work on.
  }
}
