import { CopyButton } from '../feedback/CopyButton.tsx';
import { t } from '../i18n.ts';

/** What is to be entered elsewhere, whole and to be copied. */
export function Shown({ label, text }: { label: string; text: string }) {
  return (
    <div class="row-of">
      <span class="grow">
        <small>{label}</small>
        <br />
        <code class="break">{text}</code>
      </span>
      <CopyButton text={text} label={t('providers.copy', { what: label })} iconOnly />
    </div>
  );
}
