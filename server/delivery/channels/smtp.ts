import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { Channel, OutgoingMail } from './channel.ts';
import { type DkimKey, signMail } from './dkim.ts';
import { HostError } from './hosts.ts';
import { SmtpLine, type SmtpServer } from './smtp-line.ts';
import { heldFor, TokenError } from './token-endpoint.ts';

export interface SmtpOptions {
  name: string;
  /**
   * As whom a workspace's mail is handed over.
   *
   * @param refused - an access token that the server has just refused
   */
  serverOf(workspaceId: string, refused: string | null): SmtpServer | Promise<SmtpServer>;
  connections: number;
  /** Signs every mail. */
  dkim?: DkimKey;
}

/** A connection is closed after so many messages: some servers allow no more. */
const MESSAGES_A_LINE = 500;
const IDLE_MS = 10_000;

interface IdleLine {
  key: string;
  line: SmtpLine;
  timer: NodeJS.Timeout;
}

/** A mail server, over connections that are kept while there is work. */
export function createSmtpChannel(options: SmtpOptions): Channel {
  const pool = new LinePool(options);
  return {
    name: options.name,
    connections: options.connections,
    async handOver(mail, aboutToEnd) {
      try {
        const bytes = options.dkim ? await signMail(mail.bytes, options.dkim) : mail.bytes;
        return await pool.handOver({ ...mail, bytes }, aboutToEnd);
      } catch (error) {
        return notBegun(error);
      }
    },
    close: async () => pool.close(),
  };
}

/** Nothing was said to the server yet. */
function notBegun(error: unknown): HandOver {
  if (error instanceof TokenError && error.isRefused) return heldFor(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof HostError)
    return { answered: true, verdict: { kind: 'held', slows: 'channel' }, code: 550, text: reason };
  return { answered: false, begun: false, reason };
}

class LinePool {
  readonly #options: SmtpOptions;
  readonly #waiting: (() => void)[] = [];
  #idle: IdleLine[] = [];
  #busy = 0;

  constructor(options: SmtpOptions) {
    this.#options = options;
  }

  async handOver(mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver> {
    await this.#enter();
    try {
      const server = await this.#options.serverOf(mail.workspaceId, null);
      const kept = this.#takeIdle(keyOf(server));
      if (kept) {
        const answer = await this.#over(kept, server, mail, aboutToEnd);
        // The server had closed it meanwhile: that says nothing about this message.
        if (answer.answered || answer.begun) return answer;
      }
      const line = await SmtpLine.open(server);
      if (line instanceof SmtpLine) return await this.#over(line, server, mail, aboutToEnd);
      return (await this.#again(line, server, mail, aboutToEnd)) ?? line;
    } finally {
      this.#leave();
    }
  }

  /** With another access token: the one before may have been taken back before its time. @returns null: there is none */
  async #again(
    answer: HandOver,
    { signIn }: SmtpServer,
    mail: OutgoingMail,
    aboutToEnd: () => void,
  ): Promise<HandOver | null> {
    const isSignIn = answer.answered && 'reply' in answer && answer.reply.stage === 'sign-in';
    if (!isSignIn || signIn === null || !('accessToken' in signIn)) return null;
    const server = await this.#options.serverOf(mail.workspaceId, signIn.accessToken);
    if (keyOf(server) === keyOf({ ...server, signIn })) return null;
    const line = await SmtpLine.open(server);
    return line instanceof SmtpLine ? await this.#over(line, server, mail, aboutToEnd) : line;
  }

  close(): void {
    for (const { line, timer } of this.#idle) {
      clearTimeout(timer);
      line.quit();
    }
    this.#idle = [];
  }

  async #over(
    line: SmtpLine,
    server: SmtpServer,
    mail: OutgoingMail,
    aboutToEnd: () => void,
  ): Promise<HandOver> {
    const answer = await line.handOver(mail, aboutToEnd);
    if (line.isOpen && line.sent < MESSAGES_A_LINE) this.#keep(keyOf(server), line);
    else line.quit();
    return answer;
  }

  async #enter(): Promise<void> {
    while (this.#busy >= this.#options.connections) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#busy += 1;
  }

  #leave(): void {
    this.#busy -= 1;
    this.#waiting.shift()?.();
  }

  /** The one used last: the others grow old and go. */
  #takeIdle(key: string): SmtpLine | null {
    for (let index = this.#idle.length - 1; index >= 0; index -= 1) {
      const found = this.#idle[index];
      if (found?.key !== key) continue;
      this.#idle.splice(index, 1);
      clearTimeout(found.timer);
      if (found.line.isOpen) return found.line;
    }
    return null;
  }

  #keep(key: string, line: SmtpLine): void {
    const timer = setTimeout(() => {
      this.#idle = this.#idle.filter((one) => one.line !== line);
      line.quit();
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ key, line, timer });
    // Others' lines must not keep this one out: no more in all than may be open.
    if (this.#idle.length + this.#busy - 1 <= this.#options.connections) return;
    const oldest = this.#idle.shift();
    clearTimeout(oldest?.timer);
    oldest?.line.quit();
  }
}

function keyOf({ host, port, security, signIn }: SmtpServer): string {
  return JSON.stringify([host, port, security, signIn]);
}
