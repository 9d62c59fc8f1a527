import { locale } from '../i18n.ts';

/** A share as it is written, `42 %`; a dash where there is none. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
