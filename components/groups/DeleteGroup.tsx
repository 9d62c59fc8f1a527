import type { Group } from '../../lib/contract/group-api.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { saySharing } from '../library/SharingDialog.tsx';

interface DeleteGroupProps {
  group: Group;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a group is deleted, with how many are in it and who else uses it. */
export function DeleteGroup({ group, onClose, onDeleted }: DeleteGroupProps) {
  const ask = useLibrary();
  return (
    <DeleteDialog
      name="delete-group"
      title={t('groups.deleteTitle', { name: group.name })}
      action={t('groups.deleteAction')}
      told={{ value: group, problem: null }}
      remove={() => ask('groups.delete', { params: { id: group.id } })}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {({ people }) => (
        <>
          <p>{[t('groups.size', { count: people }), saySharing(group)].join(' · ')}</p>
          <p>{t('groups.deleteText')}</p>
        </>
      )}
    </DeleteDialog>
  );
}
