import type { Readable, Writable } from 'node:stream';

/** A conversation with a browser started with `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. */
export interface DevtoolsPipe {
  /** @throws {DevtoolsError} when the browser refuses, or goes away before it has answered */
  call(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
  /** Settles when the browser has closed its end. */
  closed: Promise<void>;
}

export class DevtoolsError extends Error {
  override readonly name = 'DevtoolsError';
}

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}
interface Waiting {
  method: string;
  resolve(result: Record<string, unknown>): void;
  reject(error: Error): void;
}

/**
 * @param toBrowser - the browser's file descriptor 3
 * @param fromBrowser - its file descriptor 4
 */
export function openDevtoolsPipe(toBrowser: Writable, fromBrowser: Readable): DevtoolsPipe {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const failAll = () => {
    for (const one of waiting.values())
      one.reject(new DevtoolsError(`${one.method}: the browser has closed`));
    waiting.clear();
  };
  const answer = (message: Answer) => {
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (!asked || message.id === undefined) return; // an event; nobody here listens to any
    waiting.delete(message.id);
    if (message.error) asked.reject(new DevtoolsError(`${asked.method}: ${message.error.message}`));
    else asked.resolve(message.result ?? {});
  };
  const closed = new Promise<void>((resolve) => {
    readMessages(fromBrowser, answer, () => {
      failAll();
      resolve();
    });
  });
  // A write to a browser that has just gone raises EPIPE; the end of `fromBrowser` tells it already.
  toBrowser.on('error', failAll);
  const call: DevtoolsPipe['call'] = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      if (toBrowser.destroyed || fromBrowser.readableEnded) {
        return reject(new DevtoolsError(`${method}: the browser has closed`));
      }
      const id = ++lastId;
      waiting.set(id, { method, resolve, reject });
      toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  return { call, closed };
}

function readMessages(from: Readable, tell: (message: Answer) => void, ended: () => void): void {
  let pending: Buffer[] = [];
  from.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      pending.push(rest.subarray(0, end));
      tell(JSON.parse(Buffer.concat(pending).toString('utf8')));
      pending = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) pending.push(rest);
  });
  from.on('error', ended);
  from.on('close', ended);
  from.on('end', ended);
}
