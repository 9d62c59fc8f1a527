import { useEffect, useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import type { TemplateDraft } from '../../lib/contract/template-draft.ts';
import { attempt, type Problem, problemOf, useLink } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

/** What the editor begins with. */
export interface Opened {
  /** Null: a new one. */
  template: Template | null;
  /** Work on it that was not saved. */
  draft: TemplateDraft | null;
  /** There was one and it is gone, or not to be seen any more, with work on it left: the id of the copy to be saved. */
  copyId: string | null;
}

/**
 * A template and the unsaved work on it, once: what others do meanwhile shows when it is saved, and takes nothing away
 * under the person's hands.
 */
export function useOpened(id: string, isNew: boolean) {
  const link = useLink();
  const ask = useLibrary();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isLeft = false;
    const open = async (): Promise<void> => {
      const [template, draft] = await Promise.all([
        isNew ? null : attempt(() => ask('templates.get', { params: { id } })),
        // Without the draft nothing is begun: it would be written over.
        link.ask('drafts.get', { id }).catch(problemOf),
      ]);
      if (isLeft) return;
      if (!('draft' in draft)) setProblem(draft);
      else if (!template || template.ok)
        setOpened({ template: template ? template.value : null, draft: draft.draft, copyId: null });
      else if (template.problem.code === 'NOT_FOUND' && draft.draft)
        setOpened({ template: null, draft: draft.draft, copyId: draft.draft.copyId ?? crypto.randomUUID() });
      else setProblem(template.problem);
    };
    setProblem(null);
    void open();
    return () => {
      isLeft = true;
    };
  }, [id, turn]);
  return { opened, problem, retry: () => setTurn(turn + 1) };
}
