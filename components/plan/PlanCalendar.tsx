import { useMemo } from 'preact/hooks';
import type { PlanLine } from '../../lib/contract/plan.ts';
import { type CalendarDay, type CalendarMonth, calendarOf } from '../../lib/core/schedule/plan-calendar.ts';
import { formatNumber, locale, t } from '../i18n.ts';
import { calendarDay } from '../time.ts';

interface PlanCalendarProps {
  lines: readonly PlanLine[];
  timeZone: string;
}

/** How many mails and tasks fall on which day, month by month. */
export function PlanCalendar({ lines, timeZone }: PlanCalendarProps) {
  const months = useMemo(() => calendarOf(lines, timeZone), [lines, timeZone]);
  return (
    <div class="plan-months">
      {months.map((month) => (
        <Month key={month.month} month={month} />
      ))}
    </div>
  );
}

/** A Monday and the days after it, of which the names are shown. */
const someWeek = Array.from({ length: 7 }, (_, index) => `2026-06-0${index + 1}`);

function Month({ month: { month, weeks } }: { month: CalendarMonth }) {
  return (
    <table class="plan-month">
      <caption>{write(`${month}-01`, { month: 'long', year: 'numeric' })}</caption>
      <thead>
        <tr>
          {someWeek.map((day) => (
            <th key={day} scope="col" abbr={write(day, { weekday: 'long' })}>
              {write(day, { weekday: 'narrow' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, at) => (day ? <Day key={day.date} day={day} /> : <td key={at} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day: { date, sends, tasks } }: { day: CalendarDay }) {
  const count = sends + tasks;
  const number = Number(date.slice(8));
  if (count === 0) return <td class="soft">{number}</td>;
  const said = t('plan.onDay', {
    day: calendarDay(date),
    sends: formatNumber(sends),
    tasks: formatNumber(tasks),
  });
  return (
    <td class="busy" title={said}>
      <span aria-hidden="true">{number}</span>
      <strong aria-hidden="true">{formatNumber(count)}</strong>
      <span class="heard">{said}</span>
    </td>
  );
}

function write(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' }).format(new Date(date));
}
