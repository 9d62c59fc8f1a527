import { ok } from '../../lib/contract/errors.ts';
import { type Group, mostInGroup } from '../../lib/contract/group-api.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { saySharing } from '../library/SharingDialog.tsx';

interface DeleteGroupProps {
  group: Group;
  /** One’s own can be taken back for a while. */
  isOwn: boolean;
  onClose(): void;
  /** @param personIds - who was in it */
  onDeleted(personIds: readonly string[]): void;
}

/** Asks before a group is deleted, with how many are in it and who else uses it. */
export function DeleteGroup({ group, isOwn, onClose, onDeleted }: DeleteGroupProps) {
  const ask = useLibrary();
  const params = { id: group.id };
  const remove = async () => {
    const inIt = await ask('groups.people', { params, query: { limit: mostInGroup } });
    if (!inIt.ok) return inIt;
    const deleted = await ask('groups.delete', { params });
    return deleted.ok ? ok(inIt.value.people.map(({ id }) => id)) : deleted;
  };
  return (
    <DeleteDialog
      name="delete-group"
      title={t('groups.deleteTitle', { name: group.name })}
      action={t('groups.deleteAction')}
      told={{ value: group, problem: null }}
      remove={remove}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {({ people }) => (
        <>
          <p>{[t('groups.size', { count: people }), saySharing(group)].join(' · ')}</p>
          <p>{[t('groups.deleteText'), !isOwn && t('groups.deleteForGood')].filter(Boolean).join(' ')}</p>
        </>
      )}
    </DeleteDialog>
  );
}
