import type { RequestOf, ResponseOf } from '../../lib/contract/api.ts';
import type { Result } from '../../lib/contract/errors.ts';
import type { LibraryEndpoint } from '../../lib/contract/library-messages.ts';
import { useLink } from '../data/link.ts';
import { type Live, useLive } from '../data/use-live.ts';

export type AskLibrary = <N extends LibraryEndpoint>(
  name: N,
  request: RequestOf<N>,
) => Promise<Result<ResponseOf<N>>>;

/** Asks the server about templates. */
export function useLibrary(): AskLibrary {
  const link = useLink();
  return async (name, request) => {
    const answer = await link.ask('library.ask', { name, request });
    // Checked by the client against the schema of this very endpoint; on the way here its name is any of them.
    return answer as Result<ResponseOf<typeof name>>;
  };
}

/** As `useLive`, with what the server refuses among the problems. Nothing is asked without a key. */
export function useAsked<T>(key: string | null, question: () => Promise<Result<T>>): Live<T> {
  const live = useLive(key ?? '', async () => (key === null ? null : question()));
  const { value, problem, reload } = live;
  if (!value) return { value: null, problem, reload };
  return value.ok ? { value: value.value, problem, reload } : { value: null, problem: value, reload };
}
