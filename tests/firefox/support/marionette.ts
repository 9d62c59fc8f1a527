import { connect, type Socket } from 'node:net';

/** Firefox's own remote control: the only one that reaches the pages of an extension and frames inside others. */
export interface Marionette {
  /**
   * One command, e.g. `WebDriver:Navigate`.
   * @throws {MarionetteError} with Firefox's own words
   */
  call(name: string, parameters?: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

export class MarionetteError extends Error {
  override readonly name = 'MarionetteError';
}

interface Waiting {
  name: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}
type Message = [type: number, id: number, error: { error: string; message: string } | null, result: unknown];

/** @param port - as Firefox has written it into its profile */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    readPackets(socket, (packet) => {
      const message: unknown = JSON.parse(packet);
      // Firefox greets once with an object; every answer is a list.
      if (Array.isArray(message)) answer(waiting, message as Message);
      else resolve();
    });
  });
  socket.on('close', () => {
    for (const one of waiting.values()) one.reject(new MarionetteError(`${one.name}: Firefox has closed`));
    waiting.clear();
  });
  return {
    call: (name, parameters = {}) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { name, resolve, reject });
        const bytes = Buffer.from(JSON.stringify([0, id, name, parameters]));
        socket.write(Buffer.concat([Buffer.from(`${bytes.length}:`), bytes]));
      }),
    close: () => socket.destroy(),
  };
}

function answer(waiting: Map<number, Waiting>, [, id, error, result]: Message): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error) asked?.reject(new MarionetteError(`${asked.name}: ${error.error}: ${error.message}`));
  else asked?.resolve(result);
}

/** Each packet is its length in bytes, a colon, and that many bytes of JSON. */
function readPackets(socket: Socket, heard: (packet: string) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const colon = pending.indexOf(':');
      const length = colon < 0 ? Number.POSITIVE_INFINITY : Number(pending.subarray(0, colon).toString());
      if (pending.length < colon + 1 + length) return;
      heard(pending.subarray(colon + 1, colon + 1 + length).toString('utf8'));
      pending = pending.subarray(colon + 1 + length);
    }
  });
}
