import { createSocket, type RemoteInfo } from 'node:dgram';

/** The DNS of a test: one that answers on loopback, over UDP. */
export interface DnsServer {
  /** As resolvers take it: address and port. */
  address: string;
  port: number;
  /** TXT records by name, each in the strings that it consists of; a name that is not there does not exist. */
  texts: Map<string, string[][]>;
  /** Hears questions and says nothing. */
  isSilent: boolean;
  /** Names it was asked for. */
  asked: string[];
  stop(): Promise<void>;
}

const HEADER = 12;
const TXT = 16;
const NO_SUCH_NAME = 3;

export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const server: DnsServer = {
    address: `127.0.0.1:${port}`,
    port,
    texts: new Map(),
    isSilent: false,
    asked: [],
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (question: Buffer, from: RemoteInfo) => {
    const answer = answerTo(question, server);
    if (!server.isSilent) socket.send(answer, from.port, from.address);
  });
  return server;
}

/** @see RFC 1035 §4.1 */
function answerTo(message: Buffer, { texts, asked }: DnsServer): Buffer {
  const { name, end } = nameAt(message, HEADER);
  asked.push(name);
  const type = message.readUInt16BE(end);
  const records = texts.get(name.toLowerCase());
  const answers = type === TXT ? (records ?? []) : [];
  const header = Buffer.alloc(HEADER);
  message.copy(header, 0, 0, 2);
  // An answer, by who knows, to a question that wished for recursion.
  header.writeUInt16BE(0x8580 | (records ? 0 : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, message.subarray(HEADER, end + 4), ...answers.map(recordOf)]);
}

function nameAt(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** Names the question's name by its place. */
function recordOf(strings: string[]): Buffer {
  const data = Buffer.concat(
    strings.map((string) => Buffer.concat([Buffer.from([string.length]), Buffer.from(string, 'latin1')])),
  );
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | HEADER, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** A text as it stands in the DNS: in strings of 255 letters at most. */
export function stringsOf(text: string): string[] {
  return text.match(/.{1,255}/g) ?? [];
}
