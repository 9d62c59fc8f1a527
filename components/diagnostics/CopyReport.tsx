import { useState } from 'preact/hooks';
import type { Diagnostics, ServerDiagnosis } from '../../lib/contract/diagnostics.ts';
import { useLink } from '../data/link.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** Copies what the page shows as JSON; where the browser forbids that, shows it to be copied by hand. */
export function CopyReport({ report, server }: { report: Diagnostics; server: ServerDiagnosis | null }) {
  const link = useLink();
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const text = JSON.stringify({ ...report, server }, null, 2);
  const copy = async (): Promise<void> => {
    setCopied((await link.copy(text)) ? 'yes' : 'no');
  };
  return (
    <>
      <button type="button" class="button main" onClick={() => void copy()}>
        <Icon name={copied === 'yes' ? 'check' : 'copy'} />
        <span aria-live="polite">{t(copied === 'yes' ? 'common.copied' : 'diagnostics.copy')}</span>
      </button>
      {copied === 'no' && (
        <label class="field wide">
          <span role="alert">{t('diagnostics.notCopied')}</span>
          <textarea class="input report" readOnly rows={10} aria-label={t('diagnostics.report')}>
            {text}
          </textarea>
        </label>
      )}
    </>
  );
}
