import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Reply, ReplyReader } from './smtp-replies.ts';

/** Where a connection leads. */
export interface SmtpHost {
  host: string;
  /** Where the host was found; absent: it is looked up. */
  address?: string;
  port: number;
}

const CLOSING = 421;
const QUIT_MS = 2000;

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
  /** How long the server may be silent. */
  patienceMs: number;
}

/** A connection to a mail server: bytes out, replies in, in their order. Broken, it stays broken. */
export class SmtpSocket {
  #socket: Socket;
  #reader = new ReplyReader();
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #broken: Error | null = null;
  #isCorked = false;

  readonly #hear = (chunk: Buffer): void => {
    try {
      for (const reply of this.#reader.read(chunk)) this.#answer(reply);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** @throws {Error} when there is no connection within `patienceMs` */
  static connect(server: SmtpHost, isTls: boolean, patienceMs: number): Promise<SmtpSocket> {
    const { host, address = host, port } = server;
    const socket = isTls
      ? connectTls({ host: address, port, ...identityOf(host) })
      : connect({ host: address, port });
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => {
        clearTimeout(timer);
        socket.destroy();
        reject(error);
      };
      const timer = setTimeout(() => failed(new Error(`${host} does not answer`)), patienceMs);
      const closed = () => failed(new Error(`${host} has closed the connection`));
      socket.once('error', failed).once('close', closed);
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        socket.off('error', failed).off('close', closed);
        socket.setNoDelay(true);
        resolve(new SmtpSocket(socket));
      });
    });
  }

  /** Why nothing can be said any more; null: it can. */
  get broken(): Error | null {
    return this.#broken;
  }

  /** Address of this end, as it introduces itself with. */
  get localAddress(): string {
    return this.#socket.localAddress ?? '127.0.0.1';
  }

  /** What is written now and in this turn of the event loop leaves together. */
  write(bytes: Buffer | string): void {
    if (this.#broken) return;
    if (!this.#isCorked) {
      const socket = this.#socket;
      socket.cork();
      this.#isCorked = true;
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    this.#socket.write(bytes);
  }

  /** Resolves when little of what was written is still here, or the connection is broken. */
  async drained(): Promise<void> {
    const socket = this.#socket;
    if (this.#broken || !socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
    // The server reads: it is not silent.
    this.#watch();
  }

  /**
   * The next reply that is not waited for yet.
   *
   * @param patienceMs - how long the server may be silent when it is its turn
   * @throws {Error} when the connection breaks first
   */
  reply(patienceMs: number): Promise<Reply> {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, patienceMs });
      if (this.#waiting.length === 1) this.#watch();
    });
  }

  /**
   * Goes on in TLS.
   *
   * @throws {Error} when the server has said something that would be taken for said within it, cannot prove who it is,
   * or takes too long
   */
  async startTls({ host }: SmtpHost, patienceMs: number): Promise<void> {
    if (this.#broken) throw this.#broken;
    if (!this.#reader.isEmpty)
      throw this.#fail(new Error('the server spoke on after STARTTLS in plain text'));
    const plain = this.#socket;
    plain.off('data', this.#hear);
    const socket = connectTls({ socket: plain, host, ...identityOf(host) });
    this.#socket = socket;
    this.#reader = new ReplyReader();
    this.#listen();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ resolve: () => resolve(), reject, patienceMs });
      this.#watch();
      socket.once('secureConnect', () => {
        this.#waiting.shift();
        this.#watch();
        resolve();
      });
    });
  }

  /** Takes leave; what the server says to it is of no interest. */
  quit(): void {
    this.write('QUIT\r\n');
    const socket = this.#socket;
    this.#fail(new Error('the connection was ended'), false);
    socket.off('data', this.#hear).resume().end();
    setTimeout(() => socket.destroy(), QUIT_MS).unref();
  }

  close(): void {
    this.#fail(new Error('the connection was closed'));
  }

  #listen(): void {
    this.#socket.on('data', this.#hear);
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the server has closed the connection')));
  }

  #answer(reply: Reply): void {
    const said = `the server has said ${reply.code} ${reply.text}`;
    const waiting = this.#waiting.shift();
    waiting?.resolve(reply);
    // Nobody had asked: whatever it is about, the next answer would be taken for another's.
    if (!waiting || reply.code === CLOSING) this.#fail(new Error(said));
    else this.#watch();
  }

  /** Restarts the time for the reply that is waited for. */
  #watch(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const [first] = this.#waiting;
    this.#timer = first
      ? setTimeout(() => this.#fail(new Error('the server does not answer')), first.patienceMs)
      : null;
  }

  #fail(error: Error, andDestroy = true): Error {
    if (this.#broken) return this.#broken;
    this.#broken = error;
    if (this.#timer) clearTimeout(this.#timer);
    if (andDestroy) this.#socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    return error;
  }
}

/** As whom the certificate must name the server; an address has no name to ask for. */
function identityOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}
