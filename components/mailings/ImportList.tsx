import { useState } from 'preact/hooks';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { ImportWizard } from '../imports/ImportWizard.tsx';
import type { Clock } from '../time.ts';

interface ImportListProps {
  clock: Clock;
  busy: boolean;
  onClose(): void;
  /** What is imported becomes recipients. */
  onAdd(importId: string): void;
}

/** A file is imported as a list, for the mailing alone. */
export function ImportList({ clock, busy, onClose, onAdd }: ImportListProps) {
  // The import that is under way; empty: none yet.
  const [id, setId] = useState('');
  return (
    <Modal name="import-list" title={t('mailings.importTitle')} onClose={onClose}>
      <div class="import-list">
        <ImportWizard
          target="list"
          id={id}
          clock={clock}
          onOpen={setId}
          onDone={(job) => (
            <button type="button" class="button main" disabled={busy} onClick={() => onAdd(job.id)}>
              {t('mailings.addList')}
            </button>
          )}
        />
      </div>
    </Modal>
  );
}
