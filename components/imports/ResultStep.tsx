import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Import } from '../../lib/contract/import.ts';
import type { Result } from '../../lib/contract/result.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Counts, sumOf, Undone } from './Counts.tsx';
import { saveRows } from './save-rows.ts';
import { isAtWork } from './use-import.ts';

interface ResultStepProps {
  job: Import;
  reload(): Promise<void>;
  /** Back to the columns; null once it is imported. */
  onBack: (() => void) | null;
  /** What can be done when all is done. */
  children?: ComponentChildren;
}

/** How far an import is, what comes of it, and what can be done now. */
export function ResultStep({ job, reload, onBack, children }: ResultStepProps) {
  const ask = useLibrary();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (work: () => Promise<Result<unknown>>): Promise<void> => {
    setBusy(true);
    const answer = await attempt(work);
    setProblem(answer.ok ? null : answer.problem);
    await reload();
    setBusy(false);
  };
  const act = (name: 'imports.start' | 'imports.cancel' | 'imports.undo') => () =>
    void run(() => ask(name, { params: { id: job.id }, body: {} }));
  const { status, counts, undo } = job;
  const taken = counts ? counts.rows - sumOf(counts.rejected) : 0;
  return (
    <div class="stack">
      <Headline job={job} />
      {isAtWork(job) && (
        <div class="row-of">
          <progress class="grow" max={100} value={job.progress} aria-label={t(`imports.status.${status}`)} />
          {status !== 'undoing' && (
            <button type="button" class="button" disabled={busy} onClick={act('imports.cancel')}>
              {t('common.cancel')}
            </button>
          )}
        </div>
      )}
      {counts && status !== 'undoing' && status !== 'undone' && (
        <Counts target={job.target} counts={counts} />
      )}
      {undo && <Undone undo={undo} />}
      {problem && <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
      <div class="row-of wrap">
        {status === 'checked' && (
          <button
            type="button"
            class="button main"
            data-first
            disabled={busy || taken === 0}
            onClick={act('imports.start')}
          >
            {t('imports.start', { count: taken })}
          </button>
        )}
        {status === 'done' && children}
        {counts && sumOf(counts.rejected) > 0 && !isAtWork(job) && status !== 'undone' && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => void run(() => saveRows(ask, job, 'rejected'))}
          >
            <Icon name="download" />
            {t('imports.saveRejected')}
          </button>
        )}
        {undo && sumOf(undo.kept) > 0 && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => void run(() => saveRows(ask, job, 'kept'))}
          >
            <Icon name="download" />
            {t('imports.saveKept')}
          </button>
        )}
        {job.canUndo && (
          <button type="button" class="button" disabled={busy} onClick={act('imports.undo')}>
            <Icon name="undo" />
            {t('imports.undo')}
          </button>
        )}
        {onBack && (
          <button type="button" class="button" onClick={onBack}>
            <Icon name="back" />
            {t('imports.change')}
          </button>
        )}
      </div>
    </div>
  );
}

const tones = {
  done: ['good', 'done'],
  undone: ['good', 'undo'],
  cancelled: ['warn', 'stop'],
  failed: ['bad', 'problem'],
} as const;

/** Where it stands, in words. */
function Headline({ job: { status, trouble, counts, progress } }: { job: Import }) {
  if (status === 'done' || status === 'undone' || status === 'cancelled' || status === 'failed') {
    const [tone, icon] = tones[status];
    const why = trouble ? t(`imports.trouble.${trouble}`) : t(`imports.said.${status}`);
    return <Note tone={tone} icon={icon} title={t(`imports.status.${status}`)} text={why} />;
  }
  if (status === 'checked')
    return (
      <Note
        tone="info"
        icon="check"
        title={t(counts ? 'imports.checkedTitle' : 'imports.noRows')}
        text={t('imports.checkedText')}
      />
    );
  return (
    <p role="status">
      {t(`imports.status.${status}`)} {t('imports.percent', { progress })}
    </p>
  );
}
