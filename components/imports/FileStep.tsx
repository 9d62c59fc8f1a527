import { type Import, type ImportTarget, importLimits } from '../../lib/contract/import.ts';
import { Asked } from '../feedback/Asked.tsx';
import { UploadField } from '../feedback/UploadField.tsx';
import { fileSize } from '../file-size.ts';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { type Clock, dateAndTime } from '../time.ts';
import { useImportUpload } from './use-import-upload.ts';

interface FileStepProps {
  target: ImportTarget;
  clock: Clock;
  onOpen(id: string): void;
}

/** A file is given, or an earlier import is opened. */
export function FileStep({ target, clock, onOpen }: FileStepProps) {
  const ask = useLibrary();
  const upload = useImportUpload(target, ({ id }) => onOpen(id));
  const list = useAsked('imports', () => ask('imports.list', { query: { limit: 20 } }));
  return (
    <>
      <UploadField
        upload={upload}
        label={t('imports.file')}
        choose={t('imports.choose')}
        hint={t('imports.hint', { most: fileSize(importLimits.bytes) })}
        icon="table"
        accept=".xlsx,.csv,.txt,.tsv,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        isFirst
      />
      <section class="stack tight">
        <h2>{t('imports.earlier')}</h2>
        <Asked live={list} label={t('queue.loading')}>
          {({ imports }) => {
            const shown = imports.filter((one) => one.target === target && one.status !== 'uploading');
            if (shown.length === 0) return <p class="soft">{t('imports.none')}</p>;
            return <Earlier imports={shown} clock={clock} onOpen={onOpen} />;
          }}
        </Asked>
      </section>
    </>
  );
}

function Earlier({
  imports,
  clock,
  onOpen,
}: Pick<FileStepProps, 'clock' | 'onOpen'> & { imports: readonly Import[] }) {
  return (
    <div class="library-scroll">
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">{t('imports.file')}</th>
            <th scope="col">{t('imports.state')}</th>
            <th scope="col" class="number">
              {t('imports.rows')}
            </th>
            <th scope="col">{t('imports.when')}</th>
            <th scope="col" class="roomy">
              {t('imports.by')}
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.map(({ id, name, status, counts, createdAt, byName }) => (
            <tr key={id}>
              <th scope="row">
                <button type="button" class="library-name" data-row={id} onClick={() => onOpen(id)}>
                  <bdi class="cut">{name}</bdi>
                </button>
              </th>
              <td>{t(`imports.status.${status}`)}</td>
              <td class="number">{counts ? formatNumber(counts.rows) : ''}</td>
              <td>{dateAndTime(createdAt, clock)}</td>
              <td class="roomy cut">
                <bdi>{byName}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
