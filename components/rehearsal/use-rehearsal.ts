import { useEffect, useState } from 'preact/hooks';
import type { RequestOf } from '../../lib/contract/api.ts';
import type { RehearsalState } from '../../lib/contract/rehearsal-api.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

const askEveryMs = 700;

/** A rehearsal of one campaign: started, followed to its end, stopped. */
export function useRehearsal(campaignId: string) {
  const ask = useLibrary();
  const [state, setState] = useState<RehearsalState | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = state?.state === 'running' ? state.id : null;
  useEffect(() => {
    if (running === null) return;
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = async (): Promise<void> => {
      const answer = await attempt(() => ask('rehearsals.get', { params: { id: running } }));
      if (isLeft) return;
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setState(answer.value);
      else if (answer.problem.code === 'NOT_FOUND') setState(null);
      timer = setTimeout(() => void follow(), askEveryMs);
    };
    timer = setTimeout(() => void follow(), askEveryMs);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [running]);
  const take = (answer: Awaited<ReturnType<typeof attempt<RehearsalState>>>): void => {
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setState(answer.value);
  };
  return {
    state,
    problem,
    start: async (question: Omit<RequestOf<'rehearsals.start'>['body'], 'id'>): Promise<void> => {
      const body = { id: crypto.randomUUID(), ...question };
      take(await attempt(() => ask('rehearsals.start', { params: { id: campaignId }, body })));
    },
    stop: async (): Promise<void> => {
      if (running) take(await attempt(() => ask('rehearsals.stop', { params: { id: running }, body: {} })));
    },
  };
}
