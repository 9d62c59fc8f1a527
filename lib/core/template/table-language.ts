import type { Temporal } from 'temporal-polyfill';
import { type DateStyle, type Digits, groupDigits, type Language } from './language.ts';

/** How a language writes, in words and patterns of ours. */
export interface Table {
  months: readonly string[];
  /** From Monday. */
  weekdays: readonly string[];
  /** Patterns: `d` day, `dd` with two digits, `mm` month with two digits, `mon` its short and `month` its full name. */
  dates: { short: string; medium: string; long: string; full: string };
  time: string;
  group: string;
  decimal: string;
  minus: string;
  percent: string;
  /** Where the currency stands: `¤` and the number `#`. */
  money: string;
  currencies: Readonly<Record<string, string>>;
  shortMonth(month: string): string;
  and: string;
  or: string;
  yourCompany: string;
}

export function tabled(table: Table): Language {
  return {
    date: (date, style) => fill(patternOf(style, table), date, table),
    number: (number) => writeNumber(number, table),
    list: (texts, isOr) => {
      const others = texts.slice(0, -1);
      const last = texts.at(-1) ?? '';
      return others.length > 0 ? `${others.join(', ')} ${isOr ? table.or : table.and} ${last}` : last;
    },
    yourCompany: table.yourCompany,
  };
}

function patternOf(style: DateStyle, { time, dates }: Table): string {
  if (style === 'time') return time;
  if (style === 'month') return 'month yyyy';
  return style === 'weekday' ? style : dates[style];
}

const two = (value: number): string => String(value).padStart(2, '0');

function fill(pattern: string, date: Temporal.PlainDateTime, table: Table): string {
  const month = table.months[date.month - 1] ?? '';
  const parts: Record<string, string> = {
    yyyy: String(date.year).padStart(4, '0'),
    month,
    mon: table.shortMonth(month),
    mm: two(date.month),
    dd: two(date.day),
    d: String(date.day),
    weekday: table.weekdays[date.dayOfWeek - 1] ?? '',
    HH: two(date.hour),
    MM: two(date.minute),
    h: String(date.hour % 12 || 12),
    ap: date.hour < 12 ? 'AM' : 'PM',
  };
  const names = /\b(?:yyyy|month|mon|mm|dd|d|weekday|HH|MM|h|ap)\b/g;
  return pattern.replaceAll(names, (name) => parts[name] ?? name);
}

function writeNumber({ digits, isNegative, currency, percent }: Digits, table: Table): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = groupDigits(whole, table.group);
  const written = fraction === undefined ? grouped : `${grouped}${table.decimal}${fraction}`;
  const sign = isNegative ? table.minus : '';
  if (percent) return `${sign}${written}${table.percent}`;
  return sign + (currency ? withCurrency(written, currency, table) : written);
}

function withCurrency(digits: string, code: string, { currencies, money }: Table): string {
  const sign = Object.hasOwn(currencies, code) ? currencies[code] : undefined;
  const pattern = sign === undefined && money === '¤#' ? '¤\u00a0#' : money;
  return pattern.replace('¤', () => sign ?? code).replace('#', digits);
}
