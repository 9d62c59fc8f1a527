import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** What the sink does with a message. */
export type Fate =
  | 'accept'
  /** The line is dropped before the sink has asked for the message. */
  | 'dropAtData'
  /** The line is dropped as soon as the sink has asked for the message; what has been sent then is lost. */
  | 'dropInside'
  /** Read to its end, thrown away, and the line dropped. */
  | 'dropUntaken'
  /** Taken, and the line dropped without the 250. */
  | 'dropTaken'
  /** Taken, answered by 250, and the line dropped at once. */
  | 'dropAfter'
  | { atRecipient: string }
  | { atEnd: string };

export interface Arrival {
  /** Of the envelope. */
  sender: string;
  recipient: string;
  source: string;
  atMs: number;
}

/** A mail server for tests that can behave badly on purpose. */
export interface TestSink {
  port: number;
  arrivals: Arrival[];
  /** Connections made so far. */
  connections: number;
  stop(): Promise<void>;
}

/** @param fateOf - asked at RCPT; `tries` counts from 1 for each recipient */
export async function startTestSink(
  fateOf: (recipient: string, tries: number) => Fate = () => 'accept',
): Promise<TestSink> {
  const sockets = new Set<Socket>();
  const tries = new Map<string, number>();
  const sink: TestSink = { port: 0, arrivals: [], connections: 0, stop: () => stop(server, sockets) };
  const next = (recipient: string) => {
    const count = (tries.get(recipient) ?? 0) + 1;
    tries.set(recipient, count);
    return fateOf(recipient, count);
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    sink.connections += 1;
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // clients are killed in these tests
    new Session(socket, sink, next).start();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.port = (server.address() as AddressInfo).port; // a listening TCP server has one
  return sink;
}

function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}

class Session {
  readonly #socket: Socket;
  readonly #sink: TestSink;
  readonly #next: (recipient: string) => Fate;
  #buffer = '';
  #inMessage = false;
  #sender = '';
  #recipient = '';
  #fate: Fate = 'accept';

  constructor(socket: Socket, sink: TestSink, next: (recipient: string) => Fate) {
    this.#socket = socket;
    this.#sink = sink;
    this.#next = next;
  }

  start(): void {
    this.#say('220 sink');
    this.#socket.on('data', (chunk) => {
      this.#buffer += chunk.toString('latin1');
      while (!this.#socket.destroyed && (this.#inMessage ? this.#takeMessage() : this.#takeLine()));
    });
  }

  #say(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  #takeLine(): boolean {
    const end = this.#buffer.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.#buffer.slice(0, end);
    this.#buffer = this.#buffer.slice(end + 2);
    this.#obey(line);
    return true;
  }

  #obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') this.#say('250-sink\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250 8BITMIME');
    else if (verb === 'MAIL') this.#takeSender(/<(.*?)>/.exec(line)?.[1] ?? '');
    else if (verb === 'RCPT') this.#takeRecipient(/<(.*)>/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') this.#answerData();
    else if (verb === 'QUIT') this.#socket.end('221 bye\r\n');
    else this.#say('250 ok');
  }

  #takeSender(sender: string): void {
    this.#sender = sender;
    this.#say('250 ok');
  }

  #takeRecipient(recipient: string): void {
    this.#recipient = recipient;
    this.#fate = this.#next(recipient);
    this.#say(
      typeof this.#fate === 'object' && 'atRecipient' in this.#fate ? this.#fate.atRecipient : '250 ok',
    );
  }

  #answerData(): void {
    if (typeof this.#fate === 'object' && 'atRecipient' in this.#fate) {
      this.#say('503 no valid recipient');
      return;
    }
    if (this.#fate === 'dropAtData') {
      this.#socket.destroy();
      return;
    }
    this.#inMessage = true;
    this.#say('354 go on');
    if (this.#fate === 'dropInside') this.#socket.destroy();
  }

  #takeMessage(): boolean {
    const end = this.#buffer.indexOf('\r\n.\r\n');
    if (end < 0) return false;
    const source = this.#buffer.slice(0, end + 2);
    this.#buffer = this.#buffer.slice(end + 5);
    this.#inMessage = false;
    this.#end(source);
    return true;
  }

  #end(source: string): void {
    const fate = this.#fate;
    if (fate === 'dropUntaken') {
      this.#socket.destroy();
      return;
    }
    if (typeof fate === 'object' && 'atEnd' in fate) {
      this.#say(fate.atEnd);
      return;
    }
    this.#sink.arrivals.push({
      sender: this.#sender,
      recipient: this.#recipient,
      source,
      atMs: performance.now(),
    });
    if (fate === 'dropTaken') this.#socket.destroy();
    else if (fate === 'dropAfter') this.#socket.end('250 taken\r\n');
    else this.#say('250 2.0.0 taken');
  }
}
