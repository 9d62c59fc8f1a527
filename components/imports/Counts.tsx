import type { Import, ImportCounts, UndoCounts } from '../../lib/contract/import.ts';
import { KeptReason, PersonColumn, RowReason } from '../../lib/contract/import.ts';
import { formatNumber, t } from '../i18n.ts';

/** What came, or would come, of the rows of a file. They add up to all of them. */
export function Counts({ target, counts }: { target: Import['target']; counts: ImportCounts }) {
  const taken =
    target === 'contacts'
      ? (['created', 'updated', 'unchanged'] as const)
      : (['matched', 'unmatched'] as const);
  const beside = (['consented', 'withdrawn', 'several'] as const).filter((figure) => counts[figure] > 0);
  const rejected = RowReason.options.flatMap((reason) => {
    const count = counts.rejected[reason] ?? 0;
    return count > 0 ? [{ label: t(`imports.reason.${reason}`), count }] : [];
  });
  const unread = PersonColumn.options.flatMap((column) => {
    const count = counts.unread[column] ?? 0;
    return count > 0 ? [t('imports.unread', { count, column: t(`imports.to.${column}`) })] : [];
  });
  return (
    <div class="stack tight">
      <dl class="import-counts">
        <Figure label={t('imports.rows')} count={counts.rows} />
        {taken.map((figure) => (
          <Figure key={figure} label={t(`imports.figure.${figure}`)} count={counts[figure]} />
        ))}
        <Figure label={t('imports.figure.rejected')} count={sumOf(counts.rejected)} />
      </dl>
      {rejected.length > 0 && <Lines title={t('imports.whyRejected')} lines={rejected} />}
      {(beside.length > 0 || unread.length > 0) && (
        <ul class="import-notes">
          {beside.map((figure) => (
            <li key={figure}>{t(`imports.beside.${figure}`, { count: counts[figure] })}</li>
          ))}
          {unread.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What came of undoing an import. */
export function Undone({ undo }: { undo: UndoCounts }) {
  const kept = KeptReason.options.flatMap((reason) => {
    const count = undo.kept[reason] ?? 0;
    return count > 0 ? [{ label: t(`imports.reason.${reason}`), count }] : [];
  });
  return (
    <div class="stack tight">
      <dl class="import-counts">
        <Figure label={t('imports.figure.removed')} count={undo.removed} />
        <Figure label={t('imports.figure.restored')} count={undo.restored} />
        <Figure label={t('imports.figure.kept')} count={sumOf(undo.kept)} />
      </dl>
      {kept.length > 0 && <Lines title={t('imports.whyKept')} lines={kept} />}
    </div>
  );
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function Figure({ label, count }: { label: string; count: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{formatNumber(count)}</dd>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly { label: string; count: number }[] }) {
  return (
    <table class="import-reasons">
      <caption>{title}</caption>
      <tbody>
        {lines.map(({ label, count }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class="number">{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
