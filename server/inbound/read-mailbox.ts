import type { Database } from '../db/open.ts';
import { findPosition, type MailboxPosition, savePosition } from '../db/queries/inbound-mails.ts';
import type { Log } from '../log.ts';
import { Waker } from '../waker.ts';
import { type ImapAccount, type Inbox, type InboxMail, openInbox } from './imap.ts';
import type { ReturnPaths } from './return-path.ts';
import { takeIn } from './take-in.ts';

export interface ReadingOptions {
  db: Database;
  account: ImapAccount;
  log: Pick<Log, 'error' | 'info'>;
  now: () => Date;
  /** Reads the addresses that our mails name for reports. */
  paths?: ReturnPaths | null;
}

/** IDLE may say nothing, or not exist. */
const POLL_MS = 60_000;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Reads what arrives in an inbox, for as long as it is asked to: on from where the last reader stopped, again after a
 * pause when the connection breaks. A mail is taken in before the place is noted, and counts once, so that a process
 * that dies in between loses nothing and doubles nothing.
 *
 * @returns a function that stops it, once the mail under way is written
 */
export function startReading(options: ReadingOptions): () => Promise<void> {
  const reader = new Reader(options);
  const running = reader.run();
  return async () => {
    reader.stop();
    await running;
  };
}

class Reader {
  readonly #options: ReadingOptions;
  readonly #name: string;
  readonly #pause = new Waker();
  #inbox: Inbox | null = null;
  #stopping = false;

  constructor(options: ReadingOptions) {
    const { user, host, port } = options.account;
    this.#options = options;
    this.#name = `${user}@${host}:${port}`;
  }

  async run(): Promise<void> {
    const { log, account } = this.#options;
    let delayMs = FIRST_DELAY_MS;
    while (!this.#stopping) {
      try {
        await this.#readOn(() => {
          delayMs = FIRST_DELAY_MS;
        });
      } catch (err) {
        if (this.#stopping) return;
        log.error({ err, host: account.host, againInMs: delayMs }, 'a mailbox could not be read');
        await this.#pause.sleep(delayMs);
        delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      }
    }
  }

  stop(): void {
    this.#stopping = true;
    this.#pause.wake();
    this.#inbox?.wake();
  }

  async #readOn(opened: () => void): Promise<void> {
    const inbox = await openInbox(this.#options.account);
    this.#inbox = inbox;
    try {
      let position = await this.#positionIn(inbox);
      opened();
      while (!this.#stopping) {
        position = await this.#readNew(inbox, position);
        if (!this.#stopping) await inbox.wait(POLL_MS);
      }
    } finally {
      this.#inbox = null;
      await inbox.close();
    }
  }

  async #positionIn(inbox: Inbox): Promise<MailboxPosition> {
    const { db, now } = this.#options;
    const known = await findPosition(db.kysely, this.#name);
    if (known?.uidValidity === inbox.uidValidity) return known;
    const first = await inbox.startAt(now());
    await savePosition(db.kysely, this.#name, first, now());
    return first;
  }

  async #readNew(inbox: Inbox, from: MailboxPosition): Promise<MailboxPosition> {
    const { db, now } = this.#options;
    let position = from;
    for await (const mail of inbox.mailsAfter(from.lastUid)) {
      await this.#take(mail);
      position = { ...position, lastUid: mail.uid };
      await savePosition(db.kysely, this.#name, position, now());
      if (this.#stopping) break;
    }
    return position;
  }

  /** A fault of ours in one mail keeps no other waiting; without the database nothing can be read. */
  async #take(mail: InboxMail): Promise<void> {
    const { db, log, now, paths = null } = this.#options;
    try {
      const { source } = mail;
      const receivedAt = Number.isNaN(mail.receivedAt.getTime()) ? now() : mail.receivedAt;
      const kind = await takeIn(db, { source, receivedAt }, now(), paths);
      if (kind) log.info({ kind, uid: mail.uid }, 'a mail has come back');
    } catch (err) {
      await findPosition(db.kysely, this.#name);
      log.error({ err, uid: mail.uid }, 'a mail could not be taken in');
    }
  }
}
