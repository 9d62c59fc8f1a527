import { useState } from 'preact/hooks';
import { mostPerLaunch } from '../../lib/contract/limits.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Selection } from '../../lib/contract/selection.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ChoiceLine } from '../library/ChoiceLine.tsx';
import { SharingDialog, saySharing } from '../library/SharingDialog.tsx';
import { DeleteSelection } from './DeleteSelection.tsx';
import { EditSelection } from './EditSelection.tsx';

interface SelectionsDialogProps {
  /** Of whoever is signed in. */
  userId: string;
  onClose(): void;
  /** @param people - as many of a selection as one launch may take, and how many are in it in all */
  onChoose(selection: Selection, people: readonly Person[], total: number): void;
}

type Open = { kind: 'edit' | 'share' | 'delete'; selection: Selection };

/** Selections of people that somebody may see: to choose one, and to look after one's own. One dialog is open at a time. */
export function SelectionsDialog({ userId, onClose, onChoose }: SelectionsDialogProps) {
  const ask = useLibrary();
  const list = useAsked('selections', () => ask('selections.list', {}));
  const [open, setOpen] = useState<Open | null>(null);
  const [spoken, setSpoken] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [deleted, setDeleted] = useState<Selection | null>(null);
  const back = (): void => setOpen(null);
  const done = (said: string): void => {
    back();
    setSpoken(said);
    void list.reload();
  };
  const choose = async (selection: Selection): Promise<void> => {
    const query = { limit: mostPerLaunch };
    const answer = await attempt(() => ask('selections.people', { params: { id: selection.id }, query }));
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onChoose(selection, answer.value.people, answer.value.total);
  };
  const takeBack = async ({ id, name }: Selection): Promise<void> => {
    const answer = await attempt(() => ask('selections.restore', { params: { id } }));
    setProblem(answer.ok ? null : answer.problem);
    // What is kept no longer is not offered again.
    if (answer.ok || answer.problem.code === 'NOT_FOUND') setDeleted(null);
    if (answer.ok) done(t('selections.broughtBack', { name }));
  };
  if (open?.kind === 'edit')
    return (
      <EditSelection
        selection={open.selection}
        onClose={back}
        onSaved={({ name }) => done(t('selections.saved', { name }))}
      />
    );
  if (open?.kind === 'share')
    return (
      <SharingDialog
        kind="selections"
        name={open.selection.name}
        sharing={open.selection}
        onClose={back}
        share={(body) => ask('selections.share', { params: { id: open.selection.id }, body })}
        onShared={(_, said) => done(said)}
      />
    );
  if (open?.kind === 'delete')
    return (
      <DeleteSelection
        selection={open.selection}
        onClose={back}
        onDeleted={() => {
          setDeleted(open.selection);
          setProblem(null);
          done(t('selections.deleted', { name: open.selection.name }));
        }}
      />
    );
  const selections = list.value?.selections;
  const shown = problem ?? list.problem;
  return (
    <Modal name="selections" title={t('selections.title')} onClose={onClose}>
      <div class="stack form choosing">
        {shown && (
          <ProblemNote
            problem={shown}
            reasons={shown.code === 'NOT_FOUND' ? [t('selections.keptNoLonger')] : []}
            onDismiss={() => setProblem(null)}
          />
        )}
        {!selections && !shown && <Bones label={t('queue.loading')} />}
        {selections?.length === 0 && (
          <Empty icon="people" title={t('selections.none')} text={t('selections.noneText')} />
        )}
        {selections && selections.length > 0 && (
          <ul class="launch-list">
            {selections.map((selection) => (
              <Line
                key={selection.id}
                selection={selection}
                isOwn={selection.ownerId === userId}
                onChoose={() => void choose(selection)}
                onOpen={(kind) => setOpen({ kind, selection })}
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

interface LineProps {
  selection: Selection;
  isOwn: boolean;
  onChoose(): void;
  onOpen(kind: Open['kind']): void;
}

const acts = [
  { kind: 'edit', label: 'selections.edit', icon: 'edit' },
  { kind: 'share', label: 'sharing.of', icon: 'people' },
  { kind: 'delete', label: 'selections.delete', icon: 'delete' },
] as const;

function Line({ selection, isOwn, onChoose, onOpen }: LineProps) {
  const { name, people, ownerName, mayChange } = selection;
  const owner = isOwn ? [] : [t('selections.ownedBy', { name: ownerName ?? t('common.noName') })];
  // What others ask for is changed on a page of its own.
  const shown = mayChange ? acts.filter(({ kind }) => kind !== 'edit' || selection.kind === 'static') : [];
  return (
    <ChoiceLine
      name={name}
      facts={[
        ...(people === null ? [] : [t('selections.size', { count: people })]),
        ...owner,
        saySharing(selection),
      ]}
      acts={shown.map(({ kind, label, icon }) => ({
        label: t(label, { name }),
        icon,
        onPress: () => onOpen(kind),
      }))}
      choose={{
        text: t('selections.take'),
        label: t('selections.choose', { name }),
        disabled: people === 0,
        onPress: onChoose,
      }}
    />
  );
}
