import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt, type Problem } from '../data/link.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { saveFile } from '../library/save-file.ts';
import { type AskPage, type ExportColumns, readRows } from './read-rows.ts';

interface ExportButtonProps<R> {
  label: string;
  /** What the file holds; the day is added. */
  name: string;
  now: Date;
  columns: ExportColumns<R>;
  ask: AskPage<R>;
  keyOf(row: R): string;
}

/** Saves a list as a CSV file, says how far it is, and can be cancelled. */
export function ExportButton<R>({ label, name, now, columns, ask, keyOf }: ExportButtonProps<R>) {
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setSaid('');
    setProblem(null);
    setProgress({ done: 0, all: 0 });
    const answer = await attempt(() =>
      readRows(ask, columns, keyOf, (done, all) => setProgress({ done, all }), controller.signal),
    );
    if (controller.signal.aborted) return;
    setProgress(null);
    if (!answer.ok) return setProblem(answer.problem);
    if (!answer.value) return;
    const { parts, count, hasChanged } = answer.value;
    const file = `${name} ${now.toISOString().slice(0, 10)}.csv`;
    saveFile(file, 'text/csv', new Blob(parts));
    setSaid(
      hasChanged
        ? t('export.changed', { rows: String(count) })
        : t('export.saved', { name: file, rows: String(count) }),
    );
  };
  const cancel = (): void => {
    running.current?.abort();
    setProgress(null);
  };
  return (
    <div class="row-of wrap">
      {progress ? (
        <button type="button" class="button small" onClick={cancel}>
          {t('export.cancel')}
        </button>
      ) : (
        <button type="button" class="button small" onClick={() => void run()}>
          <Icon name="download" />
          {label}
        </button>
      )}
      <span class="soft" role="status">
        {progress ? t('export.progress', { done: String(progress.done), all: String(progress.all) }) : said}
      </span>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
