import { Temporal } from 'temporal-polyfill';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import { dateStyles, type Language } from './language.ts';

/**
 * A date in words: of `2026-11-21` that day, of an instant the day that it is in the time zone.
 *
 * @param value - ISO 8601 date or instant, milliseconds, or a Date
 * @returns undefined where the value is no date
 */
export function formatDate(
  value: unknown,
  style: string,
  language: Language,
  timeZone: string,
): string | undefined {
  const known = dateStyles.find((one) => one === style);
  if (!known) throw new TemplateError(fault('dateStyle', { styles: dateStyles.join(', '), found: style }));
  const date = readDate(value, timeZone);
  return date && language.date(date, known);
}

function readDate(value: unknown, timeZone: string): Temporal.PlainDateTime | undefined {
  try {
    if (typeof value === 'string') return readWrittenDate(value.trim(), timeZone);
    const atMs = value instanceof Date ? value.getTime() : value;
    if (typeof atMs !== 'number') return undefined;
    return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDateTime();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readWrittenDate(text: string, timeZone: string): Temporal.PlainDateTime | undefined {
  // Nobody writes a date this long, and reading one takes longer the longer it is.
  if (text.length > 80) return undefined;
  const isInstant = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text);
  if (!isInstant) return Temporal.PlainDateTime.from(text);
  return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

export interface NumberStyle {
  /** 0 to 20; as many as there are, up to six, where absent, and two for money. */
  decimals?: number | undefined;
  /** ISO 4217 code, in any case. */
  currency?: string | undefined;
  percent?: boolean | undefined;
}

/** @returns undefined where the value is no number */
export function formatNumber(value: unknown, style: NumberStyle, language: Language): string | undefined {
  const given = asNumber(value);
  if (given === undefined) return undefined;
  const number = style.percent ? shifted(given, 2) : given;
  const digits = written(Math.abs(number), style);
  return language.number({
    digits,
    isNegative: number < 0 && /[1-9]/.test(digits),
    currency: style.currency?.trim().toUpperCase(),
    percent: style.percent,
  });
}

/** Of a text that is one, with blanks around it. */
const longestNumber = 200;

/** A number, or a text that is one: custom fields hold text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e21 ? value : undefined;
  if (
    typeof value !== 'string' ||
    value.length > longestNumber ||
    !/^\s*-?\d{1,20}(\.\d{1,20})?\s*$/.test(value)
  )
    return undefined;
  return Number(value);
}

function written(number: number, { decimals, currency }: NumberStyle): string {
  const places = decimals ?? (currency ? 2 : undefined);
  if (places === undefined) return number.toFixed(6).replace(/\.?0+$/, '');
  if (Number.isInteger(places) && places >= 0 && places <= 20) return rounded(number, places).toFixed(places);
  throw new TemplateError(fault('decimals', { found: places }));
}

/** Half up as people count, from the digits as they are written: 1.005 is a little less in binary. */
function rounded(number: number, places: number): number {
  const raised = shifted(number, places);
  return Number.isSafeInteger(Math.round(raised)) ? shifted(Math.round(raised), -places) : number;
}

/** Times 10 to the power of `places`, by the digits. */
function shifted(number: number, places: number): number {
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
