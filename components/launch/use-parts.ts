import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { runIdOf } from '../../lib/core/campaign/run-id.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

/** People of one part: few enough that stopping is soon, and as many as most launches have. */
export const peopleOfPart = 200;

export type Launched = ResponseOf<'campaigns.launch'>;
export type LaunchBody = Omit<RequestOf<'campaigns.launch'>['body'], 'part'>;

/** A launch that is made, or has been, as far as it has come. */
export interface LaunchProgress {
  launchId: string;
  body: LaunchBody;
  /** Whose turn has come, whether they were taken or not. */
  done: number;
  /** What came of them. */
  report: Launched;
  state: 'working' | 'stopping' | 'stopped' | 'done';
  /** What stood in the way of a part. */
  problem: Problem | null;
  /** Runs of a part that got no answer: they may be there all the same. */
  unsure: string[];
}

const nobodyYet: Launched = { enrolled: [], refused: [], skipped: [] };

/** Launches people part by part, so that it is seen how far it is and can be stopped in between. */
export function useParts(campaignId: string) {
  const ask = useLibrary();
  const [progress, setProgress] = useState<LaunchProgress | null>(null);
  const isStopped = useRef(false);
  const last = useRef<{ said: string; launchId: string } | null>(null);
  const isWorking = progress?.state === 'working' || progress?.state === 'stopping';
  useEffect(() => {
    // Those whose turn has not come would be left out unseen.
    const leave = (event: Event): void => event.preventDefault();
    if (isWorking) addEventListener('beforeunload', leave);
    return () => removeEventListener('beforeunload', leave);
  }, [isWorking]);

  const go = async (from: LaunchProgress): Promise<Problem | null> => {
    isStopped.current = false;
    let now: LaunchProgress = { ...from, state: 'working', problem: null, unsure: [] };
    setProgress(now);
    const { launchId, body } = from;
    const all = body.personIds.length;
    while (now.done < all && !isStopped.current && !now.problem) {
      const part = { launchId, from: now.done, count: Math.min(peopleOfPart, all - now.done) };
      const request = { params: { id: campaignId }, body: { ...aboutRest(body, now.done), part } };
      const answer = await attempt(() => ask('campaigns.launch', request));
      if (answer.ok) {
        const done = now.done + part.count;
        now = { ...now, done, report: together(now.report, answer.value) };
        setProgress({ ...now, state: isStopped.current ? 'stopping' : 'working' });
      } else {
        const { problem } = answer;
        const runs = Array.from({ length: part.count }, (_, at) => runIdOf(launchId, part.from + at));
        now = { ...now, problem, unsure: problem.code === 'unanswered' ? runs : [] };
      }
    }
    // Where nothing is done yet nothing is to be said but the problem.
    const isOpen = now.done === 0 && now.problem !== null;
    setProgress(isOpen ? null : { ...now, state: now.done === all ? 'done' : 'stopped' });
    return isOpen ? now.problem : null;
  };

  return {
    progress,
    isWorking,
    /**
     * The same once more is the same launch: what got no answer is not made twice.
     *
     * @returns what stood in the way of the whole
     */
    launch: async (body: LaunchBody): Promise<Problem | null> => {
      const said = JSON.stringify(body);
      if (last.current?.said !== said) last.current = { said, launchId: crypto.randomUUID() };
      const { launchId } = last.current;
      const begin = { launchId, body, done: 0, report: nobodyYet, problem: null, unsure: [] };
      return await go({ ...begin, state: 'working' });
    },
    /** After the part that is under way. */
    stop: (): void => {
      isStopped.current = true;
      setProgress((now) => (now?.state === 'working' ? { ...now, state: 'stopping' } : now));
    },
    /** With those whose turn has not come. */
    goOn: async (): Promise<void> => {
      if (progress?.state === 'stopped') await go(progress);
    },
    forget: (): void => {
      last.current = null;
      setProgress(null);
    },
  };
}

/** Nothing need be said again of those whose turn has come. */
function aboutRest(body: LaunchBody, from: number): LaunchBody {
  const rest = new Set(body.personIds.slice(from));
  const { choices, firstEmails } = body;
  return {
    ...body,
    ...(choices && { choices: choices.filter(({ personId }) => rest.has(personId)) }),
    ...(firstEmails && { firstEmails: firstEmails.filter(({ personId }) => rest.has(personId)) }),
  };
}

function together(one: Launched, other: Launched): Launched {
  return {
    enrolled: [...one.enrolled, ...other.enrolled],
    refused: [...one.refused, ...other.refused],
    skipped: [...one.skipped, ...other.skipped],
  };
}
