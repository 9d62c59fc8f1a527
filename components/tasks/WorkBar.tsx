import type { WorkThrough } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';

interface WorkBarProps {
  work: WorkThrough;
  onNext(): void;
  onStop(): void;
}

/** How far the round of tasks has come, and the ways on and out. */
export function WorkBar({ work, onNext, onStop }: WorkBarProps) {
  const progress = t('work.progress', {
    position: formatNumber(work.position),
    total: formatNumber(work.total),
  });
  return (
    <section class="work" aria-label={t('work.label')}>
      <span class="work-line" style={{ inlineSize: `${(100 * work.position) / Math.max(1, work.total)}%` }} />
      <strong class="grow">{progress}</strong>
      <button type="button" class="button plain small" onClick={onNext}>
        <Icon name="skip" />
        {t('work.next')}
      </button>
      <button type="button" class="button plain small" onClick={onStop}>
        {t('work.stop')}
      </button>
    </section>
  );
}
