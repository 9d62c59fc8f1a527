import { useEffect, useRef } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { dropDraft, keepDraft, type MailingDraft } from './drafts.ts';

const pauseMs = 800;

type Work = Omit<MailingDraft, 'savedAt'> & { isChanged: boolean };

/**
 * Keeps unsaved work on a mailing while it is written, and forgets it as soon as there is none. A tab that is closed is
 * asked about, and keeps what is not kept yet on its way out.
 */
export function useMailingDraft(work: Work) {
  const link = useLink();
  const now = useRef({ ...work, isWaiting: false });
  Object.assign(now.current, work);
  // One after another: each reads what all have kept.
  const queue = useRef(Promise.resolve());
  const keep = (): Promise<void> => {
    const { isChanged, isWaiting, id, base, form } = now.current;
    if (isWaiting && isChanged) {
      now.current.isWaiting = false;
      const draft = { id, base, form, savedAt: link.now().toISOString() };
      queue.current = queue.current.then(() => keepDraft(link, draft));
    }
    return queue.current;
  };
  const drop = (): Promise<void> => {
    now.current.isWaiting = false;
    queue.current = queue.current.then(() => dropDraft(link, now.current.id));
    return queue.current;
  };
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      // What it was opened with is kept already.
      isFirst.current = false;
      return;
    }
    if (!work.isChanged) {
      void drop();
      return;
    }
    now.current.isWaiting = true;
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [work.form, work.isChanged]);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('beforeunload', (event) => now.current.isChanged && event.preventDefault(), { signal });
    addEventListener('pagehide', () => void keep(), { signal });
    return () => {
      stop.abort();
      void keep();
    };
  }, []);
  return { keep, drop };
}
