import { useEffect, useRef, useState } from 'preact/hooks';
import type { TemplateDraft, TemplateForm } from '../../lib/contract/template-draft.ts';
import { useLink } from '../data/link.ts';

const pauseMs = 800;

interface DraftOptions {
  id: string;
  baseVersion: number | null;
  basePlace: TemplateDraft['basePlace'];
  copyId: string | null;
  form: TemplateForm;
  isChanged: boolean;
}

/**
 * Keeps unsaved work in this browser while it is written, and forgets it as soon as there is none. A tab that is closed
 * is asked about, and keeps what is not kept yet on its way out.
 *
 * @returns whether the last of it is kept, and how to throw it away
 */
export function useDraft({ id, baseVersion, basePlace, copyId, form, isChanged }: DraftOptions) {
  const link = useLink();
  const [state, setState] = useState<'none' | 'waiting' | 'kept' | 'failed'>('none');
  const now = useRef({ id, baseVersion, basePlace, copyId, form, isChanged, isWaiting: false });
  Object.assign(now.current, { id, baseVersion, basePlace, copyId, form, isChanged });
  const keep = async (): Promise<void> => {
    const { isChanged: _, isWaiting, ...work } = now.current;
    if (!isWaiting) return;
    now.current.isWaiting = false;
    try {
      await link.ask('drafts.keep', work);
      setState('kept');
    } catch {
      now.current.isWaiting = true;
      setState('failed');
    }
  };
  const drop = async (): Promise<void> => {
    now.current.isWaiting = false;
    setState('none');
    await link.ask('drafts.drop', { id }).catch(() => setState('failed'));
  };
  const keptAs = useRef(id);
  const isFirst = useRef(true);
  useEffect(() => {
    // Saved as a copy: what is written from now on is work on that.
    if (keptAs.current !== id) void link.ask('drafts.drop', { id: keptAs.current }).catch(() => undefined);
    keptAs.current = id;
    // What was just opened is kept already, or is no work yet; the id of a copy is new to it.
    if (isFirst.current) {
      isFirst.current = false;
      setState(isChanged ? 'kept' : 'none');
      if (copyId === null) return;
    }
    if (!isChanged) {
      void drop();
      return;
    }
    now.current.isWaiting = true;
    setState('waiting');
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [form, isChanged, id, copyId]);
  useEffect(() => guardTab(() => now.current.isChanged, keep), []);
  return { state, drop, keep };
}

/** Asks before the tab is closed, and keeps what is left when it is hidden or closed all the same. */
function guardTab(isChanged: () => boolean, keep: () => Promise<void>): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener('beforeunload', (event) => isChanged() && event.preventDefault(), { signal });
  addEventListener('pagehide', () => void keep(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden && void keep(), { signal });
  return () => {
    stop.abort();
    void keep();
  };
}
