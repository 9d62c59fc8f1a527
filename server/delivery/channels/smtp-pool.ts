import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { OutgoingMail } from './channel.ts';
import { SmtpLine, type SmtpServer } from './smtp-line.ts';

/** What the pool is asked of. */
export interface PoolOptions {
  /** @param refused - an access token that the server has just refused */
  serverOf(workspaceId: string, refused: string | null): SmtpServer | Promise<SmtpServer>;
  /** Most that are open at a time. */
  connections: number;
}

/** A connection is closed after so many messages: some servers allow no more. */
const MESSAGES_A_LINE = 500;
const IDLE_MS = 10_000;
const CLOSING = 421;

/** A connection that is open, and to whom. */
interface Kept {
  key: string;
  line: SmtpLine;
  /** Runs while it is idle. */
  timer: NodeJS.Timeout | null;
}

/** Somebody with a message. Told `null` they may open a connection, and have to give their place back. */
interface Waiting {
  key: string;
  mail: OutgoingMail;
  aboutToEnd: () => void;
  /** Wants a connection that nobody has used. */
  isPicky: boolean;
  resolve(answer: Promise<HandOver> | null): void;
}

/** Connections to a mail server, kept while there is work. Who comes while all are busy waits for its turn. */
export class LinePool {
  readonly #options: PoolOptions;
  #waiting: Waiting[] = [];
  #kept: Kept[] = [];
  /** Places of connections that are being opened. */
  #opening = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws {Error} when nobody knows which server to speak to */
  async handOver(mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver> {
    const server = await this.#options.serverOf(mail.workspaceId, null);
    const kept = await this.#placeFor(server, mail, aboutToEnd, false);
    if (kept !== null && !saysNothing(kept)) return kept;
    // The server had closed it meanwhile, or takes no more on that one: that says nothing about this message.
    const fresh = kept === null ? null : await this.#placeFor(server, mail, aboutToEnd, true);
    return fresh ?? (await this.#open(server, mail, aboutToEnd));
  }

  close(): void {
    for (const { line, timer } of this.#kept.splice(0)) {
      if (timer) clearTimeout(timer);
      line.quit();
    }
  }

  /** @returns what became of it on a connection that was there; null: one may be opened, the place is taken */
  #placeFor(
    server: SmtpServer,
    mail: OutgoingMail,
    aboutToEnd: () => void,
    isPicky: boolean,
  ): Promise<HandOver | null> {
    return new Promise((resolve) => {
      this.#waiting.push({ key: keyOf(server), mail, aboutToEnd, isPicky, resolve });
      this.#serve();
    });
  }

  async #open(server: SmtpServer, mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver> {
    let kept: Kept | null = null;
    try {
      let at = server;
      let line = await SmtpLine.open(server);
      const other = line instanceof SmtpLine ? null : await this.#serverAfter(line, server, mail);
      if (other) {
        at = other;
        line = await SmtpLine.open(other);
      }
      if (!(line instanceof SmtpLine)) return line;
      kept = { key: keyOf(at), line, timer: null };
      this.#kept.push(kept);
    } finally {
      this.#opening -= 1;
      if (!kept) this.#serve();
    }
    return this.#over(kept, mail, aboutToEnd);
  }

  /** With another access token: the one before may have been taken back before its time. @returns null: there is none */
  async #serverAfter(
    answer: HandOver,
    server: SmtpServer,
    { workspaceId }: OutgoingMail,
  ): Promise<SmtpServer | null> {
    const { signIn } = server;
    const isSignIn = answer.answered && 'reply' in answer && answer.reply.stage === 'sign-in';
    if (!isSignIn || signIn === null || !('accessToken' in signIn)) return null;
    const other = await this.#options.serverOf(workspaceId, signIn.accessToken);
    return keyOf(other) === keyOf({ ...other, signIn }) ? null : other;
  }

  async #over(kept: Kept, mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver> {
    if (kept.timer) clearTimeout(kept.timer);
    kept.timer = null;
    const answer = await kept.line.handOver(mail, aboutToEnd, () => this.#serve());
    this.#settle(kept);
    this.#serve();
    return answer;
  }

  /** A connection that is idle waits for the next message, unless it has had enough. */
  #settle(kept: Kept): void {
    const { line } = kept;
    if (!line.isOpen || (line.isIdle && line.taken >= MESSAGES_A_LINE)) this.#drop(kept);
    else if (line.isIdle) {
      kept.timer = setTimeout(() => this.#drop(kept), IDLE_MS);
      kept.timer.unref();
    }
  }

  #drop(kept: Kept): void {
    if (kept.timer) clearTimeout(kept.timer);
    this.#kept = this.#kept.filter((one) => one !== kept);
    kept.line.quit();
  }

  /** Gives out what there is, to whoever came first. */
  #serve(): void {
    for (const kept of this.#kept) if (!kept.line.isOpen) this.#drop(kept);
    this.#waiting = this.#waiting.filter((one) => !this.#serveOne(one));
  }

  /** @returns whether there was something for it */
  #serveOne({ key, mail, aboutToEnd, isPicky, resolve }: Waiting): boolean {
    // The one used last: the others grow old and go.
    const own = (fits: (line: SmtpLine) => boolean) =>
      this.#kept.findLast(
        (one) => one.key === key && one.line.taken < MESSAGES_A_LINE && !isPicky && fits(one.line),
      );
    const idle = own((line) => line.isIdle);
    if (!idle && this.#makeRoom()) {
      this.#opening += 1;
      resolve(null);
      return true;
    }
    const kept = idle ?? own((line) => line.canTake);
    if (!kept) return false;
    resolve(this.#over(kept, mail, aboutToEnd));
    return true;
  }

  /** Others' idle connections must not keep anybody out. @returns whether one more may be open */
  #makeRoom(): boolean {
    const { connections } = this.#options;
    const oldest = this.#kept.find(({ line }) => line.isIdle);
    if (this.#kept.length + this.#opening >= connections && oldest) this.#drop(oldest);
    return this.#kept.length + this.#opening < connections;
  }
}

/** The connection was over before the message was; another may take it. */
function saysNothing(answer: HandOver): boolean {
  if (!answer.answered) return !answer.begun;
  return 'reply' in answer && answer.reply.code === CLOSING && answer.reply.stage !== 'message';
}

function keyOf({ host, port, security, signIn }: SmtpServer): string {
  return JSON.stringify([host, port, security, signIn]);
}
