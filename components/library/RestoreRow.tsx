import { t } from '../i18n.ts';

interface RestoreRowProps {
  version: number;
  busy: boolean;
  onRestore(): void;
}

/** The way back to an earlier version, with what becomes of the present one. */
export function RestoreRow({ version, busy, onRestore }: RestoreRowProps) {
  return (
    <div class="row-of wrap">
      <button type="button" class="button main" disabled={busy} onClick={onRestore}>
        {t('library.restore', { version })}
      </button>
      <span class="soft small grow">{t('library.restoreHint')}</span>
    </div>
  );
}
