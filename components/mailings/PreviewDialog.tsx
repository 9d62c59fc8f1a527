import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { MailingRecipient } from '../../lib/contract/mailing.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { MailPreview } from './MailPreview.tsx';
import { SendTest } from './SendTest.tsx';
import { nameOf } from './words.ts';

interface PreviewDialogProps {
  mailingId: string;
  recipient: MailingRecipient;
  me: Me;
  onClose(): void;
}

/** The mail as one recipient gets it; it can be sent to oneself like that. */
export function PreviewDialog({ mailingId, recipient, me, onClose }: PreviewDialogProps) {
  const [isTesting, setTesting] = useState(false);
  if (isTesting)
    return (
      <SendTest mailingId={mailingId} recipientId={recipient.id} me={me} onClose={onClose} onSent={onClose} />
    );
  return (
    <Modal name="mail-preview" title={t('mailings.previewAs', { name: nameOf(recipient) })} onClose={onClose}>
      <div class="stack form wide">
        <MailPreview mailingId={mailingId} recipientId={recipient.id} version={0} />
        <div>
          <button type="button" class="button" onClick={() => setTesting(true)}>
            {t('mailings.sendTest')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
