import { formatNumber } from '../i18n.ts';
import { calendarDay } from '../time.ts';
import { Chart } from './Chart.tsx';
import { axisEnd, spread } from './scale.ts';

export interface Series {
  label: string;
  values: readonly number[];
}

interface LineChartProps {
  title: string;
  summary: string;
  /** `YYYY-MM-DD`, one for each value. */
  days: readonly string[];
  /** At most three: each has a line of its own kind. */
  series: readonly Series[];
  /** Heading of the days in the table. */
  dayHead: string;
}

const width = 900;
const height = 240;
const left = 44;
const right = 150;
const top = 12;
const bottom = 28;
const labelGap = 16;

/** Lines over days, told apart by their stroke and mark as well as by colour, with their names at their ends. */
export function LineChart({ title, summary, days, series, dayHead }: LineChartProps) {
  const end = axisEnd(Math.max(0, ...series.flatMap(({ values }) => values)));
  const x = (index: number) =>
    days.length < 2 ? left : left + (index * (width - left - right)) / (days.length - 1);
  const y = (value: number) => height - bottom - (value / end) * (height - top - bottom);
  const ends = spread(
    series.map(({ values }) => y(values.at(-1) ?? 0)),
    labelGap,
    height - bottom,
  );
  const table = {
    head: [dayHead, ...series.map(({ label }) => label)],
    rows: days.map((day, index) => [
      calendarDay(day),
      ...series.map(({ values }) => formatNumber(values[index] ?? 0)),
    ]),
  };
  return (
    <Chart title={title} summary={summary} size={[width, height]} table={table}>
      {[0, end / 2, end].map((value) => (
        <g key={value}>
          <line class="chart-grid" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
          <text class="chart-text" x={left - 8} y={y(value) + 4} text-anchor="end">
            {formatNumber(value)}
          </text>
        </g>
      ))}
      {ticksOf(days).map((index) => (
        <text
          key={index}
          class="chart-text"
          x={x(index)}
          y={height - 8}
          text-anchor={index === 0 ? 'start' : 'middle'}
        >
          {calendarDay(days[index] ?? '')}
        </text>
      ))}
      {series.map(({ label, values }, kind) => (
        <g key={label} class={`chart-line chart-kind-${kind}`}>
          <polyline points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')} />
          {values.map((value, index) =>
            values.length < 2 || value > 0 ? (
              <Mark key={days[index]} kind={kind} x={x(index)} y={y(value)} />
            ) : null,
          )}
          <text x={x(values.length - 1) + 12} y={(ends[kind] ?? 0) + 4}>
            {label}
          </text>
        </g>
      ))}
    </Chart>
  );
}

/** A dot, a square or a diamond. */
function Mark({ kind, x, y }: { kind: number; x: number; y: number }) {
  if (kind === 0) return <circle cx={x} cy={y} r={3} />;
  const turn = kind === 2 ? `rotate(45 ${x} ${y})` : undefined;
  return <rect x={x - 3} y={y - 3} width={6} height={6} transform={turn} />;
}

/** Which days are named below: the first, the last and some between. */
function ticksOf(days: readonly string[]): number[] {
  const most = 5;
  const count = Math.min(most, days.length);
  if (count < 2) return days.length === 0 ? [] : [0];
  return Array.from({ length: count }, (_, index) => Math.round((index * (days.length - 1)) / (count - 1)));
}
