import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';

/** Asks before a key is forgotten: nobody can bring it back. */
export function RemoveDkim({ onClose, onRemove }: { onClose(): void; onRemove(): void }) {
  return (
    <Modal name="remove-dkim" title={t('dkim.removeTitle')} onClose={onClose}>
      <div class="stack form">
        <p>{t('dkim.removeText')}</p>
        <div class="row-of wrap">
          <button type="button" class="button main" onClick={onRemove}>
            {t('dkim.remove')}
          </button>
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
