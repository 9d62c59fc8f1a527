import 'fake-indexeddb/auto';
import { startPending } from '../../lib/background/compose.ts';
import type { Deps, Keys, PendingPairing, Words } from '../../lib/background/deps.ts';
import { makeHandlers } from '../../lib/background/handlers.ts';
import { tellNews } from '../../lib/background/notices.ts';
import { sweepSessions } from '../../lib/background/session-events.ts';
import { makeWatcher, type Watcher } from '../../lib/background/watcher.ts';
import type { Me, Pairing } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Task } from '../../lib/contract/task.ts';
import { askInMemory } from '../../lib/messaging/memory.ts';
import type { Ask, AskTab } from '../../lib/messaging/send.ts';
import { openStore, type Store } from '../../lib/store/db.ts';
import { makeSyncLoop } from '../../lib/sync/loop.ts';
import { FakeServer } from './fake-server.ts';

export const aMe: Me = {
  user: {
    id: 'user-1',
    name: 'Mia Lund',
    email: 'mia@nordby.example',
    timeZone: 'Europe/Stockholm',
    title: 'Sales',
  },
  workspace: { id: 'workspace-1', name: 'Nordby' },
  role: 'user',
  mailboxes: ['mia@nordby.example'],
};

export function anId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const aPerson: Person = {
  id: anId(900),
  firstName: 'Åsa',
  lastName: 'Öberg',
  email: 'asa@fjord.example',
  title: null,
  companyName: 'Fjord',
  phone: null,
  profileUrl: null,
  timeZone: null,
  language: 'sv',
  fields: {},
};

export function aTask(number: number, change: Partial<Task> = {}): Task {
  return {
    id: anId(number),
    type: 'email',
    title: `Task ${number}`,
    status: 'open',
    priority: 'normal',
    dueAt: '2026-11-23T08:00:00.000Z',
    details: '',
    email: { subject: 'Hello {{first_name}}', html: '<p>Hi {{first_name}}</p>', alsoTo: [], cc: [], bcc: [] },
    assigneeId: 'user-1',
    personId: aPerson.id,
    personName: 'Åsa Öberg',
    companyName: 'Fjord',
    campaignId: null,
    campaignName: null,
    enrolmentId: null,
    stepId: null,
    dayNumber: null,
    stepNumber: null,
    outcome: null,
    cause: null,
    closedAt: null,
    closedByAction: null,
    version: 1,
    ...change,
  };
}

/** The worker was stopped: nothing after this point of its code ever runs. */
export class Killed extends Error {}

export interface World {
  server: FakeServer;
  clock: { now: Date };
  tab: AskTab;
  keys: Keys;
  database: string;
  /** Points at which the worker may be stopped; it is when `at` is reached. */
  kill: { count: number; at: number };
  online: boolean;
  badge: string;
  alarms: Date[];
  /** Number of the tab opened last. */
  tabs: number;
  shownTabs: number[];
  loaded: { tabId: number; url: string }[];
}

export interface Worker {
  deps: Deps;
  ask: Ask;
  askFromTab: Ask;
  /** As the content script of another tab. */
  askFrom(tabId: number): Ask;
  /** As the sidebar in another tab. */
  askBeside(tabId: number): Ask;
  watcher: Watcher;
  /** What happens at start and on the alarm. */
  awake(): Promise<void>;
  store: Store;
  isDead(): boolean;
}

const gmailUrl = 'https://mail.google.com/mail/u/0/';
let worlds = 0;

/** A browser with a paired extension and its server; workers come and go in it. */
export function makeWorld(tab: AskTab): World {
  worlds += 1;
  return {
    server: new FakeServer(aMe),
    clock: { now: new Date('2026-11-23T09:00:00.000Z') },
    tab,
    keys: makeKeys(),
    database: `world-${worlds}`,
    kill: { count: 0, at: Number.POSITIVE_INFINITY },
    online: true,
    badge: '',
    alarms: [],
    tabs: 100,
    shownTabs: [],
    loaded: [],
  };
}

function makeKeys(): Keys {
  let pairing: Pairing | null = { server: 'http://127.0.0.1:8550', token: 'token' };
  let pending: PendingPairing | null = null;
  return {
    pairing: async () => pairing,
    setPairing: async (value) => {
      pairing = value;
    },
    pending: async () => pending,
    setPending: async (value) => {
      pending = value;
    },
  };
}

