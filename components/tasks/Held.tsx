import type { Task } from '../../lib/contract/task.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';

/** A mail that would have left too late waits for the person's word. The task itself follows with the next sync. */
export function Held({ task: { id }, mayRelease }: { task: Pick<Task, 'id'>; mayRelease: boolean }) {
  const ask = useLibrary();
  const { busy, problem, submit } = useSubmit(
    () => ask('tasks.release', { params: { id } }),
    () => undefined,
  );
  return (
    <>
      <Note tone="warn" icon="alarm" title={t('task.held.title')} text={t('task.held.text')}>
        {mayRelease && (
          <button type="button" class="button small" disabled={busy} onClick={() => void submit()}>
            {t('task.held.release')}
          </button>
        )}
      </Note>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
