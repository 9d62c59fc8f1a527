import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { SmtpStage } from '../../../lib/core/send/reply.ts';
import { isOnlyHere } from '../../../lib/core/tracking/reach.ts';
import type { OutgoingMail } from './channel.ts';
import { dotStuffed } from './dot-stuffing.ts';
import { type Envelope, envelopeOf } from './smtp-envelope.ts';
import { type Capabilities, capabilitiesOf, noCapabilities } from './smtp-hello.ts';
import type { Reply } from './smtp-replies.ts';
import { questionIn, type SignIn, signInTalk } from './smtp-sign-in.ts';
import { type SmtpHost, SmtpSocket } from './smtp-socket.ts';

/** Where mail is handed over, and as whom. */
export interface SmtpServer extends SmtpHost {
  /** `tls` from the first byte, `starttls` or nothing at all; `none` is plain text. */
  security: 'tls' | 'starttls' | 'none';
  signIn: SignIn | null;
}

/** A mail server by its address: `smtps://` is TLS from the first byte, `smtp://` STARTTLS. */
export function mailServerAt(url: URL): Pick<SmtpServer, 'host' | 'port' | 'security'> {
  const isTls = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    // A relay on this machine has no certificate, and nobody between to hide from.
    security: isTls ? 'tls' : isOnlyHere(`http://${url.host}`) ? 'none' : 'starttls',
  };
}

/** For how long a server may be silent, in milliseconds. */
export interface Patience {
  connect: number;
  greeting: number;
  command: number;
  recipient: number;
  data: number;
  /** After the end of a message, and while it does not read on. */
  message: number;
}

/** RFC 5321 §4.5.3.2, less where a server that is asleep would keep others waiting. */
const usualPatience: Patience = {
  connect: 20_000,
  greeting: 60_000,
  command: 60_000,
  recipient: 120_000,
  data: 120_000,
  message: 600_000,
};
/** Written at once: a server that reads on, however slowly, is not silent. */
const CHUNK_BYTES = 64 * 1024;
const END = '.\r\n';
const doNothing = () => {};

/** What a server has said where it said no; the rest of the talk is the line's affair. */
interface Refusal {
  stage: SmtpStage;
  reply: Reply;
}

/**
 * One connection to a mail server. Where the server takes commands ahead of its answers, the next message is announced
 * while the answer to the last is awaited; at any time one message at most has ended without its answer.
 * @see RFC 5321, RFC 2920 (the dot comes after 354, and so after the answer to the message before)
 */
export class SmtpLine {
  readonly #socket: SmtpSocket;
  readonly #patience: Patience;
  #capabilities: Capabilities = noCapabilities;
  #state: 'idle' | 'busy' | 'ending' = 'idle';
  /** A message was announced, and the server still has it in mind. */
  #needsReset = false;
  /** Messages given to it so far. */
  taken = 0;

  private constructor(socket: SmtpSocket, patience: Patience) {
    this.#socket = socket;
    this.#patience = patience;
  }

  /** Connects and signs in. Never throws. @returns why not, when that fails */
  static async open(server: SmtpServer, patience = usualPatience): Promise<SmtpLine | HandOver> {
    let line: SmtpLine | null = null;
    try {
      const socket = await SmtpSocket.connect(server, server.security === 'tls', patience.connect);
      line = new SmtpLine(socket, patience);
      const refusal = await line.#begin(server);
      if (refusal === null) return line;
      line.close();
      return { answered: true, reply: { stage: refusal.stage, ...refusal.reply } };
    } catch (error) {
      line?.close();
      return notBegun(error);
    }
  }

  get isOpen(): boolean {
    return this.#socket.broken === null;
  }

  /** Nothing is under way. */
  get isIdle(): boolean {
    return this.isOpen && this.#state === 'idle';
  }

