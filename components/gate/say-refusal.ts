import type { Refusal } from '../../lib/contract/campaign.ts';
import { formatList, t } from '../i18n.ts';

/** Why somebody was not added; fields and the step by their names. */
export function sayRefusal({
  code,
  missing = [],
  unsafe = [],
  step,
}: Pick<Refusal, 'code' | 'missing' | 'unsafe' | 'step'>): string {
  if (unsafe.length > 0) return t('gate.unsafeFields', { fields: formatList(unsafe) });
  if (code === 'CONSENT_WITHDRAWN' && step !== undefined) return t('gate.commercialStep', { step });
  const why = t(`error.${code}`);
  return missing.length > 0 ? `${why} ${formatList(missing)}` : why;
}