/** Starts a worker on what the world holds. Each border between it and the rest is a point where it may be stopped. */
export function startWorker(world: World): Worker {
  let dead = false;
  const point = async (): Promise<void> => {
    world.kill.count += 1;
    if (world.kill.count === world.kill.at) dead = true;
    if (dead) throw new Killed();
  };
  const border = async <T>(work: () => Promise<T>): Promise<T> => {
    await point();
    const result = await work();
    await point();
    return result;
  };
  const real = openStore(() => undefined, world.database);
  const store: Store = { db: real.db, write: (work) => border(() => real.write(work)) };
  const now = (): Date => {
    world.clock.now = new Date(world.clock.now.getTime() + 1);
    return world.clock.now;
  };
  const parts: Omit<Deps, 'sync'> = {
    store,
    call: (server, name, request) => border(() => world.server.call(server, name, request)),
    files: world.server.fileCalls,
    askTab: (tabId, name, request) => border(() => world.tab(tabId, name, request)),
    keys: world.keys,
    browser: {
      activeTabId: async () => 7,
      tabExists: async () => true,
      showTab: async (tabId) => void world.shownTabs.push(tabId),
      newTab: async (url) => {
        world.tabs += 1;
        world.loaded.push({ tabId: world.tabs, url });
        return world.tabs;
      },
      setBadge: async (text) => {
        world.badge = text;
      },
      missingPermissions: async () => [],
      sitePermissions: async () => [{ site: 'https://mail.google.com/*', granted: true }],
      about: async () => ({ extension: '0.1.0', browser: 'Chrome 156' }),
      storageBytes: async () => 1_234_567,
      deviceName: async () => 'Chrome on Linux',
      after: () => undefined,
    },
    words,
    now,
    clock: () => performance.now(),
    newId: () => crypto.randomUUID(),
  };
  const sync = makeSyncLoop({
    store,
    call: parts.call,
    now,
    random: () => 0,
    isOnline: () => world.online,
    tell: (news) => tellNews(parts, news),
    server: async () => {
      const pairing = await world.keys.pairing();
      return pairing && { url: pairing.server, token: pairing.token };
    },
    wakeAt: async (instant) => void world.alarms.push(instant),
  });
  // The handlers let the sync run by itself; here a stopped worker must not show up as an unhandled rejection.
  const quiet = { run: (options?: { force?: boolean }) => sync.run(options).catch(swallowKill) };
  const deps: Deps = { ...parts, sync: quiet };
  const handlers = makeHandlers(deps);
  const page = { tabId: 7, windowId: 1, url: 'chrome-extension://own/sidebar.html' };
  return {
    deps,
    store,
    isDead: () => dead,
    ask: askInMemory(handlers, page),
    askFromTab: askInMemory(handlers, { ...page, from: 'content', url: gmailUrl }),
    askFrom: (tabId) => askInMemory(handlers, { ...page, tabId, from: 'content', url: gmailUrl }),
    askBeside: (tabId) => askInMemory(handlers, { ...page, tabId }),
    watcher: makeWatcher(deps),
    awake: async () => {
      await sweepSessions(deps);
      await startPending(deps);
      await sync.run();
    },
  };
}

function swallowKill(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

const words: Words = {
  conflict: (task) => `closed elsewhere at ${task?.closedAt}`,
  refused: ({ message }) => `refused: ${message}`,
  sendFailed: (status) => `failed ${status}`,
  sendUndone: () => 'undone',
  notTaken: () => 'not taken',
  notUtskick: (server) => `not Utskick: ${server}`,
  noAnswer: (server) => `no answer: ${server}`,
  noMailTab: () => 'no mail tab',
  notPaired: () => 'not paired',
  taskGone: () => 'task gone',
  taskClosed: (title) => `closed: ${title}`,
  notAnEmail: () => 'not an email',
  templateGone: () => 'template gone',
  notAddressed: (name) => `not addressed: ${name}`,
  beingWritten: () => 'being written',
  underWay: () => 'under way',
  pageSilent: () => 'page silent',
  gone: () => 'a task',
  endedByReply: (campaign) => `ended: ${campaign}`,
  goesOnAfterReply: (campaign) => `goes on: ${campaign}`,
};
