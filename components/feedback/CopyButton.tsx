import { useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface CopyButtonProps {
  text: string;
  label: string;
  small?: boolean;
  /** The label is heard and shown as a tip only; beside what it copies it need not stand there. */
  iconOnly?: boolean;
}

/** Copies a text and says so in its own label. */
export function CopyButton({ text, label, small = true, iconOnly = false }: CopyButtonProps) {
  const link = useLink();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await link.copy(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  if (iconOnly) {
    return (
      <button type="button" class="icon-button" title={label} onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span class="heard" aria-live="polite">
          {copied ? t('common.copied') : label}
        </span>
      </button>
    );
  }
  return (
    <button type="button" class={small ? 'button small' : 'button'} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? t('common.copied') : label}</span>
    </button>
  );
}
