import { useState } from 'preact/hooks';
import type { NewSource } from '../../lib/contract/mailing-api.ts';
import type { Live } from '../data/use-live.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SelectField } from '../person/Form.tsx';

/** What a source says, but for its name. */
export type Source = NewSource extends infer S ? (S extends unknown ? Omit<S, 'id'> : never) : never;

export interface SourceFormProps {
  onAdd(source: Source): Promise<void>;
}

export function AddButton({ disabled = false, onClick }: { disabled?: boolean; onClick(): void }) {
  return (
    <div>
      <button type="button" class="button" disabled={disabled} onClick={onClick}>
        <Icon name="add" />
        {t('mailings.add')}
      </button>
    </div>
  );
}

interface OneOfProps {
  kind: 'selection' | 'project' | 'import';
  label: string;
  /** What stands in the field before one is chosen. */
  choose: string;
  /** What is said where there are none. */
  none: string;
  live: Live<readonly { id: string; name: string; people: number | null }[]>;
  onAdd(source: Source): Promise<void>;
}

/** One of the lists there are. */
function OneOf({ kind, label, choose, none, live, onAdd }: OneOfProps) {
  const [refId, setRefId] = useState('');
  return (
    <>
      {live.problem && <ProblemNote problem={live.problem} />}
      {live.value?.length === 0 && <p class="soft">{none}</p>}
      <SelectField
        label={label}
        options={[
          { value: '', label: choose },
          ...(live.value ?? []).map(({ id, name, people }) => ({
            value: id,
            label: people === null ? name : t('mailings.selectionLine', { name, count: people }),
          })),
        ]}
        value={refId}
        onChange={setRefId}
      />
      <AddButton disabled={!refId} onClick={() => void onAdd({ kind, refId, excludes: false })} />
    </>
  );
}

export function SelectionSource({ onAdd }: SourceFormProps) {
  const ask = useLibrary();
  const known = useAsked('selections', () => ask('selections.list', {}));
  return (
    <OneOf
      kind="selection"
      label={t('mailings.selection')}
      choose={t('mailings.chooseSelection')}
      none={t('selections.noneText')}
      live={{ ...known, value: known.value?.selections ?? null }}
      onAdd={onAdd}
    />
  );
}

export function ProjectSource({ onAdd }: SourceFormProps) {
  const ask = useLibrary();
  const known = useAsked('projects', () => ask('projects.list', {}));
  return (
    <OneOf
      kind="project"
      label={t('mailings.projectField')}
      choose={t('mailings.chooseProject')}
      none={t('mailings.noProjects')}
      live={{ ...known, value: known.value?.projects ?? null }}
      onAdd={onAdd}
    />
  );
}

/** A list that was imported before, or one of a file that is imported now. */
export function ImportSource({ onAdd, onImport }: SourceFormProps & { onImport(): void }) {
  const ask = useLibrary();
  const known = useAsked('imported lists', () => ask('imports.list', { query: { limit: 200 } }));
  const lists = known.value?.imports.filter(({ target, status }) => target === 'list' && status === 'done');
  return (
    <>
      <p class="soft small">{t('mailings.listHint')}</p>
      <div>
        <button type="button" class="button" onClick={onImport}>
          <Icon name="table" />
          {t('mailings.importList')}
        </button>
      </div>
      <OneOf
        kind="import"
        label={t('mailings.list')}
        choose={t('mailings.chooseList')}
        none={t('mailings.noLists')}
        live={{ ...known, value: lists?.map(({ id, name }) => ({ id, name, people: null })) ?? null }}
        onAdd={onAdd}
      />
    </>
  );
}
