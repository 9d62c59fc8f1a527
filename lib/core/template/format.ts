import { Temporal } from 'temporal-polyfill';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import { dateStyles, isDateStyle, type Language } from './language.ts';

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
  if (!isDateStyle(style))
    throw new TemplateError(fault('dateStyle', { styles: dateStyles.join(', '), found: style }));
  const date = readDate(value, timeZone);
  return date && language.date(date, style);
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
  /** 0 to 20; as many as there are, up to six, where absent, and as many as the currency has for money. */
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

/**
 * Numbers as people write them, with what stands for the decimal point in each. `1,234` is not among them: it is one
 * number in London and another in Stockholm.
 */
const writtenNumbers: readonly { form: RegExp; point: string }[] = [
  { form: /^-?\d{1,20}(\.\d{1,20})?$/, point: '.' },
  { form: /^-?\d{1,20},(\d{1,2}|\d{4,20})$/, point: ',' },
  { form: /^-?\d{1,3}([ \u00a0\u202f'’]\d{3})+(\.\d{1,20})?$/, point: '.' },
  { form: /^-?\d{1,3}([ \u00a0\u202f'’]\d{3})+,\d{1,20}$/, point: ',' },
  { form: /^-?\d{1,3}(,\d{3})+\.\d{1,20}$|^-?\d{1,3}(,\d{3}){2,}$/, point: '.' },
  { form: /^-?\d{1,3}(\.\d{3})+,\d{1,20}$|^-?\d{1,3}(\.\d{3}){2,}$/, point: ',' },
];

/** A number, or a text that is one: custom fields hold text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e21 ? value : undefined;
  if (typeof value !== 'string' || value.length > longestNumber) return undefined;
  const text = value.trim().replace(/^\u2212/, '-');
  const found = writtenNumbers.find(({ form }) => form.test(text));
  if (!found) return undefined;
  const digits = text.replaceAll(found.point === ',' ? /[^-\d,]/g : /[^-\d.]/g, '');
  return Number(digits.replace(',', '.'));
}

function written(number: number, { decimals, currency }: NumberStyle): string {
  const places = decimals ?? (currency ? placesOf(currency) : undefined);
  if (places === undefined) return number.toFixed(6).replace(/\.?0+$/, '');
  if (isPlaces(places)) return rounded(number, places).toFixed(places);
  throw new TemplateError(fault('decimals', { found: places }));
}

export function isPlaces(decimals: number): boolean {
  return Number.isInteger(decimals) && decimals >= 0 && decimals <= 20;
}

/** Currencies without two decimals, by ISO 4217. */
const withoutDecimals = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const withThreeDecimals = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

function placesOf(currency: string): number {
  const code = currency.trim().toUpperCase();
  if (withoutDecimals.has(code)) return 0;
  return withThreeDecimals.has(code) ? 3 : 2;
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
