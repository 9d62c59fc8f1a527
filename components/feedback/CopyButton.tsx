import { useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** Copies a text and says so in its own label. */
export function CopyButton({ text, label, small = true }: { text: string; label: string; small?: boolean }) {
  const link = useLink();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await link.copy(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" class={small ? 'button small' : 'button'} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? t('common.copied') : label}</span>
    </button>
  );
}
