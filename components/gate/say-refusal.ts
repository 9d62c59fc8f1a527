import type { Refusal } from '../../lib/contract/campaign.ts';
import { formatList, t } from '../i18n.ts';

/** Why somebody was not added; fields, the step and whoever has the same address by their names. */
export function sayRefusal({
  code,
  missing = [],
  unsafe = [],
  step,
  sameAs,
}: Pick<Refusal, 'code' | 'missing' | 'unsafe' | 'step' | 'sameAs'>): string {
  if (unsafe.length > 0) return t('gate.unsafeFields', { fields: formatList(unsafe) });
  if (code === 'CONSENT_WITHDRAWN' && step !== undefined) return t('gate.commercialStep', { step });
  if (sameAs) return t(sameAs.isInside ? 'gate.sameAsInside' : 'gate.sameAsAdded', { name: sameAs.name });
  const why = t(`error.${code}`);
  return missing.length > 0 ? `${why} ${formatList(missing)}` : why;
}
