import { t } from '../i18n.ts';

/** How far something that goes part by part has come, in words and as a bar. */
export function ProgressBar({ done, all }: { done: number; all: number }) {
  return (
    <label class="stack tight">
      <span role="status">{t('common.progress', { done, all })}</span>
      <progress max={all} value={done} />
    </label>
  );
}
