import Dexie, { type Table } from 'dexie';
import type { Campaign } from '../contract/campaign.ts';
import type { ComposeSession } from '../contract/compose.ts';
import type { Notice } from '../contract/messages.ts';
import type { Person } from '../contract/person.ts';
import type { Action } from '../contract/sync.ts';
import type { Activity, MailSite, Task, TaskType } from '../contract/task.ts';
import { forgetDerived } from './derived.ts';

/** A task as the person sees it: the server's row with their own waiting actions laid over it. */
export interface StoredTask {
  id: string;
  type: TaskType;
  campaignId: string | null;
  /** Due in milliseconds since 1970; absent on closed tasks, so that the indexes hold open ones only. */
  due?: number;
  task: Task;
  /** The server's row; null where no action is waiting, and `task` is it. */
  base: Task | null;
}

/** An action that the server has not answered yet. */
export interface OutboxEntry {
  /** Order of the person's doing. */
  seq: number;
  id: string;
  taskId: string;
  action: Action;
  /** Written before the first push: from then on the server may know it, and an undo must be an action of its own. */
  tried: boolean;
}

/** What an undo needs to know of an action, also after the server has taken it. Kept for a day. */
export interface ActedAction {
  id: string;
  taskId: string;
  kind: Action['kind'];
  /** When the task was due before. */
  dueAt: string;
  actedAt: string;
}

export interface StoredSession extends ComposeSession {
  /** Id of the draft in the mail client's traffic; absent until the window has told it. */
  draft?: string;
}

/** A request of the mail client that changes a message, as far as it must be remembered until it is matched. */
export interface SeenRequest {
  /** Number of the request and place of the message in it. */
  id: string;
  requestId: string;
  kind: 'send' | 'undo' | 'schedule' | 'discard';
  draft: string;
  thread: string;
  account: string | null;
  state: 'asked' | 'done' | 'failed';
  status: number | null;
  seenAt: string;
}

/** A tab with a mail page in which our content script works. */
export interface MailTab {
  tabId: number;
  windowId: number | null;
  site: MailSite;
  account: string;
  missing: { part: string; function: string }[];
  seenAt: string;
}

/** The extension's own database. Only the background opens it. */
export class LocalDatabase extends Dexie {
  declare readonly tasks: Table<StoredTask, string>;
  declare readonly people: Table<Person, string>;
  declare readonly campaigns: Table<Campaign, string>;
  declare readonly activities: Table<Activity, string>;
  declare readonly outbox: Table<OutboxEntry, number, Omit<OutboxEntry, 'seq'>>;
  declare readonly acted: Table<ActedAction, string>;
  declare readonly composeSessions: Table<StoredSession, string>;
  declare readonly requests: Table<SeenRequest, string>;
  declare readonly notices: Table<Notice, string>;
  declare readonly mailTabs: Table<MailTab, number>;
  declare readonly meta: Table<{ key: string; value: unknown }, string>;

  constructor(name = 'utskick') {
    super(name);
    this.version(1).stores({
      tasks: 'id, due, [type+due], [campaignId+due]',
      people: 'id',
      campaigns: 'id',
      activities: 'id, [personId+at]',
      outbox: '++seq, &id, taskId',
      acted: 'id, actedAt',
      composeSessions: 'id, taskId, draft, requestId, tabId, state, changedAt',
      requests: 'id, requestId, draft, seenAt',
      notices: 'id, at',
      mailTabs: 'tabId',
      meta: 'key',
    });
  }
}

/**
 * The database and its one way of writing: everything inside `write` is stored together or not at all, and every
 * reader is told afterwards. Inside, await nothing but the database.
 */
export interface Store {
  readonly db: LocalDatabase;
  write<T>(work: () => Promise<T>): Promise<T>;
}

/** @param committed - called after each commit; raises the revision that open pages listen to */
export function openStore(committed: () => void, name?: string): Store {
  const db = new LocalDatabase(name);
  return {
    db,
    async write(work) {
      // Dexie keeps a transaction open over native promises only in a function that is itself `async`.
      const result = await db.transaction('rw', db.tables, async () => work());
      forgetDerived(db);
      committed();
      return result;
    },
  };
}
