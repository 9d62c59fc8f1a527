import { useState } from 'preact/hooks';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { CheckField } from '../person/Form.tsx';

interface EraseDialogProps {
  personIds: readonly string[];
  /** Who it is where it is one. */
  who: string | null;
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onErased(said: string): void;
}

/** Asks before people are deleted for good, with all that goes with them. */
export function EraseDialog({ personIds, who, onClose, onErased }: EraseDialogProps) {
  const ask = useLibrary();
  const [suppress, setSuppress] = useState(true);
  const ids = [...personIds];
  const told = useAsked(`erasure of ${ids.join(' ')}`, () =>
    ask('people.erasure', { body: { personIds: ids } }),
  );
  const title = who === null ? t('erase.titleMany', { count: ids.length }) : t('erase.title', { name: who });
  return (
    <DeleteDialog
      name="erase-people"
      title={title}
      action={t('erase.action')}
      told={told}
      remove={() => ask('people.erase', { body: { personIds: ids, suppress } })}
      onClose={onClose}
      onDeleted={({ people }) => onErased(t('erase.done', { count: people }))}
    >
      {({ openTasks, runs, mails }) => (
        <>
          <p>{t('erase.text')}</p>
          <ul>
            <li>{t('erase.tasks', { count: openTasks })}</li>
            <li>{t('erase.runs', { count: runs })}</li>
            <li>{t('erase.mails', { count: mails })}</li>
          </ul>
          <p>{t('erase.stays')}</p>
          <CheckField label={t('erase.suppress')} on={suppress} onChange={setSuppress} />
          <p>
            <strong>{t('erase.noUndo')}</strong>
          </p>
        </>
      )}
    </DeleteDialog>
  );
}
