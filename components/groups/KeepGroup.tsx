import { useState } from 'preact/hooks';
import type { Group } from '../../lib/contract/group-api.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { GroupName } from './GroupName.tsx';

interface KeepGroupProps {
  /** Who is chosen now. */
  personIds: readonly string[];
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onKept(said: string): void;
}

/** Keeps people as a new group, or adds them to one that is there. */
export function KeepGroup({ personIds, onClose, onKept }: KeepGroupProps) {
  const ask = useLibrary();
  const list = useAsked('groups', () => ask('groups.list', {}));
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => crypto.randomUUID());
  const [into, setInto] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const ids = [...personIds];
  const submit = useSubmit(
    () =>
      into
        ? ask('groups.change', { params: { id: into }, body: { add: ids } })
        : ask('groups.create', { body: { id, name, personIds: ids } }),
    (group: Group) => onKept(t(into ? 'groups.added' : 'groups.kept', { name: group.name })),
  );
  const own = list.value?.groups.filter(({ mayChange }) => mayChange) ?? [];
  const save = (): void => {
    setTried(true);
    if (into || name.trim()) void submit.submit();
  };
  return (
    <Modal name="keep-group" title={t('groups.keep')} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <p>{t('groups.keepText')}</p>
        {list.problem && <ProblemNote problem={list.problem} />}
        {own.length > 0 && (
          <label class="field">
            <span>{t('groups.into')}</span>
            <select class="input" value={into} onChange={(event) => setInto(event.currentTarget.value)}>
              <option value="">{t('groups.newOne')}</option>
              {own.map((group) => (
                <option key={group.id} value={group.id}>
                  {group.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {!into && <GroupName value={name} tried={tried} onInput={setName} />}
      </Form>
    </Modal>
  );
}
