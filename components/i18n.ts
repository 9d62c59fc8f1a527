import { createI18n } from '@wxt-dev/i18n';
import type { GeneratedI18nStructure } from '../.wxt/i18n/structure.d.ts';

type Structure = GeneratedI18nStructure;
/** Key of a text in `locales/*.yml`, e.g. `task.writeMail`. */
export type TextKey = Exclude<keyof Structure, `@@${string}`>;

type Values<K extends TextKey> = Structure[K] extends {
  namedSubstitutions: readonly (infer N extends string)[];
}
  ? [values: Record<N, string | number>]
  : [];

// Typed by our own `t`, which joins plurals and named values; the package's overloads ask for them apart.
const texts: {
  t(key: string, count?: number | null, values?: Record<string, string | number> | null): string;
} = createI18n();

/**
 * The text for `key` in the browser's language. A numeric `count` among the values also chooses the plural form and
 * is written in the person's number format.
 */
export function t<K extends TextKey>(key: K, ...[values]: Values<K>): string {
  if (!values) return texts.t(key);
  const count: unknown = 'count' in values ? values.count : undefined;
  if (typeof count !== 'number') return texts.t(key, null, values);
  return texts.t(key, count, { ...values, count: formatNumber(count) });
}

/** BCP 47 tag by which dates and numbers are written. */
export function locale(): string {
  return globalThis.navigator?.language ?? 'en';
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** "To, Cc and Body", joined as the language joins a list. */
export function formatList(parts: readonly string[]): string {
  return new Intl.ListFormat(t('language'), { type: 'conjunction' }).format(parts);
}
