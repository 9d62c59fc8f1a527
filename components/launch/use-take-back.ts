import { useRef, useState } from 'preact/hooks';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';
import type { LaunchProgress } from './use-parts.ts';

/** Runs of one question. */
const stoppedAtOnce = 200;

/** Takes a launch back, or as much of it as was made. Asked for again after a problem it says the same once more. */
export function useTakeBack({ report, unsure }: LaunchProgress) {
  const ask = useLibrary();
  const said = useRef(new Map<string, string>());
  const [done, setDone] = useState(0);
  const runs = [...report.enrolled.map(({ id }) => id), ...unsure];
  const isUnsure = new Set(unsure);
  return {
    all: runs.length,
    done,
    /** @returns what stood in the way of the whole, or of the first of some; and how many mails had left before */
    takeBack: async (): Promise<{ whole: Problem | null; some: Problem | null; left: number }> => {
      let some: Problem | null = null;
      let left = 0;
      for (let start = 0; start < runs.length; start += stoppedAtOnce) {
        setDone(start);
        const part = runs.slice(start, start + stoppedAtOnce).map((enrolmentId) => {
          const id = said.current.get(enrolmentId) ?? crypto.randomUUID();
          said.current.set(enrolmentId, id);
          return { enrolmentId, id };
        });
        const answer = await attempt(() => ask('enrolments.stopMany', { body: { runs: part } }));
        if (!answer.ok) return { whole: answer.problem, some: null, left };
        left += answer.value.left ?? 0;
        const runOf = new Map(part.map(({ enrolmentId, id }) => [id, enrolmentId]));
        // Who was not added after all is not there to be taken off.
        some ??=
          answer.value.refused.find(
            ({ id, code }) => code !== 'NOT_FOUND' || !isUnsure.has(runOf.get(id) ?? ''),
          ) ?? null;
      }
      return { whole: null, some, left };
    },
  };
}
