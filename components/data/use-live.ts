import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, problemOf, useLink } from './link.ts';

export interface Live<T> {
  /** The newest answer; null until the first came. Kept while a newer one is on its way. */
  value: T | null;
  problem: Problem | null;
  reload(): Promise<void>;
}

/**
 * An answer of the background that is asked for again after each of its commits.
 *
 * @param question - asks; a new `key` asks again at once and forgets the old answer
 */
export function useLive<T>(key: string, question: () => Promise<T>): Live<T> {
  const link = useLink();
  const [state, setState] = useState<{ key: string; value: T | null; problem: Problem | null }>({
    key,
    value: null,
    problem: null,
  });
  const asking = useRef({ key, question, turn: 0 });
  asking.current.key = key;
  asking.current.question = question;

  const reload = useCallback(async () => {
    const turn = ++asking.current.turn;
    const asked = asking.current.key;
    try {
      const value = await asking.current.question();
      // A slow old answer must not replace a newer one.
      if (turn === asking.current.turn) setState({ key: asked, value, problem: null });
    } catch (error) {
      const problem = problemOf(error);
      if (turn === asking.current.turn)
        setState((old) => ({ key: asked, value: old.key === asked ? old.value : null, problem }));
    }
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    void reload();
    link.onRevision(reload, stop.signal);
    return () => stop.abort();
  }, [key, link, reload]);

  const fits = state.key === key;
  return { value: fits ? state.value : null, problem: fits ? state.problem : null, reload };
}
