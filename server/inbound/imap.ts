import { ImapFlow, type MailboxObject } from 'imapflow';
import type { MailboxPosition } from '../db/queries/inbound-mails.ts';
import { Waker } from '../waker.ts';
import type { Arrival } from './take-in.ts';

/** A mailbox on a mail server. */
export interface ImapAccount {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` or nothing at all; `none` is plain text. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
}

/** A mail as it lies in the inbox. */
export interface InboxMail extends Arrival {
  uid: number;
}

/** What is attached in earnest lies behind the text; of a mail no more than that is fetched. */
const MOST_BYTES = 1_000_000;
/** Where a mailbox was never read, or counts anew: what is older has been answered otherwise. */
const FIRST_DAYS = 14;
const dayMs = 86_400_000;

/** @throws {Error} with what the mail server said, when it cannot be reached or refuses the sign-in */
export async function openInbox(account: ImapAccount): Promise<Inbox> {
  const { host, port, security, user, password } = account;
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
  });
  const waker = new Waker();
  client.on('exists', () => waker.wake());
  client.on('close', () => waker.wake());
  // Whoever waits for an answer is told; without a listener the process would end.
  client.on('error', () => waker.wake());
  await client.connect();
  try {
    // Read-only (EXAMINE): no flag changes, not even by reading.
    return new Inbox(client, await client.mailboxOpen('INBOX', { readOnly: true }), waker);
  } catch (error) {
    client.close();
    throw error;
  }
}

/** An inbox that is open for reading. */
export class Inbox {
  readonly uidValidity: number;
  readonly #client: ImapFlow;
  readonly #waker: Waker;

  constructor(client: ImapFlow, { uidValidity }: MailboxObject, waker: Waker) {
    this.#client = client;
    this.#waker = waker;
    this.uidValidity = Number(uidValidity);
  }

  /** Where to begin, in a mailbox that was never read or counts anew. */
  async startAt(now: Date): Promise<MailboxPosition> {
    const since = new Date(now.getTime() - FIRST_DAYS * dayMs);
    const recent = (await this.#client.search({ since }, { uid: true })) || [];
    const box = this.#client.mailbox;
    const next = box ? box.uidNext : 1;
    const first = recent.length > 0 ? Math.min(...recent) : next;
    return { uidValidity: this.uidValidity, lastUid: first - 1 };
  }

  /** Mails behind a UID, in their order. */
  async *mailsAfter(lastUid: number): AsyncGenerator<InboxMail> {
    const query = { uid: true, internalDate: true, source: { maxLength: MOST_BYTES } };
    for await (const found of this.#client.fetch(`${lastUid + 1}:*`, query, { uid: true })) {
      // Of a range behind the end the server gives the last mail.
      if (found.uid <= lastUid || !found.source) continue;
      const receivedAt = new Date(found.internalDate ?? Number.NaN);
      yield { uid: found.uid, source: found.source, receivedAt };
    }
  }

  /** Waits until something may have arrived: the server says so (IDLE), or so much time has passed. */
  async wait(longestMs: number): Promise<void> {
    // Ends with the next command; that it failed is told by that.
    this.#client.idle().catch(() => undefined);
    await this.#waker.sleep(longestMs);
    if (!this.#client.usable) throw new Error('the mail server has closed the connection');
  }

  /** Ends {@link wait}. */
  wake(): void {
    this.#waker.wake();
  }

  async close(): Promise<void> {
    await this.#client.logout().catch(() => this.#client.close());
  }
}
