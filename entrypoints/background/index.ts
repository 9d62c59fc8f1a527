import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { beginBrowserSession } from '../../lib/background/browser-session.ts';
import { followUp, startPending } from '../../lib/background/compose.ts';
import type { Deps } from '../../lib/background/deps.ts';
import { makeHandlers } from '../../lib/background/handlers.ts';
import { forgetTab, makeFacade } from '../../lib/background/mail-tabs.ts';
import { tellNews } from '../../lib/background/notices.ts';
import { makeNudges } from '../../lib/background/nudges.ts';
import { tellReplies } from '../../lib/background/replies.ts';
import { sweepSessions, takeUpWaits } from '../../lib/background/session-events.ts';
import { openPicker } from '../../lib/background/tools.ts';
import { makeWatcher } from '../../lib/background/watcher.ts';
import { handle } from '../../lib/messaging/handle.ts';
import { raiseRevision } from '../../lib/messaging/live.ts';
import { askTab } from '../../lib/messaging/send.ts';
import { openStore } from '../../lib/store/db.ts';
import { makeClient } from '../../lib/sync/client.ts';
import { makeFileClient } from '../../lib/sync/file-client.ts';
import { makeSyncLoop } from '../../lib/sync/loop.ts';
import { listenForNudges } from '../../lib/sync/nudge.ts';
import { browserDoor, keys } from './browser-door.ts';
import { onPageMessage, pagesOpen } from './open-pages.ts';
import { enterOpenTabs } from './open-tabs.ts';
import { watchRequests } from './watch-requests.ts';
import { words } from './words.ts';

const tick = 'tick';
const retry = 'retry';
const fetcher: typeof fetch = (...request) => fetch(...request);

// All listeners are added before anything is awaited: an event wakes a stopped worker only if its listener is there.
export default defineBackground({
  type: 'module',
  main() {
    const deps = buildDeps();
    const facade = makeFacade(deps);
    committed = () => {
      void raiseRevision();
      void facade();
    };
    const nudges = makeNudges(
      deps,
      (server, nudged, stop) => listenForNudges(fetcher, server, nudged, stop),
      pagesOpen,
    );
    const ready = beginIfBrowserStarted(deps);
    const watcher = makeWatcher(deps, ready);
    handle(makeHandlers(deps), ready);
    watchRequests(watcher);
    onPageMessage(() => void nudges());
    listen(deps, facade);
    const awake = async (): Promise<void> => {
      await ready;
      await Promise.all([sweepSessions(deps), startPending(deps), deps.sync.run(), facade(), nudges()]);
      await tellReplies(deps);
    };
    browser.alarms.onAlarm.addListener(() => void awake());
    void keepTicking();
    // The last life may have ended between a commit and its announcement.
    void raiseRevision();
    void awake();
    void ready.then(() => takeUpWaits(deps, followUp));
  },
});

/** Created once: made anew at each start it would never ring for a person who is busy. */
async function keepTicking(): Promise<void> {
  if (!(await browser.alarms.get(tick))) await browser.alarms.create(tick, { periodInMinutes: 1 });
}

let committed: () => void = () => undefined;

function buildDeps(): Deps {
  const store = openStore(() => committed());
  const call = makeClient(fetcher);
  const files = makeFileClient(fetcher);
  const now = (): Date => new Date();
  const newId = (): string => crypto.randomUUID();
  const clock = (): number => performance.now();
  const parts = { store, call, files, askTab, keys, browser: browserDoor, words, now, clock, newId };
  const sync = makeSyncLoop({
    store,
    call,
    now,
    random: Math.random,
    isOnline: () => navigator.onLine,
    tell: (news) => tellNews(parts, news),
    server: async () => {
      const pairing = await keys.pairing();
      return pairing && { url: pairing.server, token: pairing.token };
    },
    wakeAt: async (instant) => {
      await browser.alarms.create(retry, { when: instant.getTime() });
      // Browsers round alarms up to half a minute; a worker that is awake need not wait for that.
      browserDoor.after(instant.getTime() - Date.now(), () => void sync.run());
    },
  });
  return { ...parts, sync };
}

/** `storage.session` lives as long as the browser and this load of the extension. */
async function beginIfBrowserStarted(deps: Deps): Promise<void> {
  const key = 'begun';
  const stored = await browser.storage.session.get(key);
  if (stored[key]) return;
  await beginBrowserSession(deps);
  await browser.storage.session.set({ [key]: true });
}

function listen(deps: Deps, facade: () => Promise<void>): void {
  browser.runtime.onInstalled.addListener(() => void enterOpenTabs());
  browser.tabs.onRemoved.addListener((tabId) => void forgetTab(deps, tabId));
  browser.permissions.onAdded.addListener(() => void raiseRevision());
  browser.permissions.onRemoved.addListener(() => void raiseRevision());
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && 'pairing' in changes) void facade().then(raiseRevision);
  });
  browser.commands.onCommand.addListener((command) => {
    if (command === 'toggle-sidebar') void toggleSidebar(deps);
    if (command === 'open-tools') void openPicker(deps, null);
  });
  self.addEventListener('online', () => void deps.sync.run({ force: true }));
  // The toolbar icon opens the popup; the side panel is opened from there. Chromium only.
  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: false });
}

async function toggleSidebar(deps: Deps): Promise<void> {
  const tabId = await deps.browser.activeTabId();
  if (tabId !== null && (await deps.store.db.mailTabs.get(tabId))) {
    await deps.askTab(tabId, 'rail.toggle', {}).catch(() => undefined);
  }
}
