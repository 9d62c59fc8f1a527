import Dexie, { type Table } from 'dexie';
import type { Campaign } from '../contract/campaign.ts';
import type { ComposeSession } from '../contract/compose.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { MissingPart, PartCheck } from '../contract/mail-page.ts';
import type { Notice } from '../contract/messages.ts';
import type { Person } from '../contract/person.ts';
import type { PersonContext } from '../contract/person-context.ts';
import type { Action } from '../contract/sync.ts';
import type { Activity, MailSite, Task, TaskType } from '../contract/task.ts';
import type { Template } from '../contract/template.ts';
import type { TemplateDraft } from '../contract/template-draft.ts';
import type { MailThread } from '../contract/thread.ts';
import type { Prints } from '../core/compose/match.ts';
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
  kind: Exclude<Action['kind'], 'task.replied'>;
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
  site: MailSite;
  /** -1 where the browser names none. */
  tabId: number;
  /** Empty where the request does not tell it. */
  draft: string;
  thread: string;
  account: string | null;
  /** Session it was matched to by more than the draft's id; null while there is none. */
  sessionId: string | null;
  /** What it says to whom, as keyed fingerprints; never the text itself. */
  prints: Prints;
  state: 'asked' | 'done' | 'failed' | 'cancelled';
  status: number | null;
  seenAt: string;
}

/** A tab with a mail page in which our content script works. */
export interface MailTab {
  tabId: number;
  windowId: number | null;
  site: MailSite;
  account: string;
  missing: MissingPart[];
  /** As last seen; a row written before the update that brought it has none. */
  checks?: PartCheck[];
  seenAt: string;
}

/** The thread that is open in a tab; only where one is. */
export interface SeenThread {
  tabId: number;
  site: MailSite;
  /** Whose mailbox it is; null where the page does not show it beyond doubt. */
  account: string | null;
  thread: MailThread;
}

/** What the server last said of an address; a copy for the next minute, and for when there is no server. */
export interface LookedUp {
  /** In small letters. */
  email: string;
  people: PersonContext[];
  total: number;
  /** The blocked domain that the address is at; absent: none. */
  blockedDomain?: string;
  /** When the server answered; null when it never has. */
  answeredAt: string | null;
  triedAt: string;
  /** Why the last try gave no answer. */
  problem: { code: ErrorCode; message: string } | null;
  /** How the person's own tasks and history stood here at the answer: when they change it is old. */
  mark: string;
}

/** A message that answers the mail of a task, so that it is told once. */
export interface SeenReply {
  /** Task and message: `<task id> <message id>`. */
  id: string;
  taskId: string;
  personId: string;
  /** Action by which the server was told; null for a further message of an answer that was told. */
  actionId: string | null;
  /** What came of it has been shown to the person. */
  told: 0 | 1;
  seenAt: string;
}

/** The extension's own database. Only the background opens it. */
export class LocalDatabase extends Dexie {
  declare readonly tasks: Table<StoredTask, string>;
  declare readonly people: Table<Person, string>;
  declare readonly campaigns: Table<Campaign, string>;
  declare readonly activities: Table<Activity, string>;
  declare readonly templates: Table<Template, string>;
  declare readonly outbox: Table<OutboxEntry, number, Omit<OutboxEntry, 'seq'>>;
  declare readonly acted: Table<ActedAction, string>;
  declare readonly composeSessions: Table<StoredSession, string>;
  declare readonly requests: Table<SeenRequest, string>;
  declare readonly notices: Table<Notice, string>;
  declare readonly mailTabs: Table<MailTab, number>;
  declare readonly threads: Table<SeenThread, number>;
  declare readonly lookups: Table<LookedUp, string>;
  declare readonly replies: Table<SeenReply, string>;
  declare readonly templateDrafts: Table<TemplateDraft, string>;
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
    this.version(2)
      .stores({ templates: 'id' })
      .upgrade(async (tx) => {
        // Rows that were pulled before these fields came; the server tells a row again only when it changes.
        const withCause = (row: StoredTask) => {
          row.task.cause ??= null;
          if (row.base) row.base.cause ??= null;
        };
        await tx.table<StoredTask>('tasks').toCollection().modify(withCause);
        await tx
          .table<Campaign>('campaigns')
          .toCollection()
          .modify((campaign) => {
            campaign.settings.onReply ??= 'end';
          });
      });
    this.version(3).stores({
      tasks: 'id, due, [type+due], [campaignId+due], task.personId, task.outcome.proof.ids.thread',
      people: 'id, email',
      threads: 'tabId',
      lookups: 'email',
      replies: 'id, told, seenAt',
    });
    // The server starts every device afresh after it has learnt this too; until then nothing may be missing.
    this.version(4)
      .stores({ templates: 'id' })
      .upgrade(async (tx) => {
        await tx
          .table<Template>('templates')
          .toCollection()
          .modify((template) => {
            template.text ??= null;
            template.preheader ??= '';
            template.variants ??= [];
            template.recommendation ??= null;
            template.nonCommercial ??= false;
            template.attachments ??= [];
            template.favourite ??= false;
          });
      });
    this.version(5).stores({ templateDrafts: 'id, savedAt' });
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
