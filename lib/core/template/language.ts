import type { Temporal } from 'temporal-polyfill';

export const dateStyles = ['short', 'medium', 'long', 'full', 'time', 'month', 'weekday'] as const;
export type DateStyle = (typeof dateStyles)[number];

export function isDateStyle(style: string): style is DateStyle {
  return (dateStyles as readonly string[]).includes(style);
}

/** A number whose digits are decided. */
export interface Digits {
  /** Without a sign: `1234.50`. */
  digits: string;
  isNegative: boolean;
  /** ISO 4217 code, in capitals. */
  currency?: string | undefined;
  /** The digits are those of per cent. */
  percent?: boolean | undefined;
}

/** How one language writes dates, numbers and lists in templates. */
export interface Language {
  /** @returns undefined where it has no way to write that */
  date(date: Temporal.PlainDateTime, style: DateStyle): string | undefined;
  number(number: Digits): string;
  /** @param texts - one or more */
  list(texts: readonly string[], isOr: boolean): string;
  /** What stands for a company without a name; null where we have no words for it. */
  yourCompany: string | null;
}

const nbsp = '\u00a0';

/** Of a language that neither we nor the machine know: figures alone, and words of none. */
export const neutral: Language = {
  date: (date, style) => {
    const [day = '', time = ''] = date.toString({ smallestUnit: 'minute' }).split('T');
    if (style === 'weekday') return undefined;
    if (style === 'time') return time;
    return style === 'month' ? day.slice(0, -3) : day;
  },
  number: ({ digits, isNegative, currency, percent }) => {
    const [whole = '', fraction] = digits.split('.');
    const grouped = groupDigits(whole, nbsp) + (fraction === undefined ? '' : `.${fraction}`);
    return `${isNegative ? '\u2212' : ''}${grouped}${percent ? `${nbsp}%` : ''}${currency ? nbsp + currency : ''}`;
  },
  list: (texts) => texts.join(', '),
  yourCompany: null,
};

export function groupDigits(whole: string, separator: string): string {
  return whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
}
