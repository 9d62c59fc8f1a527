import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Api, apiOf } from './api.ts';

/** Settings of the server, as the machine it runs on gives them. */
type Environment = Record<string, string>;
type Question =
  | { type: 'start'; port: number; dataDir: string; env: Environment }
  | { type: 'addUser'; name: string; email: string; timeZone: string }
  | { type: 'issueLink' | 'issueWebLink'; userId: string }
  | { type: 'stop' };
export type ServerQuestion = Question & { id: number };
export type ServerAnswer = { id: number } & (
  | { ok: true; value: string | null }
  | { ok: false; message: string }
);

/** A person of a new workspace, and the server's API in their name. */
export interface Member {
  userId: string;
  name: string;
  email: string;
  api: Api;
}

/**
 * The real server with an embedded database in a folder of its own, in a process of its own. It can be taken away and
 * brought back at the same address, as a machine that is restarted.
 */
export class TestServer {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'utskick-e2e-'));
  #process: ChildProcess | null = null;
  #port = 0;
  #url = '';
  #lastId = 0;

  get url(): string {
    return this.#url;
  }

  async start(env: Environment = {}): Promise<void> {
    const file = fileURLToPath(new URL('./server-process.ts', import.meta.url));
    this.#process = fork(file, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#url = await this.#ask({ type: 'start', port: this.#port, dataDir: this.#dataDir, env });
    this.#port = Number(new URL(this.#url).port);
  }

  /** Orderly, as for an update. */
  async stop(): Promise<void> {
    if (!this.#process) return;
    await this.#ask({ type: 'stop' });
    await this.kill();
  }

  /** At once, as when the machine loses its power. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async addMember(name: string, email: string, timeZone = 'UTC'): Promise<Member> {
    const userId = await this.#ask({ type: 'addUser', name, email, timeZone });
    const linkCode = await this.issueLink(userId);
    const { token } = await apiOf(() => this.#url, null)('pairing.redeem', {
      body: { linkCode, deviceName: 'Test' },
    });
    return { userId, name, email, api: apiOf(() => this.#url, token) };
  }

  issueLink(userId: string): Promise<string> {
    return this.#ask({ type: 'issueLink', userId });
  }

  issueWebLink(userId: string): Promise<string> {
    return this.#ask({ type: 'issueWebLink', userId });
  }

  async #ask(question: Question): Promise<string> {
    const child = this.#process;
    if (!child) throw new Error('the server is not running');
    const id = ++this.#lastId;
    const done = new AbortController();
    const answer = await new Promise<ServerAnswer>((resolve, reject) => {
      const hear = (message: unknown): void => {
        const heard = message as ServerAnswer; // our own process speaks nothing else
        if (heard.id === id) resolve(heard);
      };
      const end = (code: number | null): void => reject(new Error(`the server has ended with ${code}`));
      child.on('message', hear).once('exit', end);
      done.signal.addEventListener('abort', () => child.off('message', hear).off('exit', end));
      child.send({ ...question, id });
    }).finally(() => done.abort());
    if (!answer.ok) throw new Error(answer.message);
    return answer.value ?? '';
  }
}
