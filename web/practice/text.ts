import da from './text/da.json';
import en from './text/en.json';
import nb from './text/nb.json';
import nl from './text/nl.json';
import sv from './text/sv.json';

export type TextKey = keyof typeof en;
type Texts = Record<TextKey, string>;
type Plural = TextKey extends infer K ? (K extends `${infer Stem}_one` ? Stem : never) : never;

// `no` is what older systems call bokmål.
const all: Record<string, Texts> = { en, sv, da, nb, no: nb, nl };

/** The language of the page: the first of the browser's that we have, else English. */
export const language =
  navigator.languages.map((tag) => tag.split('-')[0] ?? '').find((tag) => tag in all) ?? 'en';
const texts = all[language] ?? en;
const plurals = new Intl.PluralRules(language);

/** A text in the page's language, with `{name}` filled from `values`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text that depends on a number. */
export function tn(stem: Plural, count: number): string {
  // Both forms exist in every language; the table's type cannot follow the template.
  const key = `${stem}_${plurals.select(count) === 'one' ? 'one' : 'other'}` as TextKey;
  return t(key, { count });
}

/** Clock time today, day and month this year, else the date; in the person's own format. */
export function shortTime(instant: string, now: Date): string {
  const at = new Date(instant);
  if (at.toDateString() === now.toDateString()) return format(at, { hour: 'numeric', minute: '2-digit' });
  if (at.getFullYear() === now.getFullYear()) return format(at, { day: 'numeric', month: 'short' });
  return format(at, { dateStyle: 'short' });
}

/** Weekday, date and time. */
export function longTime(instant: string): string {
  return format(new Date(instant), { dateStyle: 'full', timeStyle: 'short' });
}

/** `12 kB`. */
export function fileSize(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const value =
    unit === 'kilobyte' ? Math.max(1, Math.round(bytes / 1000)) : Math.round(bytes / 100_000) / 10;
  return new Intl.NumberFormat(language, { style: 'unit', unit }).format(value);
}

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === 'en' ? navigator.language : language, options).format(at);
}
