import { z } from 'zod';

/** Days by how far they are from today. */
export const NamedPeriod = z.enum([
  'today',
  'yesterday',
  'last7',
  'last30',
  'last90',
  'tomorrow',
  'next7',
  'next30',
]);
export type NamedPeriod = z.infer<typeof NamedPeriod>;
/** Those of what has happened already. */
export const NamedPastPeriod = NamedPeriod.extract(['today', 'yesterday', 'last7', 'last30', 'last90']);

/** Days that one period may have. */
export const MOST_PERIOD_DAYS = 1100;

/** From one day to another, both in it, as ISO 8601 writes it: `2026-11-01/2026-11-30`. */
export const DaysPeriod = z
  .templateLiteral([z.iso.date(), '/', z.iso.date()])
  .refine((said) => lengthOf(said) > 0, { message: 'the first day is after the last' })
  .refine((said) => lengthOf(said) <= MOST_PERIOD_DAYS, {
    message: `expected at most ${MOST_PERIOD_DAYS} days`,
  });
export type DaysPeriod = z.infer<typeof DaysPeriod>;

/** Days by the calendar of who asks. */
export const Period = orDays(NamedPeriod);
export type Period = z.infer<typeof Period>;
/** The same, of what has happened already. */
export const PastPeriod = orDays(NamedPastPeriod);
export type PastPeriod = z.infer<typeof PastPeriod>;

function orDays<T extends z.ZodEnum>(named: T) {
  return z.union([named, DaysPeriod], {
    error: `expected ${named.options.join(', ')}, or two days, as in 2026-11-01/2026-11-30`,
  });
}

function lengthOf(days: string): number {
  const [first = '', last = ''] = days.split('/');
  return (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
}
