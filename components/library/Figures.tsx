import type { TemplateFigures } from '../../lib/contract/template-library.ts';
import { formatNumber, t } from '../i18n.ts';

export const figureNames = [
  'used',
  'sent',
  'opened',
  'clicked',
  'replied',
  'success',
  'bounced',
] as const satisfies readonly (keyof TemplateFigures)[];

/** One count. What nothing counts yet is a dash, and said to be so, never a nought. */
export function Figure({ value }: { value: number | null }) {
  if (value !== null) return <>{formatNumber(value)}</>;
  return (
    <span class="soft" title={t('library.notCounted')}>
      <span aria-hidden="true">–</span>
      <span class="heard">{t('library.notCounted')}</span>
    </span>
  );
}

/** What became of a template's mails. */
export function Figures({ figures }: { figures: TemplateFigures }) {
  return (
    <dl class="library-figures">
      {figureNames.map((name) => (
        <div key={name} title={t(`library.meaning.${name}`)}>
          <dt>{t(`library.figure.${name}`)}</dt>
          <dd>
            <Figure value={figures[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
