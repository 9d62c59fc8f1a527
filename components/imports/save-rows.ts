import type { Import, ImportRow } from '../../lib/contract/import.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { writeCsv } from '../../lib/core/csv/write.ts';
import { t } from '../i18n.ts';
import type { AskLibrary } from '../library/ask.ts';
import { saveFile } from '../library/save-file.ts';

/** Gives the person a file with the rows that an import has left out, or that its undo has kept, each with the reason. */
export async function saveRows(
  ask: AskLibrary,
  { id, name, headers }: Import,
  kind: 'rejected' | 'kept',
): Promise<Result<null>> {
  const columns = kind === 'kept' ? [t('addPerson.email'), t('contacts.name')] : headers;
  const parts: string[] = [`\ufeff${writeCsv([[t('imports.row'), t('imports.reasonColumn'), ...columns]])}`];
  for (let after: number | null = 0; after !== null; ) {
    const answer: Result<{ rows: ImportRow[]; next: number | null }> = await ask('imports.rows', {
      params: { id },
      query: { kind, after },
    });
    if (!answer.ok) return answer;
    parts.push(
      writeCsv(
        answer.value.rows.map(({ row, reason, cells }) => [row, t(`imports.reason.${reason}`), ...cells]),
      ),
    );
    after = answer.value.next;
  }
  const bare = name.replace(/\.[^.]*$/, '');
  saveFile(
    `${bare} ${t(kind === 'kept' ? 'imports.keptFile' : 'imports.rejectedFile')}.csv`,
    'text/csv',
    parts.join(''),
  );
  return ok(null);
}