  /** The next message may be given to it, now or while the answer to the last is awaited. */
  get canTake(): boolean {
    return this.isIdle || (this.isOpen && this.#state === 'ending' && this.#capabilities.pipelining);
  }

  /**
   * Hands a message over. Never throws; only one at a time, and when {@link canTake}.
   *
   * @param aboutToEnd - called when all but the line that ends it was written; when it throws, it is not ended
   * @param onEnding - called when nothing but its answer is missing
   */
  async handOver(
    mail: OutgoingMail,
    aboutToEnd: () => void,
    onEnding: () => void = doNothing,
  ): Promise<HandOver> {
    this.taken += 1;
    const envelope = envelopeOf(mail, this.#capabilities);
    if ('code' in envelope) return refusedAs({ stage: 'recipient', reply: envelope });
    const pieces = dotStuffed(mail.bytes);
    if (pieces === null)
      return refusedAs({ stage: 'message', reply: { code: 554, text: '5.6.0 not all lines end with CRLF' } });
    this.#state = 'busy';
    let ended: { answer: Promise<Reply> };
    try {
      const refusal = await this.#announce(envelope);
      if (refusal) {
        this.#state = 'idle';
        return refusedAs(refusal);
      }
      ended = await this.#write(pieces, aboutToEnd);
    } catch (error) {
      this.close();
      if (error instanceof EarlyAnswer) return refusedAs(error.refusal);
      return notBegun(error);
    }
    this.#state = 'ending';
    onEnding();
    try {
      const reply = await ended.answer;
      if (reply.code >= 300 && reply.code < 400) throw unexpected(reply);
      return { answered: true, reply: { stage: 'message', ...reply } };
    } catch (error) {
      this.close();
      return { answered: false, begun: true, reason: reasonOf(error) };
    } finally {
      // Unless the next has been given to it meanwhile.
      if (this.#state === 'ending') this.#state = 'idle';
    }
  }

  close(): void {
    this.#socket.close();
  }

  quit(): void {
    if (this.isOpen) this.#socket.quit();
  }

  /** Greeting, encryption, sign-in. @throws {Error} when the connection breaks */
  async #begin(server: SmtpServer): Promise<Refusal | null> {
    const greeting = await this.#socket.reply(this.#patience.greeting);
    const refused = refusalIn('greeting', greeting) ?? (await this.#greet());
    if (refused) return refused;
    if (server.security === 'starttls') {
      if (!this.#capabilities.startTls)
        return { stage: 'greeting', reply: { code: 530, text: '5.7.0 the server offers no STARTTLS' } };
      const answer = refusalIn('greeting', await this.#ask('STARTTLS'));
      if (answer) return answer;
      await this.#socket.startTls(server, this.#patience.command);
      // What was said in plain text may have been said by anybody.
      this.#capabilities = noCapabilities;
      const again = await this.#greet();
      if (again) return again;
    }
    return server.signIn && this.#signIn(server.signIn);
  }

  async #greet(): Promise<Refusal | null> {
    const name = ownName(this.#socket.localAddress);
    const reply = await this.#ask(`EHLO ${name}`);
    if (reply.code < 300) {
      this.#capabilities = capabilitiesOf(reply);
      return null;
    }
    return refusalIn('greeting', reply.code < 500 ? reply : await this.#ask(`HELO ${name}`));
  }

  async #signIn(signIn: SignIn): Promise<Refusal | null> {
    const { first, answers } = signInTalk(signIn, this.#capabilities.signIns);
    let reply = await this.#ask(first);
    for (const answer of answers) {
      if (reply.code !== 334) break;
      reply = await this.#ask(answer(questionIn(reply)));
    }
    return refusalIn('sign-in', reply);
  }

  #ask(command: string, patienceMs = this.#patience.command): Promise<Reply> {
    const reply = this.#socket.reply(patienceMs);
    this.#socket.write(`${command}\r\n`);
    return reply;
  }

  /** @returns null: the server waits for the message */
  async #announce({ mail, rcpt }: Envelope): Promise<Refusal | null> {
    const steps = [
      ...(this.#needsReset ? [['sender', 'RSET', this.#patience.command] as const] : []),
      ['sender', mail, this.#patience.recipient] as const,
      ['recipient', rcpt, this.#patience.recipient] as const,
    ];
    this.#needsReset = false;
    const isAhead = this.#capabilities.pipelining;
    // All in one go, or each after the answer to the one before.
    const asked = isAhead ? steps.map(([, command, patience]) => this.#ask(command, patience)) : [];
    const begin = isAhead ? this.#ask('DATA', this.#patience.data) : null;
    for (const reply of [...asked, begin]) reply?.catch(doNothing);
    for (const [index, [stage, command, patience]] of steps.entries()) {
      const reply = await (asked[index] ?? this.#ask(command, patience));
      if (command !== mail && stage === 'sender' && reply.code >= 300) throw unexpected(reply);
      const refusal = refusalIn(stage, reply);
      if (!refusal) continue;
      this.#needsReset = true;
      if (begin) await this.#takeBack(begin);
      return refusal;
    }
    const reply = await (begin ?? this.#ask('DATA', this.#patience.data));
    if (reply.code === 354) return null;
    this.#needsReset = true;
    return refusalIn('message', reply) ?? Promise.reject(unexpected(reply));
  }

  /** Ends what was refused already, should the server want to hear it nevertheless (RFC 2920 §3.1). Never throws. */
  async #takeBack(begin: Promise<Reply>): Promise<void> {
    try {
      // Whatever else was asked ahead is answered before it.
      if ((await begin).code === 354) await this.#ask(END.trim(), this.#patience.message);
    } catch {
      // The line is closed; what was refused stays so.
    }
  }

  /**
   * Writes a message to its end.
   * @throws {EarlyAnswer} the server has refused it meanwhile
   * @throws {Error} before its end: it was not ended
   */
  async #write(pieces: readonly Buffer[], aboutToEnd: () => void): Promise<{ answer: Promise<Reply> }> {
    let early: Reply | null = null;
    const answer = this.#socket.reply(this.#patience.message);
    const heard = answer.then((reply) => {
      early = reply;
    }, doNothing);
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += CHUNK_BYTES) {
        this.#socket.write(piece.length > CHUNK_BYTES ? piece.subarray(at, at + CHUNK_BYTES) : piece);
        await this.#socket.drained();
      }
    }
    // What has come meanwhile is heard first.
    await Promise.race([heard, Promise.resolve()]);
    if (early !== null) throw new EarlyAnswer(early);
    if (this.#socket.broken) throw this.#socket.broken;
    aboutToEnd();
    this.#socket.write(END);
    return { answer };
  }
}

/** A message is refused while it is being written. */
class EarlyAnswer extends Error {
  override readonly name = 'EarlyAnswer';
  readonly refusal: Refusal;

  constructor(reply: Reply) {
    super(unexpected(reply).message);
    const refusal = refusalIn('message', reply);
    if (!refusal) throw unexpected(reply);
    this.refusal = refusal;
  }
}

/** @returns null: the server agrees @throws {Error} it asks for more where there is no more */
function refusalIn(stage: SmtpStage, reply: Reply): Refusal | null {
  if (reply.code >= 400) return { stage, reply };
  if (reply.code >= 300) throw unexpected(reply);
  return null;
}

function refusedAs({ stage, reply }: Refusal): HandOver {
  return { answered: true, reply: { stage, ...reply } };
}

function notBegun(error: unknown): HandOver {
  return { answered: false, begun: false, reason: reasonOf(error) };
}

function unexpected({ code, text }: Reply): Error {
  return new Error(`the server has said ${code} ${text}`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As it introduces itself (RFC 5321 §4.1.3). */
function ownName(address: string): string {
  const name = hostname();
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(name)) return name;
  return isIP(address) === 6 ? `[IPv6:${address}]` : `[${address}]`;
}
