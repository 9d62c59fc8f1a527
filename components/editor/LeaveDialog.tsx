import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';

interface LeaveDialogProps {
  busy: boolean;
  onSave(): void;
  /** The work is there when the template is opened again in this browser. */
  onKeep(): void;
  onThrowAway(): void;
  onClose(): void;
}

/** What becomes of work that is not saved. */
export function LeaveDialog({ busy, onSave, onKeep, onThrowAway, onClose }: LeaveDialogProps) {
  return (
    <Modal name="leave" title={t('editor.leaveTitle')} onClose={onClose}>
      <div class="stack form">
        <p>{t('editor.leaveText')}</p>
        <button type="button" class="button main" data-first disabled={busy} onClick={onSave}>
          {t('editor.saveAndClose')}
        </button>
        <button type="button" class="button" onClick={onKeep}>
          {t('editor.keepForLater')}
        </button>
        <button type="button" class="button" onClick={onThrowAway}>
          {t('editor.throwAway')}
        </button>
      </div>
    </Modal>
  );
}
