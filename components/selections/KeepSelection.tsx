import { useState } from 'preact/hooks';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import type { Result } from '../../lib/contract/result.ts';
import type { Selection } from '../../lib/contract/selection.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { SelectionName } from './SelectionName.tsx';

interface KeepSelectionProps {
  /** Who is chosen now. */
  personIds: readonly string[];
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onKept(said: string, name: string): void;
}

/** Keeps people as a new selection, or adds them to one that is there. */
export function KeepSelection({ personIds, onClose, onKept }: KeepSelectionProps) {
  const ask = useLibrary();
  const list = useAsked('selections', () => ask('selections.list', {}));
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => crypto.randomUUID());
  const [into, setInto] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const submit = useSubmit(
    () => keepAll(ask, { id, name, into, personIds }),
    (selection) =>
      onKept(t(into ? 'selections.added' : 'selections.kept', { name: selection.name }), selection.name),
  );
  const own = list.value?.selections.filter(({ mayChange, kind }) => mayChange && kind === 'static') ?? [];
  const save = (): void => {
    setTried(true);
    if (into || name.trim()) void submit.submit();
  };
  return (
    <Modal name="keep-selection" title={t('selections.addPeople')} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <p>{t('selections.addText')}</p>
        {list.problem && <ProblemNote problem={list.problem} />}
        {own.length > 0 && (
          <label class="field">
            <span>{t('selections.into')}</span>
            <select class="input" value={into} onChange={(event) => setInto(event.currentTarget.value)}>
              <option value="">{t('selections.newOne')}</option>
              {own.map((selection) => (
                <option key={selection.id} value={selection.id}>
                  {selection.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {!into && <SelectionName value={name} tried={tried} onInput={setName} />}
      </Form>
    </Modal>
  );
}

/** Keeps people, as many at a time as the server takes; said again after a failure, it adds nothing twice. */
async function keepAll(
  ask: AskLibrary,
  { id, name, into, personIds }: { id: string; name: string; into: string; personIds: readonly string[] },
): Promise<Result<Selection>> {
  const parts = [];
  for (let start = 0; start < personIds.length; start += mostPeopleAtOnce)
    parts.push(personIds.slice(start, start + mostPeopleAtOnce));
  const [first = [], ...others] = parts;
  let kept = into
    ? await ask('selections.change', { params: { id: into }, body: { add: first } })
    : await ask('selections.create', { body: { id, name, personIds: first } });
  for (const add of others)
    if (kept.ok) kept = await ask('selections.change', { params: { id: into || id }, body: { add } });
  return kept;
}
