import type { Result } from '../contract/errors.ts';
import type { Action, ActionAnswer } from '../contract/sync.ts';
import type { OutboxEntry, Store } from '../store/db.ts';
import { settle, takeBatch } from '../store/outbox.ts';
import type { Call, CallFailure, Server } from './client.ts';

/** Something that did not go as the person saw it; told as a notice. */
export interface News {
  answer: ActionAnswer;
  action: Action;
}

export interface PushContext {
  store: Store;
  call: Call;
  server: Server;
  /** Stores notices; called in the transaction that settles the answers. */
  tell: (news: readonly News[]) => Promise<void>;
}

const batchSize = 100;

/**
 * Pushes what waits, oldest first. Each action is answered once: the entry leaves with its answer, and a repeat after
 * a lost answer is harmless because the server knows its id.
 *
 * An action that the server will not even read (422) is put aside with a notice, and the others go on.
 *
 * @returns the failure that stopped it; entries not yet answered stay
 */
export async function pushAll(context: PushContext): Promise<CallFailure | null> {
  for (;;) {
    const batch = await context.store.write(() => takeBatch(context.store.db, batchSize));
    if (batch.length === 0) return null;
    const failure = await pushBatch(context, batch);
    if (failure) return failure;
  }
}

async function pushBatch(context: PushContext, batch: readonly OutboxEntry[]): Promise<CallFailure | null> {
  const { store, call, server } = context;
  const answer = await call(server, 'sync.push', { body: { actions: batch.map((entry) => entry.action) } });
  if (answer.ok) {
    const known = new Set(batch.map((entry) => entry.id));
    const answers = answer.value.answers.filter((one) => known.has(one.id));
    await store.write(async () => context.tell(await settle(store.db, answers)));
    // An answer to nothing would be pushed again for ever; better the back-off of a broken server.
    return answers.length > 0 ? null : { ...nothingAnswered, cause: 'stranger', status: 200 };
  }
  if (answer.status !== 422) return answer;
  const [only, ...others] = batch;
  if (others.length === 0 && only) return refuse(context, only, answer);
  for (const part of splitAt(batch, wrongIndex(answer))) {
    const failure = part.length > 0 ? await pushBatch(context, part) : null;
    if (failure) return failure;
  }
  return null;
}

/** The batch before, at and after the wrong entry; in halves when the server does not say which it is. */
function splitAt<T>(batch: readonly T[], wrong: number | null): readonly T[][] {
  if (wrong === null || wrong >= batch.length) {
    const half = Math.ceil(batch.length / 2);
    return [batch.slice(0, half), batch.slice(half)];
  }
  return [batch.slice(0, wrong), batch.slice(wrong, wrong + 1), batch.slice(wrong + 1)];
}

function wrongIndex(failure: CallFailure): number | null {
  const match = failure.fields
    ?.map(({ path }) => /^(?:body\.)?actions\.(\d+)(?:\.|$)/.exec(path))
    .find(Boolean);
  return match ? Number(match[1]) : null;
}

async function refuse(context: PushContext, entry: OutboxEntry, why: CallFailure): Promise<null> {
  const { store } = context;
  await store.write(async () => {
    const stored = await store.db.tasks.get(entry.taskId);
    const task = stored ? (stored.base ?? stored.task) : null;
    const answer: ActionAnswer = {
      id: entry.id,
      result: 'refused',
      code: why.code,
      message: why.message,
      task,
    };
    await context.tell(await settle(store.db, [answer]));
  });
  return null;
}

const nothingAnswered: Extract<Result<never>, { ok: false }> = {
  ok: false,
  code: 'BROKEN',
  message: 'the server answered none of the actions',
};
