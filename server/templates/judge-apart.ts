import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Judged, Judging } from './judge-import.ts';

type Work<K> = Extract<Judging, { kind: K }>;

/** One import after the other: each is seconds of a core at its worst. */
let last: Promise<unknown> = Promise.resolve();

/** As `judgeImport`, in a thread of its own, so that everybody else is answered meanwhile. */
export function judgeApart<K extends Judging['kind']>(work: Work<K>): Promise<Judged[K]> {
  const judged = last.then(() => inThread(work));
  last = judged.catch(() => {});
  return judged;
}

async function inThread<K extends Judging['kind']>(work: Work<K>): Promise<Judged[K]> {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { workerData: work });
  try {
    const [judged] = (await once(worker, 'message')) as [Judged[K]]; // the worker answers what it was asked
    return judged;
  } finally {
    await worker.terminate();
  }
}
