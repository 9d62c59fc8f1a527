import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api.ts';
import { t } from './text.ts';

/** Something asked from the server: not here yet, here (perhaps old while a new answer is awaited), or failed. */
export interface Loaded<T> {
  value: T | null;
  error: ApiError | null;
  reload: () => void;
}

const listeners = new Set<(away: boolean) => void>();

/** Event that asks every open view to load again, after something has changed. */
const stale = 'practice:stale';

/** Tells every open view that its data have changed. */
export function refresh(): void {
  dispatchEvent(new Event(stale));
}

/** Asks again when `key` changes, when the tab comes to front, every 15 s in a visible tab, and after `refresh`. */
export function useLoad<T>(key: string, ask: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; error: ApiError | null }>({
    key,
    value: null,
    error: null,
  });
  const newest = useRef(0);
  const asked = useRef(ask);
  asked.current = ask;
  const reload = useCallback(() => {
    newest.current += 1;
    const mine = newest.current;
    asked.current().then(
      (value) => {
        reportAway(false);
        if (mine === newest.current) setState({ key, value, error: null });
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        reportAway(error.status === 0);
        if (mine === newest.current) {
          setState((before) => ({ key, value: before.key === key ? before.value : null, error }));
        }
      },
    );
  }, [key]);
  useEffect(() => {
    reload();
    return listenForChange(reload);
  }, [reload]);
  return state.key === key ? { ...state, reload } : { value: null, error: null, reload };
}

const REPEAT_MS = 15_000;

function listenForChange(reload: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') reload();
  };
  const timer = setInterval(ifVisible, REPEAT_MS);
  document.addEventListener('visibilitychange', ifVisible);
  addEventListener(stale, reload);
  addEventListener('online', reload);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', ifVisible);
    removeEventListener(stale, reload);
    removeEventListener('online', reload);
  };
}

/** What every request learns about the connection is shown in one place. */
export function reportAway(away: boolean): void {
  for (const listen of listeners) listen(away);
}

/** Does the server not answer at present? */
export function useAway(): boolean {
  const [away, setAway] = useState(false);
  useEffect(() => {
    listeners.add(setAway);
    return () => {
      listeners.delete(setAway);
    };
  }, []);
  return away;
}

/** A sentence for a failed request. */
export function sentenceOf(error: ApiError): string {
  if (error.status === 0) return t('away');
  if (error.status === 401) return t('signedOut');
  return error.message || t('failed', { status: error.status });
}
