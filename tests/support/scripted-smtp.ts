import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { testCertificate, testKey } from './test-certificate.ts';

/** One connection, as a script has it. Whoever asks for more when it is over hears of it by an error. */
export class Talk {
  #socket: Socket;
  #bytes = '';
  #wake: () => void = () => {};
  readonly #bytesAtOnce: number;
  /** All that was received, in latin1. */
  heard = '';

  constructor(socket: Socket, bytesAtOnce: number) {
    this.#socket = socket;
    this.#bytesAtOnce = bytesAtOnce;
    this.#listen();
  }

  #listen(): void {
    this.#socket.on('data', (chunk) => {
      this.#bytes += chunk.toString('latin1');
      this.heard += chunk.toString('latin1');
      this.#wake();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#wake());
  }

  /** What has come and was not asked for yet. */
  get unread(): string {
    return this.#bytes;
  }

  /** Lines are ended by CRLF here; they leave in pieces where the server was started so. */
  async say(...lines: string[]): Promise<void> {
    const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
    for (let at = 0; at < bytes.length; at += this.#bytesAtOnce) {
      this.#socket.write(bytes.subarray(at, at + this.#bytesAtOnce));
      if (this.#bytesAtOnce < bytes.length) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Says something that is no line. */
  sayRaw(text: string): void {
    this.#socket.write(text);
  }

  /** The next command, without its end. */
  async line(): Promise<string> {
    const line = await this.#take(() => this.#bytes.indexOf('\r\n'), 2);
    return line.slice(0, -2);
  }

  /** A message as it came, dot-stuffed, with its last line break and without the dot that ends it. */
  async message(): Promise<string> {
    const find = () => {
      const end = this.#bytes.indexOf('\r\n.\r\n');
      return this.#bytes.startsWith('.\r\n') ? 0 : end < 0 ? end : end + 2;
    };
    const whole = await this.#take(find, 3);
    return whole.slice(0, -3);
  }

  /** Waits until something has come that was not asked for yet. */
  async some(): Promise<void> {
    while (this.#bytes === '') await this.#more();
  }

  /** @param find - where the mark begins; less than 0: it has not come */
  async #take(find: () => number, markLength: number): Promise<string> {
    while (find() < 0) await this.#more();
    const end = find() + markLength;
    const text = this.#bytes.slice(0, end);
    this.#bytes = this.#bytes.slice(end);
    return text;
  }

  #more(): Promise<void> {
    if (this.#socket.destroyed) throw new Error(`the client has gone; it had said “${this.#bytes}”`);
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Greets, with a line for each of what it can do. */
  async greet(...capabilities: string[]): Promise<void> {
    await this.say('220 mx.example ESMTP');
    await this.hello(...capabilities);
  }

  async hello(...capabilities: string[]): Promise<void> {
    await this.line();
    const lines = ['mx.example', ...capabilities];
    await this.say(...lines.map((text, index) => `250${index < lines.length - 1 ? '-' : ' '}${text}`));
  }

  /** Takes MAIL, RCPT and DATA and agrees. @returns the two first */
  async takeEnvelope(): Promise<string[]> {
    const said: string[] = [];
    for (const answer of ['250 2.1.0 ok', '250 2.1.5 ok', '354 go on']) {
      said.push(await this.line());
      await this.say(answer);
    }
    return said.slice(0, 2);
  }

  /** Takes a mail and answers it. @returns the message */
  async takeMail(answer = '250 2.0.0 taken'): Promise<string> {
    await this.takeEnvelope();
    const message = await this.message();
    await this.say(answer);
    return message;
  }

  /** From here on in TLS. */
  secure(): void {
    this.#socket.removeAllListeners('data');
    this.#socket = new TLSSocket(this.#socket, { isServer: true, key: testKey, cert: testCertificate });
    this.#listen();
  }

  close(): void {
    this.#socket.destroy();
  }

  async closed(): Promise<void> {
    if (!this.#socket.destroyed) await once(this.#socket, 'close');
  }
}

export interface ScriptedSmtp {
  port: number;
  /** Connections, oldest first. */
  talks: Talk[];
  stop(): Promise<void>;
}

/** A mail server that follows a script, once for each connection; a script that fails ends its connection. */
export async function startScriptedSmtp(
  script: (talk: Talk, index: number) => Promise<void>,
  { bytesAtOnce = Number.MAX_SAFE_INTEGER }: { bytesAtOnce?: number } = {},
): Promise<ScriptedSmtp> {
  const sockets: Socket[] = [];
  const talks: Talk[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    const talk = new Talk(socket, bytesAtOnce);
    sockets.push(socket);
    talks.push(talk);
    script(talk, talks.length - 1).catch(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    port,
    talks,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
