import { useState } from 'preact/hooks';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { ListNameField } from './ListNameField.tsx';
import type { ListKind } from './list-kind.ts';

interface KeepPeopleProps {
  kind: ListKind;
  /** Who is chosen now. */
  personIds: readonly string[];
  onClose(): void;
  /** @param said - what was done, in a sentence */
  onKept(said: string, name: string): void;
}

/** Keeps people as a new selection or project, or adds them to one that is there. */
export function KeepPeople({ kind, personIds, onClose, onKept }: KeepPeopleProps) {
  const ask = useLibrary();
  const list = useAsked(`own ${kind}`, () => listOwn(ask, kind));
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => crypto.randomUUID());
  const [into, setInto] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const submit = useSubmit(
    () => keepAll(ask, kind, { id, name, into, personIds }),
    (kept) => onKept(t(`${kind}.${into ? 'added' : 'kept'}`, { name: kept.name }), kept.name),
  );
  const own = list.value ?? [];
  const save = (): void => {
    setTried(true);
    if (into || name.trim()) void submit.submit();
  };
  return (
    <Modal name={`keep-${kind}`} title={t(`${kind}.addPeople`)} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <p>{t(`${kind}.addText`)}</p>
        {list.problem && <ProblemNote problem={list.problem} />}
        {own.length > 0 && (
          <label class="field">
            <span>{t(`${kind}.into`)}</span>
            <select class="input" value={into} onChange={(event) => setInto(event.currentTarget.value)}>
              <option value="">{t(`${kind}.newOne`)}</option>
              {own.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {!into && <ListNameField value={name} tried={tried} onInput={setName} />}
      </Form>
    </Modal>
  );
}

interface Named {
  id: string;
  name: string;
}

/** Lists to which the user may add people by hand. */
async function listOwn(ask: AskLibrary, kind: ListKind): Promise<Result<Named[]>> {
  if (kind === 'projects') {
    const answer = await ask('projects.list', {});
    if (!answer.ok) return answer;
    return { ok: true, value: answer.value.projects.filter(({ mayChange }) => mayChange) };
  }
  const answer = await ask('selections.list', {});
  if (!answer.ok) return answer;
  const { selections } = answer.value;
  return { ok: true, value: selections.filter((one) => one.mayChange && one.kind === 'static') };
}

/** Keeps people, as many at a time as the server takes; said again after a failure, it adds nothing twice. */
async function keepAll(
  ask: AskLibrary,
  kind: ListKind,
  { id, name, into, personIds }: { id: string; name: string; into: string; personIds: readonly string[] },
): Promise<Result<Named>> {
  const parts = [];
  for (let start = 0; start < personIds.length; start += mostPeopleAtOnce)
    parts.push(personIds.slice(start, start + mostPeopleAtOnce));
  const [first = [], ...others] = parts;
  const add = async (people: string[]): Promise<Result<Named>> =>
    await ask(`${kind}.change`, { params: { id: into || id }, body: { add: people } });
  let kept: Result<Named> = into
    ? await add(first)
    : await ask(`${kind}.create`, { body: { id, name, personIds: first } });
  for (const people of others) if (kept.ok) kept = await add(people);
  return kept;
}
