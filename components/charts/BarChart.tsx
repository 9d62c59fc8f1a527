import { formatNumber } from '../i18n.ts';
import { Chart } from './Chart.tsx';

export interface Bar {
  label: string;
  /** The whole bar, and the part of it that is filled. */
  value: number;
  part: number;
  /** Written behind the bar. */
  text: string;
}

interface BarChartProps {
  title: string;
  summary: string;
  bars: readonly Bar[];
  /** Headings of the table: name, value, part. */
  head: readonly [string, string, string];
  /** Length of the longest bar; that of the largest value where absent. */
  whole?: number;
}

const width = 900;
const labelWidth = 280;
const textWidth = 200;
const row = 36;
const longest = 34;

/** Bars under each other, each with its name before and its figures behind it; as a funnel where each is of one whole. */
export function BarChart({ title, summary, bars, head, whole }: BarChartProps) {
  const largest = Math.max(1, whole ?? 0, ...bars.map(({ value }) => value));
  const length = (value: number) => (value / largest) * (width - labelWidth - textWidth);
  const rows = bars.map(({ label, value, part }) => [label, formatNumber(value), formatNumber(part)]);
  return (
    <Chart title={title} summary={summary} size={[width, bars.length * row + 4]} table={{ head, rows }}>
      {bars.map(({ label, value, part, text }, index) => {
        const y = index * row + 6;
        return (
          <g key={index}>
            <text class="chart-name" x={labelWidth - 12} y={y + 17} text-anchor="end">
              <title>{label}</title>
              {label.length > longest ? `${label.slice(0, longest - 1)}…` : label}
            </text>
            <rect
              class="chart-whole"
              x={labelWidth}
              y={y}
              width={Math.max(1, length(value))}
              height={24}
              rx={3}
            />
            {part > 0 && (
              <rect
                class="chart-part"
                x={labelWidth}
                y={y}
                width={Math.max(2, length(part))}
                height={24}
                rx={3}
              />
            )}
            <text class="chart-text" x={labelWidth + length(value) + 8} y={y + 17}>
              {text}
            </text>
          </g>
        );
      })}
    </Chart>
  );
}
