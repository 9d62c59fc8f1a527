import type { Refusal } from '../../lib/contract/campaign.ts';
import { formatList, t } from '../i18n.ts';

/** Why somebody was not added; fields by their names. */
export function sayRefusal({
  code,
  missing = [],
  unsafe = [],
}: Pick<Refusal, 'code' | 'missing' | 'unsafe'>): string {
  if (unsafe.length > 0) return t('gate.unsafeFields', { fields: formatList(unsafe) });
  const why = t(`error.${code}`);
  return missing.length > 0 ? `${why} ${formatList(missing)}` : why;
}
