import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt, type Problem } from '../data/link.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { saveFile } from '../library/save-file.ts';
import { type AskPage, type ExportColumns, readRows } from './read-rows.ts';
import { type FileFormat, fileFormats, openTable } from './table-file.ts';

interface ExportButtonProps<R> {
  label: string;
  /** What the file holds; the day is added. */
  name: string;
  now: Date;
  columns: ExportColumns<R>;
  ask: AskPage<R>;
  keyOf(row: R): string;
}

/** Saves a list as a workbook or a CSV file, says how far it is, and can be cancelled. */
export function ExportButton<R>({ label, name, now, columns, ask, keyOf }: ExportButtonProps<R>) {
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [format, setFormat] = useState<FileFormat>('xlsx');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setSaid('');
    setProblem(null);
    setProgress({ done: 0, all: 0 });
    const table = openTable(
      format,
      columns.map(({ head }) => head),
    );
    const answer = await attempt(() =>
      readRows(ask, columns, keyOf, table, (done, all) => setProgress({ done, all }), controller.signal),
    );
    if (controller.signal.aborted) return;
    setProgress(null);
    if (!answer.ok) return setProblem(answer.problem);
    if (!answer.value) return;
    const { count, hasChanged } = answer.value;
    const file = `${name} ${now.toISOString().slice(0, 10)}.${table.ending}`;
    saveFile(file, table.type, new Blob(table.end()));
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
        <>
          <button type="button" class="button small" onClick={() => void run()}>
            <Icon name="download" />
            {label}
          </button>
          <select
            class="input export-format"
            aria-label={t('export.format')}
            value={format}
            onChange={(event) =>
              setFormat(fileFormats.find((one) => one === event.currentTarget.value) ?? 'xlsx')
            }
          >
            {fileFormats.map((one) => (
              <option key={one} value={one}>
                {t(`export.formats.${one}`)}
              </option>
            ))}
          </select>
        </>
      )}
      <span class="soft" role="status">
        {progress ? t('export.progress', { done: String(progress.done), all: String(progress.all) }) : said}
      </span>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
