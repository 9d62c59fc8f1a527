import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import { attempt, type Problem } from './link.ts';

/** Does what changes something: says it, shows it, or tells what stood in the way. */
export function useChanges(refresh: () => Promise<void>) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');
  return {
    problem,
    spoken,
    dismiss: () => setProblem(null),
    change: async <T>(question: () => Promise<Result<T>>, said: string): Promise<T | null> => {
      const answer = await attempt(question);
      setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return null;
      setSpoken(said);
      await refresh();
      return answer.value;
    },
  };
}
