import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { PracticeDraftContent, PracticeSent } from '../../../lib/contract/practice.ts';
import { ApiError, api } from '../api.ts';
import { refresh, reportAway } from '../load.ts';
import { t } from '../text.ts';
import { type ComposeEvent, type ComposeStatus, nextStatus, writing } from './state.ts';

export interface Sending {
  status: ComposeStatus;
  /** Whole seconds until a held message goes. */
  secondsLeft: number;
  press: (undoMs: number) => void;
  undo: () => void;
  sendNow: () => void;
  edited: () => void;
}

/**
 * From Send to the server's answer. While a message is held nothing has left the page: undo ends it there.
 * The same draft id goes with each try, so that a try whose answer was lost does not send twice.
 */
export function useSend(
  id: string,
  read: () => PracticeDraftContent,
  onSent: (receipt: PracticeSent) => void,
): Sending {
  const [status, dispatch] = useReducer<ComposeStatus, ComposeEvent>(nextStatus, writing);
  const current = useRef({ read, onSent });
  current.current = { read, onSent };
  const secondsLeft = useCountdown(status, () => dispatch({ type: 'elapsed' }));

  const isSending = status.name === 'sending';
  useEffect(() => {
    if (isSending) void submit(id, current.current.read(), current.current.onSent).then(dispatch);
  }, [isSending]);

  const press = useCallback(
    (undoMs: number) => dispatch({ type: 'pressed', nowMs: performance.now(), undoMs }),
    [],
  );
  const undo = useCallback(() => dispatch({ type: 'undone' }), []);
  const sendNow = useCallback(() => dispatch({ type: 'elapsed' }), []);
  const edited = useCallback(() => dispatch({ type: 'edited' }), []);
  return { status, secondsLeft, press, undo, sendNow, edited };
}

async function submit(
  id: string,
  content: PracticeDraftContent,
  onSent: (receipt: PracticeSent) => void,
): Promise<ComposeEvent> {
  try {
    const receipt = await api.send(id, content);
    reportAway(false);
    refresh();
    onSent(receipt);
    return { type: 'accepted', receipt };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    reportAway(error.status === 0);
    return { type: 'refused', message: reasonOf(error) };
  }
}

function reasonOf(error: ApiError): string {
  if (error.status === 0) return t('sendFailed.away');
  if (error.status === 401) return t('sendFailed.signedOut');
  return error.message || t('failed', { status: error.status });
}

function useCountdown(status: ComposeStatus, onElapsed: () => void): number {
  const [leftMs, setLeftMs] = useState(0);
  const untilMs = status.name === 'held' ? status.untilMs : null;
  useEffect(() => {
    if (untilMs === null) return;
    const look = () => {
      const left = untilMs - performance.now();
      setLeftMs(Math.max(0, left));
      if (left <= 0) onElapsed();
    };
    look();
    const timer = setInterval(look, 200);
    return () => clearInterval(timer);
  }, [untilMs]);
  return Math.ceil(leftMs / 1000);
}
