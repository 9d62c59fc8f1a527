import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { Group } from '../../lib/contract/group-api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import { ChoiceLine } from '../library/ChoiceLine.tsx';
import { SharingDialog, saySharing } from '../library/SharingDialog.tsx';
import { DeleteGroup } from './DeleteGroup.tsx';
import { EditGroup } from './EditGroup.tsx';

interface GroupsDialogProps {
  /** Of whoever is signed in. */
  userId: string;
  onClose(): void;
  /** All that are in a group. */
  onChoose(group: Group, people: readonly Person[]): void;
}

/** A group of one’s own that has just been deleted, and who was in it. */
interface Deleted {
  group: Group;
  personIds: readonly string[];
}
type Open = { kind: 'edit' | 'share' | 'delete'; group: Group };

/** Groups of people that somebody may see: to choose one, and to look after one's own. One dialog is open at a time. */
export function GroupsDialog({ userId, onClose, onChoose }: GroupsDialogProps) {
  const ask = useLibrary();
  const list = useAsked('groups', () => ask('groups.list', {}));
  const [open, setOpen] = useState<Open | null>(null);
  const [spoken, setSpoken] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  const back = (): void => setOpen(null);
  const done = (said: string): void => {
    back();
    setSpoken(said);
    void list.reload();
  };
  const choose = async (group: Group): Promise<void> => {
    const query = { limit: 1000 };
    const answer = await attempt(() => ask('groups.people', { params: { id: group.id }, query }));
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onChoose(group, answer.value.people);
  };
  const takeBack = async ({ group, personIds }: Deleted): Promise<void> => {
    const answer = await attempt(() => bringBack(ask, group, personIds));
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setDeleted(null);
    done(t('groups.broughtBack', { name: group.name }));
  };
  if (open?.kind === 'edit')
    return (
      <EditGroup
        group={open.group}
        onClose={back}
        onSaved={({ name }) => done(t('groups.saved', { name }))}
      />
    );
  if (open?.kind === 'share')
    return (
      <SharingDialog
        kind="groups"
        name={open.group.name}
        sharing={open.group}
        onClose={back}
        share={(body) => ask('groups.share', { params: { id: open.group.id }, body })}
        onShared={(_, said) => done(said)}
      />
    );
  if (open?.kind === 'delete')
    return (
      <DeleteGroup
        group={open.group}
        isOwn={open.group.ownerId === userId}
        onClose={back}
        onDeleted={(personIds) => {
          const { group } = open;
          done(t('groups.deleted', { name: group.name }));
          // It would come back as the group of whoever takes it back.
          if (group.ownerId === userId) setDeleted({ group, personIds });
        }}
      />
    );
  const groups = list.value?.groups;
  const shown = problem ?? list.problem;
  return (
    <Modal name="groups" title={t('groups.title')} onClose={onClose}>
      <div class="stack form choosing">
        {shown && <ProblemNote problem={shown} onDismiss={() => setProblem(null)} />}
        {!groups && !shown && <Bones label={t('queue.loading')} />}
        {groups?.length === 0 && <Empty icon="people" title={t('groups.none')} text={t('groups.noneText')} />}
        {groups && groups.length > 0 && (
          <ul class="launch-list">
            {groups.map((group) => (
              <Line
                key={group.id}
                group={group}
                isOwn={group.ownerId === userId}
                onChoose={() => void choose(group)}
                onOpen={(kind) => setOpen({ kind, group })}
              />
            ))}
          </ul>
        )}
        <div class="row-of">
          <p class="soft grow" role="status">
            {spoken}
          </p>
          {deleted && (
            <button type="button" class="button small" onClick={() => void takeBack(deleted)}>
              <Icon name="undo" />
              {t('undo.action')}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** Makes a deleted group anew: the same people, shared as it was. */
async function bringBack(
  ask: AskLibrary,
  { id, name, shared, teamIds }: Group,
  personIds: readonly string[],
): Promise<Result<Group>> {
  const made = await ask('groups.create', { body: { id, name, personIds: [...personIds] } });
  if (!made.ok || (!shared && teamIds.length === 0)) return made;
  return await ask('groups.share', { params: { id }, body: { shared, teamIds } });
}

interface LineProps {
  group: Group;
  isOwn: boolean;
  onChoose(): void;
  onOpen(kind: Open['kind']): void;
}

const acts = [
  { kind: 'edit', label: 'groups.edit', icon: 'edit' },
  { kind: 'share', label: 'sharing.of', icon: 'people' },
  { kind: 'delete', label: 'groups.delete', icon: 'delete' },
] as const;

function Line({ group, isOwn, onChoose, onOpen }: LineProps) {
  const { name, people, ownerName, mayChange } = group;
  const owner = isOwn ? [] : [t('groups.ownedBy', { name: ownerName ?? t('common.noName') })];
  const shown = mayChange ? acts : [];
  return (
    <ChoiceLine
      name={name}
      facts={[t('groups.size', { count: people }), ...owner, saySharing(group)]}
      acts={shown.map(({ kind, label, icon }) => ({
        label: t(label, { name }),
        icon,
        onPress: () => onOpen(kind),
      }))}
      choose={{
        text: t('groups.take'),
        label: t('groups.choose', { name }),
        disabled: people === 0,
        onPress: onChoose,
      }}
    />
  );
}
