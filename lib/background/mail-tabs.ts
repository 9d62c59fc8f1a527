import type { RailInfo, RailState } from '../contract/messages.ts';
import type { MailSite } from '../contract/task.ts';
import { dayBounds, dueNow, noCounts } from '../core/task/group.ts';
import type { MailTab } from '../store/db.ts';
import { getMeta, getSync, setMeta } from '../store/meta.ts';
import { listSessionsOfTab } from '../store/sessions.ts';
import { countTasks } from '../store/tasks.ts';
import { type Deps, stamp } from './deps.ts';
import { isOwnServer } from './own-server.ts';
import { tellSession } from './session-events.ts';

/** The practice mailbox is where one meets the product: there the sidebar is open from the start. */
const firstRail = (site: MailSite): RailState => ({ open: site === 'practice', widthPx: 360 });

/** A content script has taken up a mail page. */
export async function noteMailTab(
  deps: Deps,
  place: { tabId: number | null; windowId: number | null; url: string },
  page: Pick<MailTab, 'site' | 'account' | 'missing' | 'checks'>,
): Promise<RailInfo> {
  const { tabId, windowId, url } = place;
  const trusted = page.site !== 'practice' || (await isOwnServer(deps, url));
  if (tabId !== null && trusted) {
    const tab: MailTab = { tabId, windowId, ...page, seenAt: stamp(deps) };
    await deps.store.write(async () => {
      await deps.store.db.mailTabs.put(tab);
      await setMeta(deps.store.db, 'lastMailTab', tabId);
    });
  }
  return railInfo(deps, page.site);
}

/** The tab to write in: the caller's own if it is a mail tab, else the one used last. Tabs that are gone are forgotten. */
export async function findMailTab(deps: Deps, callersTabId: number | null): Promise<MailTab | null> {
  const { db } = deps.store;
  const known = await db.mailTabs.toArray();
  const own = known.find(({ tabId }) => tabId === callersTabId);
  if (own) return own;
  const last = await getMeta(db, 'lastMailTab');
  const newestFirst = known.sort(
    (a, b) => Number(b.tabId === last) - Number(a.tabId === last) || (a.seenAt < b.seenAt ? 1 : -1),
  );
  for (const tab of newestFirst) {
    if (await deps.browser.tabExists(tab.tabId)) return tab;
    await forgetTab(deps, tab.tabId);
  }
  return null;
}

/** A tab was closed, or left the mail page. */
export async function forgetTab(deps: Deps, tabId: number): Promise<void> {
  const { store } = deps;
  const sessions = await listSessionsOfTab(store.db, tabId);
  const known = await store.db.mailTabs.get(tabId);
  if (!known && sessions.length === 0) return;
  await store.write(async () => {
    await store.db.mailTabs.delete(tabId);
    await store.db.threads.delete(tabId);
    for (const session of sessions) await tellSession(deps, session.id, { type: 'tab.closed' });
  });
}

export async function railInfo(deps: Deps, site: MailSite): Promise<RailInfo> {
  const rail = (await getMeta(deps.store.db, `rail:${site}`)) ?? firstRail(site);
  return { ...rail, ...(await railFacts(deps)) };
}

export async function setRail(deps: Deps, site: MailSite, state: RailState): Promise<void> {
  await deps.store.write(() => setMeta(deps.store.db, `rail:${site}`, state));
}

/** What the rail shows besides its own state. */
async function railFacts(deps: Deps): Promise<Pick<RailInfo, 'due' | 'offline' | 'paired'>> {
  const { db } = deps.store;
  const paired = (await deps.keys.pairing()) !== null;
  const me = await getMeta(db, 'me');
  const counts = paired ? await countTasks(db, dayBounds(deps.now(), me?.user.timeZone ?? 'UTC')) : noCounts;
  const { state } = await getSync(db);
  return { due: dueNow(counts), offline: state === 'offline' || state === 'serverAway', paired };
}

/** Brings badge and rails up to date. Called after commits, and by the alarm because midnight is no commit. */
export function makeFacade(deps: Deps): () => Promise<void> {
  let shown = '';
  let again = false;
  let running: Promise<void> | null = null;
  const refresh = async (): Promise<void> => {
    const facts = await railFacts(deps);
    const text = JSON.stringify(facts);
    if (text === shown) return;
    shown = text;
    await deps.browser.setBadge(facts.due === 0 ? '' : facts.due > 999 ? '999+' : String(facts.due));
    const tabs = await deps.store.db.mailTabs.toArray();
    await Promise.all(tabs.map((tab) => refreshRail(deps, tab)));
  };
  const loop = async (): Promise<void> => {
    do {
      again = false;
      await refresh();
    } while (again);
  };
  return () => {
    again = true;
    running ??= loop().finally(() => {
      running = null;
    });
    return running;
  };
}

async function refreshRail(deps: Deps, tab: MailTab): Promise<void> {
  const info = await railInfo(deps, tab.site);
  // A tab that is asleep or gone asks for itself when it comes back.
  await deps.askTab(tab.tabId, 'rail.refresh', info).catch(() => undefined);
}
