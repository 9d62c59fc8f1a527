import { formatNumber, t } from '../i18n.ts';
import { ChartFrame } from './Chart.tsx';
import { usePoints } from './use-points.ts';

interface PairedBarsProps {
  title: string;
  /** Heading of the names in the table. */
  nameHead: string;
  /** One or two: what each row is counted in. */
  series: readonly string[];
  rows: readonly { name: string; values: readonly number[] }[];
}

/** Bars under each other in any width, one or two for each name, every one with its exact number. */
export function PairedBars({ title, nameHead, series, rows }: PairedBarsProps) {
  const largest = Math.max(1, ...rows.flatMap(({ values }) => values));
  const { point } = usePoints(rows.length * series.length);
  const table = {
    head: [nameHead, ...series],
    rows: rows.map(({ name, values }) => [name, ...values.map((value) => formatNumber(value))]),
  };
  return (
    <ChartFrame title={title} table={table}>
      {series.length > 1 && (
        <ul class="bar-key">
          {series.map((name, kind) => (
            <li key={name}>
              <span class={`bar-sample bar-kind-${kind}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div class="paired-bars" data-points>
        {rows.map(({ name, values }, row) => (
          <div key={name} class="paired-bar">
            <bdi class="cut" title={name}>
              {name}
            </bdi>
            {values.map((value, kind) => {
              const number = formatNumber(value);
              const said = t('mailings.report.point', { name, series: series[kind] ?? '', number });
              return (
                <div
                  key={series[kind]}
                  {...point(row * series.length + kind)}
                  class="bar-line"
                  role="img"
                  aria-label={said}
                  title={said}
                >
                  <svg class="bar-room" width="100%" height="14" aria-hidden="true">
                    <rect
                      class={`bar-kind-${kind}`}
                      width={`${(value / largest) * 100}%`}
                      height="14"
                      rx="3"
                    />
                  </svg>
                  <span>{number}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
