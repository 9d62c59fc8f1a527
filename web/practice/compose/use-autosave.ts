import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PracticeDraftContent } from '../../../lib/contract/practice.ts';
import { ApiError, api } from '../api.ts';
import { refresh, reportAway } from '../load.ts';

export type SaveState = 'clean' | 'changed' | 'saving' | 'saved' | 'failed' | 'gone';

const DELAY_MS = 1000;
const RETRY_MS = 5000;

export interface Autosave {
  state: SaveState;
  /** Something has changed; it is saved a second after the last change. */
  touch: () => void;
  /** Saves now what has not been saved; true when the server has everything. */
  flush: () => Promise<boolean>;
  /** No more saves: the draft has been sent or discarded. */
  stop: () => void;
}

/**
 * Saves a draft as it is written, one request at a time, and again after a failure until it is through.
 * @param read - the draft as it stands; null while there is nothing worth keeping
 */
export function useAutosave(id: string, read: () => PracticeDraftContent | null): Autosave {
  const [state, setState] = useState<SaveState>('clean');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dirty = useRef(false);
  const stopped = useRef(false);
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  const current = useRef(read);
  current.current = read;

  const later = useCallback((delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), delayMs);
  }, []);
  const save = useCallback(async (): Promise<boolean> => {
    const content = dirty.current && !stopped.current ? current.current() : null;
    if (!content) return !dirty.current || stopped.current;
    dirty.current = false;
    setState('saving');
    try {
      await api.saveDraft(id, content);
      reportAway(false);
      setState(dirty.current ? 'changed' : 'saved');
      refresh();
      return !dirty.current;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      dirty.current = true;
      reportAway(error.status === 0);
      // Sent or discarded in another tab: there is no draft to save any more.
      setState(error.status === 404 ? 'gone' : 'failed');
      // Refused for what it holds: the next change is the next try. Else the server may come back.
      if (error.status === 0 || error.status >= 500) later(RETRY_MS);
      return false;
    }
  }, [id]);
  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current = running.current.then(save);
    return running.current;
  }, [save]);
  const touch = useCallback(() => {
    if (stopped.current) return;
    dirty.current = true;
    setState((before) => (before === 'failed' || before === 'gone' ? before : 'changed'));
    later(DELAY_MS);
  }, []);
  const stop = useCallback(() => {
    stopped.current = true;
    clearTimeout(timer.current);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { state, touch, flush, stop };
}
