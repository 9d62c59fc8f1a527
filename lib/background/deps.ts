import type { Pairing } from '../contract/account.ts';
import type { ActionAnswer } from '../contract/sync.ts';
import type { Task } from '../contract/task.ts';
import type { AskTab } from '../messaging/send.ts';
import type { Store } from '../store/db.ts';
import type { Call } from '../sync/client.ts';
import type { SyncLoop } from '../sync/loop.ts';

/** A pairing that a person has still to approve. */
export interface PendingPairing {
  server: string;
  deviceCode: string;
  expiresAt: string;
}

/** Secrets, in the extension's own storage; content scripts cannot read it through any message. */
export interface Keys {
  pairing(): Promise<Pairing | null>;
  setPairing(pairing: Pairing | null): Promise<void>;
  pending(): Promise<PendingPairing | null>;
  setPending(pending: PendingPairing | null): Promise<void>;
}

/** What the background does with the browser besides storing and fetching. */
export interface BrowserDoor {
  /** The tab in front of the window used last; null when there is none. */
  activeTabId(): Promise<number | null>;
  tabExists(tabId: number): Promise<boolean>;
  /** Brings a tab and its window to the front. */
  showTab(tabId: number): Promise<void>;
  setBadge(text: string): Promise<void>;
  missingPermissions(): Promise<string[]>;
  deviceName(): Promise<string>;
  /** Calls back once after a while, if the worker lives that long; an alarm is the safety net. */
  after(ms: number, work: () => void): void;
}

/** Sentences of the background in the person's language. */
export interface Words {
  conflict(task: Task | null, timeZone: string): string;
  refused(answer: ActionAnswer): string;
  sendFailed(status: number | null): string;
  sendUndone(): string;
  notUtskick(server: string): string;
  noAnswer(server: string): string;
  noMailTab(): string;
  notPaired(): string;
  taskGone(): string;
  taskClosed(title: string): string;
  notAnEmail(): string;
  pageSilent(): string;
  gone(): string;
}

/** All that the background's parts need; made once by the entrypoint, faked by tests. */
export interface Deps {
  store: Store;
  call: Call;
  askTab: AskTab;
  sync: SyncLoop;
  keys: Keys;
  browser: BrowserDoor;
  words: Words;
  now(): Date;
  newId(): string;
}

export function stamp(deps: Pick<Deps, 'now'>): string {
  return deps.now().toISOString();
}
