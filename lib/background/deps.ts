import type { Pairing } from '../contract/account.ts';
import type { ActionAnswer } from '../contract/sync.ts';
import type { Task } from '../contract/task.ts';
import type { Printing } from '../core/template/email.ts';
import type { AskTab } from '../messaging/send.ts';
import type { Store } from '../store/db.ts';
import type { Call } from '../sync/client.ts';
import type { FileCalls } from '../sync/file-client.ts';
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
  /** The tab in front of a window, or of the window used last; null when there is none. */
  activeTabId(windowId?: number | null): Promise<number | null>;
  tabExists(tabId: number): Promise<boolean>;
  /** Brings a tab and its window to the front. */
  showTab(tabId: number): Promise<void>;
  /** A tab in front that loads this address; its number is known before its page says hello. */
  newTab(url: string): Promise<number>;
  setBadge(text: string): Promise<void>;
  missingPermissions(): Promise<string[]>;
  /** Each host permission we want (a match pattern), and whether the browser has granted it. */
  sitePermissions(): Promise<{ site: string; granted: boolean }[]>;
  /** Our own version, and name and main version of the browser, e.g. `Chrome 156`. */
  about(): Promise<{ extension: string; browser: string }>;
  /** All that the browser keeps for the extension; null where it does not tell. */
  storageBytes(): Promise<number | null>;
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
  /** The mail client has answered the send, but keeps the message. */
  notTaken(): string;
  notUtskick(server: string): string;
  noAnswer(server: string): string;
  noMailTab(): string;
  notPaired(): string;
  taskGone(): string;
  taskClosed(title: string): string;
  notAnEmail(): string;
  pageSilent(): string;
  templateGone(): string;
  notAddressed(name: string): string;
  beingWritten(): string;
  underWay(): string;
  gone(): string;
  endedByReply(campaign: string): string;
  goesOnAfterReply(campaign: string): string;
}

/** All that the background's parts need; made once by the entrypoint, faked by tests. */
export interface Deps {
  store: Store;
  call: Call;
  files: FileCalls;
  askTab: AskTab;
  sync: SyncLoop;
  keys: Keys;
  browser: BrowserDoor;
  words: Words;
  now(): Date;
  /** Milliseconds from any beginning, for limits of time. */
  clock(): number;
  newId(): string;
}

/** What the mails of a task are printed with besides its person. */
export function printingOf({ clock }: Pick<Deps, 'clock'>, { defaults }: Pick<Task, 'defaults'>): Printing {
  return { clock, defaults };
}

export function stamp(deps: Pick<Deps, 'now'>): string {
  return deps.now().toISOString();
}
