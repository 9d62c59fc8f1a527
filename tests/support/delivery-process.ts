import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DeliveryChildOptions {
  location: { databaseUrl: string } | { dataDir: string };
  smtpPort: number;
  journalFolder: string;
  /** Also reads lists and plans the mails of mailings. */
  mailings: boolean;
}

const child = fileURLToPath(new URL('./delivery-child.ts', import.meta.url));

/** A process that hands over what a database holds, until it is killed or told to stop. */
export class DeliveryProcess {
  readonly #process: ChildProcess;
  readonly #said: string[] = [];
  readonly #gone: Promise<unknown>;

  constructor(options: DeliveryChildOptions) {
    this.#process = spawn(process.execPath, [child, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#gone = once(this.#process, 'exit');
    this.#process.stdin?.on('error', () => {}); // the pipe of a killed process
    const { stdout } = this.#process;
    if (!stdout) throw new Error('expected a pipe');
    createInterface({ input: stdout }).on('line', (line) => this.#said.push(line));
  }

  get isReady(): boolean {
    return this.#said.includes('ready');
  }

  /** Nothing was left to be sent when it last looked. */
  get isIdle(): boolean {
    return this.#said.includes('idle');
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  /** @returns its exit code */
  async stop(): Promise<number | null> {
    this.#process.stdin?.end();
    await this.#gone;
    return this.#process.exitCode;
  }
}
