import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import { attempt, type Problem } from './link.ts';

export interface Submit {
  /** The answer is awaited; a second press does nothing. */
  busy: boolean;
  problem: Problem | null;
  /** What is wrong with one field, by the last part of its path. */
  wrong(field: string): string | null;
  submit(): Promise<void>;
}

/** Sends what a form holds. A refusal leaves everything as it was typed. */
export function useSubmit<T>(question: () => Promise<Result<T>>, done: (value: T) => void): Submit {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy,
    problem,
    wrong: (field) => problem?.fields?.find(({ path }) => path.split('.').at(-1) === field)?.message ?? null,
    submit: async () => {
      if (busy) return;
      setBusy(true);
      const answer = await attempt(question);
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) done(answer.value);
    },
  };
}
