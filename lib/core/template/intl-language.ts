import type { Temporal } from 'temporal-polyfill';
import { type DateStyle, type Digits, type Language, neutral } from './language.ts';

/** In languages whose dates and numbers we leave to the machine. */
const yourCompany: Readonly<Record<string, string>> = {
  es: 'su empresa',
  fi: 'yrityksenne',
  fr: 'votre entreprise',
  it: 'la vostra azienda',
  pl: 'Państwa firma',
  pt: 'a sua empresa',
};

const dateForms: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  short: { year: 'numeric', month: '2-digit', day: '2-digit' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  month: { year: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
};

/**
 * A language as the machine writes it, in western digits and dates; one that it does not know without words.
 *
 * @param locale - BCP 47 tag
 */
export function intlLanguage(locale: string): Language {
  // An unknown one would be the machine's own.
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return neutral;
  const dates = new Map<DateStyle, Intl.DateTimeFormat>();
  const numbers = new Map<string, Intl.NumberFormat>();
  return {
    date: (date, style) => evenBlanks(dateFormat(locale, style, dates).format(epochMs(date))),
    number: (number) => evenBlanks(writeNumber(locale, number, numbers)),
    list: (texts, isOr) =>
      new Intl.ListFormat(locale, { type: isOr ? 'disjunction' : 'conjunction' }).format(texts),
    yourCompany: yourCompany[locale.split('-')[0] ?? ''] ?? null,
  };
}

function epochMs(date: Temporal.PlainDateTime): number {
  return date.toZonedDateTime('UTC').epochMilliseconds;
}

function dateFormat(
  locale: string,
  style: DateStyle,
  made: Map<DateStyle, Intl.DateTimeFormat>,
): Intl.DateTimeFormat {
  const common = { calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' };
  const format = made.get(style) ?? new Intl.DateTimeFormat(locale, { ...dateForms[style], ...common });
  made.set(style, format);
  return format;
}

function writeNumber(locale: string, number: Digits, made: Map<string, Intl.NumberFormat>): string {
  const { digits, isNegative, currency, percent } = number;
  const places = digits.split('.')[1]?.length ?? 0;
  // Anything may stand for a code; the machine takes three letters alone.
  const code = currency && /^[A-Z]{3}$/.test(currency) ? currency : undefined;
  const key = `${places} ${code} ${percent}`;
  const format = made.get(key) ?? new Intl.NumberFormat(locale, numberForm(places, code, percent));
  made.set(key, format);
  // Digits with a point, as `Digits` has them.
  const written = format.format(`${isNegative ? '-' : ''}${digits}` as `${number}`);
  return currency && !code ? `${written}\u00a0${currency}` : written;
}

function numberForm(places: number, currency: string | undefined, percent = false): Intl.NumberFormatOptions {
  const digits = {
    numberingSystem: 'latn',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  } as const;
  if (percent) return { ...digits, style: 'unit', unit: 'percent' };
  return currency ? { ...digits, style: 'currency', currency } : digits;
}

/** Versions of the machine's data differ in which blank does not break. */
function evenBlanks(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}
