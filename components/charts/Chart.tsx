import type { ComponentChildren } from 'preact';
import { t } from '../i18n.ts';

interface ChartProps {
  title: string;
  /** What it says in a sentence, for who does not see it. */
  summary: string;
  /** Width and height of the drawing's own units. */
  size: readonly [width: number, height: number];
  /** The same figures as a table. */
  table: { head: readonly string[]; rows: readonly (readonly (string | number)[])[] };
  children: ComponentChildren;
}

/** A drawing of figures with its name, and the table behind it for who would rather read. */
export function Chart({ title, summary, size: [width, height], table, children }: ChartProps) {
  return (
    <ChartFrame title={title} table={table}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}. ${summary}`}>
        {children}
      </svg>
    </ChartFrame>
  );
}

/** What stands around every drawing: its name before it, and its figures as a table behind. */
export function ChartFrame({ title, table, children }: Pick<ChartProps, 'title' | 'table' | 'children'>) {
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {children}
      <details>
        <summary>{t('analytics.asTable')}</summary>
        <div class="library-scroll">
          <table class="library-table">
            <thead>
              <tr>
                {table.head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(([name, ...cells]) => (
                <tr key={name}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  {cells.map((cell, index) => (
                    <td key={table.head[index + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
