import type { Selection } from '../../lib/contract/selection.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { saySharing } from '../library/SharingDialog.tsx';

interface DeleteSelectionProps {
  selection: Selection;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a selection is deleted, with how many are in it and who else uses it. */
export function DeleteSelection({ selection, onClose, onDeleted }: DeleteSelectionProps) {
  const ask = useLibrary();
  return (
    <DeleteDialog
      name="delete-selection"
      title={t('selections.deleteTitle', { name: selection.name })}
      action={t('selections.deleteAction')}
      told={{ value: selection, problem: null }}
      remove={() => ask('selections.delete', { params: { id: selection.id } })}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {({ people }) => (
        <>
          <p>
            {[
              ...(people === null ? [] : [t('selections.size', { count: people })]),
              saySharing(selection),
            ].join(' · ')}
          </p>
          <p>{t('selections.deleteText')}</p>
        </>
      )}
    </DeleteDialog>
  );
}
