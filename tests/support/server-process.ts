import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Question } from './sync-child.ts';

const child = fileURLToPath(new URL('./sync-child.ts', import.meta.url));

/** A server process that can be killed; `ask` rejects when it dies before it has answered. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(dataDir: string) {
    this.#process = spawn(process.execPath, [child, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdin?.on('error', () => {}); // the pipe of a killed process; told by `#read`
    const { stdout } = this.#process;
    if (!stdout) throw new Error('expected a pipe');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async ready(): Promise<this> {
    const said = await this.#read();
    if (said !== 'ready') throw new Error(`expected a server that is ready, got ${String(said)}`);
    return this;
  }

  async ask(question: Question): Promise<unknown> {
    this.#process.stdin?.write(`${JSON.stringify(question)}\n`);
    return await this.#read();
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  async #read(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the server is gone');
    return JSON.parse(line.value);
  }
}
