import type { Me } from '../../lib/contract/account.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../lib/contract/api.ts';
import type { Result } from '../../lib/contract/errors.ts';
import type { Action, ActionAnswer, SyncPage, SyncRow } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import { applyAction } from '../../lib/core/task/transition.ts';
import type { Call, CallFailure, CallResult, Server } from '../../lib/sync/client.ts';
import type { FileCalls } from '../../lib/sync/file-client.ts';

/** How the next calls fail; `lost` means that the server has done the work and the answer never came. */
export type Weather = 'fine' | 'away' | 'lost' | 'revoked' | 'broken';

/** The parts of any request, as a test reads them. */
export interface Asked {
  params: Record<string, string>;
  body: Record<string, unknown>;
}

/** The server's side of the synchronisation, in memory: the same rules, remembered ids, a log of changes. */
export class FakeServer {
  weather: Weather = 'fine';
  /** Every action that was applied, in order; nothing may stand here twice. */
  readonly applied: Action[] = [];
  pushes = 0;
  /** Everything that was asked, in order, with what was in it. */
  readonly asked: { name: EndpointName; request: unknown }[] = [];
  /** What the endpoints answer that have nothing to do with the synchronisation. */
  answers: Partial<Record<EndpointName, (request: Asked) => unknown>> = {};
  /** What was sent as a file, by the attachment's id. */
  readonly files = new Map<string, Blob>();
  readonly #tasks = new Map<string, Task>();
  readonly #others: SyncRow[] = [];
  readonly #log: { kind: SyncRow['kind']; id: string }[] = [];
  readonly #answers = new Map<string, ActionAnswer>();
  readonly #me: Me;
  generation = 1;

  constructor(me: Me) {
    this.#me = me;
  }

  put(...tasks: Task[]): void {
    for (const task of tasks) {
      this.#tasks.set(task.id, task);
      this.#log.push({ kind: 'task', id: task.id });
    }
  }
  putRow(row: SyncRow): void {
    this.#others.push(row);
    this.#log.push({ kind: row.kind, id: row.id });
  }
  remove(taskId: string): void {
    this.#tasks.delete(taskId);
    this.#log.push({ kind: 'task', id: taskId });
  }
  task(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  /** What another device of the same user does. */
  act(action: Action): ActionAnswer {
    const known = this.#answers.get(action.id);
    if (known) return { ...known, task: this.#tasks.get(action.taskId) ?? null };
    const answer = this.#apply(action);
    this.#answers.set(action.id, answer);
    return answer;
  }

  #apply(action: Action): ActionAnswer {
    const task = this.#tasks.get(action.taskId);
    const nothing = { id: action.id, code: null, message: null };
    if (!task)
      return { ...nothing, result: 'refused', code: 'NOT_FOUND', message: 'no such task', task: null };
    const next = applyAction(task, action);
    if (!next.ok) return { ...nothing, result: 'conflict', code: next.code, message: next.message, task };
    this.applied.push(action);
    this.put(next.value);
    return { ...nothing, result: 'accepted', task: next.value };
  }

  /** The client that `lib/sync` would make for this server. */
  readonly call: Call = async <N extends EndpointName>(
    _server: Server,
    name: N,
    request: RequestOf<N>,
  ): Promise<CallResult<ResponseOf<N>>> => {
    if (this.weather === 'away') return failure('noAnswer', null);
    if (this.weather === 'broken') return failure('server', 500);
    if (this.weather === 'revoked') return { ...failure('server', 401), code: 'NOT_SIGNED_IN' };
    this.asked.push({ name, request: structuredClone(request) });
    const value = await this.#answer(name, structuredClone(request));
    if (this.weather === 'lost') return failure('noAnswer', null);
    // Answered for this very name below.
    return isFailure(value) ? value : { ok: true, value: structuredClone(value) as ResponseOf<N> };
  };

  /** The same for endpoints that carry files. */
  readonly fileCalls: FileCalls = {
    send: async <N extends EndpointName>(
      _server: Server,
      name: N,
      request: RequestOf<N>,
      file: Blob,
      stop?: AbortSignal,
    ) => {
      if (this.weather === 'away') return failure('noAnswer', null);
      this.asked.push({ name, request });
      const special = this.answers[name];
      const stopped = new Promise<CallFailure>((resolve) => {
        stop?.addEventListener('abort', () => resolve(failure('noAnswer', null)));
      });
      // As above: the caller is typed by the table.
      const answer = special ? special({ params: {}, body: { file } }) : this.#keep(request, file);
      const value = await Promise.race([stopped, answer]);
      return isFailure(value) ? value : { ok: true, value: value as ResponseOf<N> };
    },
    fetch: async (_server, _name, { params }) => {
      const file = this.files.get(params.attachmentId);
      return file ? { ok: true, value: file } : { ...failure('server', 404), code: 'NOT_FOUND' };
    },
  };

  #keep(request: unknown, file: Blob): unknown {
    const { query } = request as RequestOf<'templates.attach'>; // the one endpoint whose files it keeps
    this.files.set(query.attachmentId, file);
    return { id: query.attachmentId, name: query.name, type: file.type, bytes: file.size };
  }

  #answer(name: EndpointName, request: unknown): unknown {
    const special = this.answers[name];
    // The caller is typed by the table; the test that answers knows what it asked for.
    if (special) return special(request as Asked);
    // The caller is typed by the same table.
    const { body, query } = request as {
      body?: { actions: Action[] };
      query?: { since?: string; limit?: number };
    };
    if (name === 'me.get') return this.#me;
    if (name === 'health.get') return { product: 'utskick', version: '0', database: 'ok' };
    if (name === 'pairing.redeem') return { token: 'token' };
    if (name === 'sync.pull') return this.#page(query?.since, query?.limit ?? 1000);
    if (name === 'sync.push' && body) return this.#push(body);
    throw new Error(`not in the fake server: ${name}`);
  }

  #push({ actions }: { actions: Action[] }): unknown {
    this.pushes += 1;
    const wrong = actions.findIndex(
      (action) => action.kind === 'task.complete' && action.outcome.note === 'poison',
    );
    if (wrong >= 0) {
      const fields = [{ path: `actions.${wrong}.outcome.note`, message: 'unreadable' }];
      return { ...failure('server', 422), code: 'INVALID_INPUT', fields };
    }
    return { answers: actions.map((action) => this.act(action)) };
  }

  #page(since: string | undefined, limit: number): SyncPage {
    const [generation, position] = (since ?? `${this.generation}:0`).split(':').map(Number);
    const resync = generation !== this.generation;
    const from = resync ? 0 : (position ?? 0);
    const entries = this.#log.slice(from, from + limit);
    const rows = entries.map(({ kind, id }): SyncRow => {
      if (kind === 'task') return { kind, id, data: this.#tasks.get(id) ?? null };
      const row = this.#others.findLast((other) => other.kind === kind && other.id === id);
      if (!row) throw new Error(`no row ${id}`);
      return row;
    });
    return {
      rows,
      cursor: `${this.generation}:${from + entries.length}`,
      more: from + entries.length < this.#log.length,
      resync,
    };
  }
}

function failure(cause: CallFailure['cause'], status: number | null): CallFailure {
  const why: Extract<Result<never>, { ok: false }> = {
    ok: false,
    code: 'SERVER_AWAY',
    message: 'told so by the test',
  };
  return { ...why, cause, status };
}

function isFailure(value: unknown): value is CallFailure {
  return typeof value === 'object' && value !== null && 'cause' in value;
}
