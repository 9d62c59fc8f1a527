import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DataFolderError } from './errors.ts';
import type { Engine, EngineLocation, EngineResult } from './pglite.ts';

export type ErrorFields = { name: string; message: string } & Record<string, string | number>;
export type ToWorker =
  | { kind: 'run'; id: number; sql: string; parameters: readonly unknown[] }
  | { kind: 'close'; id: number };
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'broken'; error: ErrorFields }
  | { kind: 'done'; id: number; result: EngineResult }
  | { kind: 'failed'; id: number; error: ErrorFields }
  | { kind: 'notification'; channel: string; payload: string };

interface Waiting {
  resolve(result: EngineResult): void;
  reject(error: Error): void;
}

/** Opens the embedded database in a worker thread. */
export async function openWorkerEngine(location: EngineLocation): Promise<Engine> {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { location } });
  const [first] = (await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => [
      { kind: 'broken', error: { name: 'Error', message: 'the database engine ended' } },
    ]),
  ])) as [FromWorker]; // the worker speaks `FromWorker` only
  if (first.kind !== 'ready') {
    await worker.terminate();
    throw errorOf(
      first.kind === 'broken' ? first.error : { name: 'Error', message: `unexpected ${first.kind}` },
    );
  }
  return new WorkerEngine(worker);
}

class WorkerEngine implements Engine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #heard: (channel: string, payload: string) => void = () => {};
  #lastId = 0;
  #ended: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(new Error('the embedded database broke down', { cause: error })));
    worker.on('exit', () => this.#end(new Error('the embedded database has been closed')));
  }

  run(sql: string, parameters: readonly unknown[]): Promise<EngineResult> {
    return this.#ask({ kind: 'run', id: this.#nextId(), sql, parameters });
  }

  onNotification(heard: (channel: string, payload: string) => void): void {
    this.#heard = heard;
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    await this.#ask({ kind: 'close', id: this.#nextId() });
    await this.#worker.terminate();
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #ask(message: ToWorker): Promise<EngineResult> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.id, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'notification') this.#heard(message.channel, message.payload);
    if (message.kind !== 'done' && message.kind !== 'failed') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'done') waiting?.resolve(message.result);
    else waiting?.reject(errorOf(message.error));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}

function errorOf(fields: ErrorFields): Error {
  if (fields.name === 'DataFolderError') return DataFolderError.again(String(fields.folder), fields.message);
  return Object.assign(new Error(fields.message), fields);
}
