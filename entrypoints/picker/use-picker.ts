import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt, type Problem, useLink } from '../../components/data/link.ts';
import { useLive } from '../../components/data/use-live.ts';
import { type Inserted, needsLook } from '../../components/tools/InsertedNotes.tsx';
import type { ToolSource } from '../../lib/contract/tools.ts';

/** An insertion that needs a look, and what was to be inserted. */
interface Looked {
  inserted: Inserted;
  text: string;
  subject: string;
}

/** The compose window that the picker belongs to, as it is now, and what is done to it. */
export function usePicker(compose: string) {
  const link = useLink();
  const view = useLive(`view ${compose}`, () => link.ask('tools.view', { compose }));
  const [busy, setBusy] = useState(false);
  // A key held down must not insert twice, not even while the picker is on its way out.
  const inserting = useRef(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);

  // Recipients may have been changed while the keyboard was in the mail.
  useEffect(() => {
    const again = (): void => void view.reload();
    addEventListener('focus', again);
    return () => removeEventListener('focus', again);
  }, [view.reload]);

  const close = (): void => void link.ask('tools.close', { compose }).catch(() => undefined);
  const run = async <T>(question: Parameters<typeof attempt<T>>[0]): Promise<T | null> => {
    setBusy(true);
    const answer = await attempt(question);
    setProblem(answer.ok ? null : answer.problem);
    await view.reload();
    setBusy(false);
    return answer.ok ? answer.value : null;
  };

  return {
    link,
    compose,
    view,
    busy,
    problem,
    setProblem,
    looked,
    close,
    run,
    insert: async (
      source: ToolSource,
      how: 'cursor' | 'replace',
      made: { recipient: string | null; text: string; subject: string },
    ) => {
      if (inserting.current) return;
      inserting.current = true;
      const { recipient, text, subject } = made;
      const inserted = await run(() => link.ask('tools.insert', { compose, source, how, recipient }));
      if (inserted && !needsLook(inserted)) return close();
      inserting.current = false;
      if (inserted) setLooked({ inserted, text, subject });
    },
    track: (tracked: boolean) => run(() => link.ask('tools.track', { compose, tracked })),
    linkTask: (taskId: string) => run(() => link.ask('tools.link', { compose, taskId })),
    unlink: (sessionId: string) => run(() => link.ask('tools.unlink', { compose, sessionId })),
  };
}
export type PickerModel = ReturnType<typeof usePicker>;
