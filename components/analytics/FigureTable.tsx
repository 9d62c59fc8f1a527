import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { Figure } from '../library/Figures.tsx';
import { type Column, saveTable } from './columns.ts';

interface FigureTableProps<R> {
  caption: string;
  nameHead: string;
  rows: readonly R[];
  keyOf(row: R): string;
  nameOf(row: R): string;
  columns: readonly Column<R>[];
  /** Name of the file that the table is saved as, without its ending. */
  file: string;
  /** Makes names buttons. */
  onOpen?: (row: R) => void;
}

/** Figures as a table, totals and uniques side by side, which can be saved. */
export function FigureTable<R>(props: FigureTableProps<R>) {
  const { caption, nameHead, rows, keyOf, nameOf, columns, file, onOpen } = props;
  return (
    <section class="stack tight">
      <div class="row-of wrap">
        <h2 class="grow">{caption}</h2>
        <button
          type="button"
          class="button small"
          onClick={() => saveTable(file, nameHead, rows, nameOf, columns)}
        >
          <Icon name="download" />
          {t('analytics.save')}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by the keyboard too */}
      <section class="library-scroll" aria-label={caption} tabIndex={0}>
        <table class="library-table count-table">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {nameHead}
              </th>
              {columns.map(({ head, meaning, isPair }) => (
                <th
                  key={head}
                  scope={isPair ? 'colgroup' : 'col'}
                  colSpan={isPair ? 2 : 1}
                  rowSpan={isPair ? 1 : 2}
                  title={meaning}
                >
                  {head}
                </th>
              ))}
            </tr>
            <tr>
              {columns
                .filter(({ isPair }) => isPair)
                .flatMap(({ head }) => [
                  <th key={`${head} total`} scope="col" class="sub">
                    {t('analytics.total')}
                  </th>,
                  <th key={`${head} unique`} scope="col" class="sub">
                    {t('analytics.unique')}
                  </th>,
                ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">
                  {onOpen ? (
                    <button type="button" class="who" data-row onClick={() => onOpen(row)}>
                      <bdi>{nameOf(row)}</bdi>
                    </button>
                  ) : (
                    <bdi>{nameOf(row)}</bdi>
                  )}
                </th>
                {columns.flatMap((column) => cellsOf(column, row))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function cellsOf<R>({ head, of, isPair }: Column<R>, row: R) {
  const value = of(row);
  const cell = (key: string, figure: number | null) => (
    <td key={`${head} ${key}`} class="figure">
      <Figure value={figure} />
    </td>
  );
  if (!isPair) return [cell('', typeof value === 'number' ? value : null)];
  const count = typeof value === 'number' ? null : value;
  return [cell('total', count?.total ?? null), cell('unique', count?.unique ?? null)];
}
