import { formatNumber, t } from '../i18n.ts';
import { type Clock, dateAndTime } from '../time.ts';
import { ChartFrame } from './Chart.tsx';
import { axisEnd } from './scale.ts';
import { usePoints } from './use-points.ts';

interface HourColumnsProps {
  title: string;
  /** Beginning of the first hour. */
  from: string;
  counts: readonly number[];
  /** What is counted. */
  series: string;
  /** The hour that stands out; null: none. */
  peak: number | null;
  clock: Clock;
}

const hourMs = 3_600_000;
const step = 10;
const height = 160;

/** A column for each hour; the one that is pointed at, or gone to by keyboard, is said in full below. */
export function HourColumns({ title, from, counts, series, peak, clock }: HourColumnsProps) {
  const { at, point } = usePoints(counts.length, peak ?? 0);
  const end = axisEnd(Math.max(0, ...counts));
  const timeOf = (hour: number) =>
    dateAndTime(new Date(Date.parse(from) + hour * hourMs).toISOString(), clock);
  const sayHour = (hour: number) =>
    t('mailings.report.point', { name: timeOf(hour), series, number: formatNumber(counts[hour] ?? 0) });
  const table = {
    head: [t('mailings.report.hour'), series],
    rows: counts.map((count, hour) => [timeOf(hour), formatNumber(count)]),
  };
  return (
    <ChartFrame title={title} table={table}>
      {peak !== null && (
        <p>{t('mailings.report.peak', { time: timeOf(peak), number: formatNumber(counts[peak] ?? 0) })}</p>
      )}
      <div class="hour-end soft small">{formatNumber(end)}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: no other element groups the parts of a drawing */}
      <svg
        class="hour-columns"
        viewBox={`0 0 ${counts.length * step} ${height}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={`${title}. ${t('mailings.report.moved')}`}
        data-points
      >
        <line class="chart-grid" x1={0} x2={counts.length * step} y1={height / 2} y2={height / 2} />
        {counts.map((count, hour) => {
          const tall = Math.max(count > 0 ? 2 : 0, (count / end) * height);
          return (
            <g key={hour} {...point(hour)} aria-label={sayHour(hour)} class="hour-point">
              <rect class="hour-room" x={hour * step} width={step} height={height} />
              <rect
                class={hour === peak ? 'hour-peak' : 'hour-column'}
                x={hour * step + 1}
                y={height - tall}
                width={step - 2}
                height={tall}
              />
            </g>
          );
        })}
      </svg>
      <div class="hour-ends soft small">
        <span>{timeOf(0)}</span>
        <span>{timeOf(counts.length - 1)}</span>
      </div>
      <p class="soft" aria-hidden="true">
        {sayHour(at ?? peak ?? 0)}
      </p>
    </ChartFrame>
  );
}
