import { useState } from 'preact/hooks';
import type { MailFilters, MailSearch } from '../../lib/contract/mail.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';

interface SearchDialogProps {
  /** The saved search that is shown now, which is changed; null: a new one. */
  search: MailSearch | null;
  filters: MailFilters;
  onSave(search: MailSearch): Promise<boolean>;
  onClose(): void;
}

/** Gives what is shown a name, or a saved search another name and what it asks for now. */
export function SearchDialog({ search, filters, onSave, onClose }: SearchDialogProps) {
  const [name, setName] = useState(search?.name ?? '');
  const save = async (id: string): Promise<void> => {
    if (name.trim() === '') return;
    if (await onSave({ id, name: name.trim(), filters })) onClose();
  };
  return (
    <Modal name="search" title={t('center.saveSearch')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(search?.id ?? crypto.randomUUID());
        }}
      >
        <label class="field">
          <span>{t('library.name')}</span>
          <input
            class="input"
            data-first
            required
            maxLength={100}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <p class="soft small">{t('center.searchHint')}</p>
        <div class="row-of wrap">
          <button type="submit" class="button main">
            {t('center.save')}
          </button>
          {search && (
            <button type="button" class="button" onClick={() => void save(crypto.randomUUID())}>
              {t('center.saveAsNew')}
            </button>
          )}
        </div>
      </form>
    </Modal>
  );
}
