import type { ParsedMessage } from '../contract/messages.ts';
import type { Caller } from '../messaging/handle.ts';
import type { MailTab, SeenThread } from '../store/db.ts';
import { setMeta } from '../store/meta.ts';
import type { Deps } from './deps.ts';
import { isOwnServer } from './own-server.ts';
import { noteReplies } from './replies.ts';

/**
 * The thread of a tab has changed. What is open is stored before anybody is told of it.
 *
 * @returns whether a reply was seen that the server is to be told of
 */
export async function noteThread(
  deps: Deps,
  { tabId, url }: Caller,
  { site, account, thread }: ParsedMessage<'thread.seen'>,
): Promise<boolean> {
  if (tabId === null) return false;
  if (site === 'practice' && !(await isOwnServer(deps, url))) return false;
  const { store } = deps;
  const before = await store.db.threads.get(tabId);
  const now: SeenThread | null = thread && { tabId, site, account, thread };
  if (JSON.stringify(before ?? null) === JSON.stringify(now)) return false;
  return store.write(async () => {
    await store.db.threads.delete(tabId);
    if (!now) return false;
    await store.db.threads.put(now);
    await setMeta(store.db, 'lastMailTab', tabId);
    return noteReplies(deps, now);
  });
}

/** The page of a tab is being left. What was written there goes on: it may come back. */
export async function forgetPage({ store }: Deps, { tabId }: Caller): Promise<void> {
  if (tabId === null || !(await store.db.mailTabs.get(tabId))) return;
  await store.write(async () => {
    await store.db.mailTabs.delete(tabId);
    await store.db.threads.delete(tabId);
  });
}

/**
 * The mail tab that a page of ours belongs to: its own, or for side panel and popup the one in front of their window.
 * Null when that is none.
 */
export async function tabOf(
  { store: { db }, browser }: Deps,
  { tabId, windowId }: Pick<Caller, 'tabId' | 'windowId'>,
): Promise<MailTab | null> {
  const own = tabId === null ? undefined : await db.mailTabs.get(tabId);
  if (own) return own;
  const front = await browser.activeTabId(windowId);
  return (front !== null && (await db.mailTabs.get(front))) || null;
}
