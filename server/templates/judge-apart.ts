import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Judged, Judging } from './judge-import.ts';

type Work<K> = Extract<Judging, { kind: K }>;

/** One import after the other: each is seconds of a core at its worst. */
let last: Promise<unknown> = Promise.resolve();

/** Nothing takes as long; what did would keep everybody else waiting. */
const mostMs = 60_000;

/**
 * As `judgeImport`, in a thread of its own, so that everybody else is answered meanwhile.
 *
 * @param withinMs - of its own turn; `LIMIT_REACHED` where it takes longer
 */
export function judgeApart<K extends Judging['kind']>(
  work: Work<K>,
  withinMs = mostMs,
): Promise<Result<Judged[K]>> {
  const judged = last.then(() => inThread(work, withinMs));
  last = judged.catch(() => {});
  return judged;
}

async function inThread<K extends Judging['kind']>(
  work: Work<K>,
  withinMs: number,
): Promise<Result<Judged[K]>> {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { workerData: work });
  const signal = AbortSignal.timeout(withinMs);
  try {
    const [judged] = (await once(worker, 'message', { signal })) as [Judged[K]]; // the worker answers what it was asked
    return ok(judged);
  } catch (error) {
    if (!signal.aborted) throw error;
    const seconds = Math.round(withinMs / 1_000);
    return fail(
      'LIMIT_REACHED',
      `it takes longer than ${seconds} seconds to look through: nothing was imported`,
    );
  } finally {
    await worker.terminate();
  }
}
