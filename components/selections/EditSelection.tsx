import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import type { Selection } from '../../lib/contract/selection.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ListNameField } from '../people-lists/ListNameField.tsx';
import { ChosenPeople } from '../person/ChosenPeople.tsx';
import { Form } from '../person/Form.tsx';

interface EditSelectionProps {
  selection: Selection;
  onClose(): void;
  onSaved(selection: Selection): void;
}

/** What a selection is called, and who is in it. Nothing is changed until it is saved. */
export function EditSelection({ selection, onClose, onSaved }: EditSelectionProps) {
  const ask = useLibrary();
  const params = { id: selection.id };
  const list = useAsked(`selection ${selection.id}`, () =>
    ask('selections.people', { params, query: { limit: 1000 } }),
  );
  const [name, setName] = useState(selection.name);
  const [gone, setGone] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const submit = useSubmit(async () => {
    const renamed = await ask('selections.rename', { params, body: { name } });
    if (!renamed.ok || gone.length === 0) return renamed;
    return await ask('selections.change', { params, body: { remove: [...gone] } });
  }, onSaved);
  const save = (): void => {
    setTried(true);
    if (name.trim()) void submit.submit();
  };
  const people = list.value?.people.filter(({ id }) => !gone.includes(id));
  return (
    <Modal name="selection" title={t('selections.editTitle', { name: selection.name })} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <ListNameField value={name} tried={tried} onInput={setName} />
        {list.problem && <ProblemNote problem={list.problem} />}
        {!people && !list.problem && <Bones label={t('queue.loading')} />}
        {people && <Members people={people} onTakeOut={(id) => setGone([...gone, id])} />}
      </Form>
    </Modal>
  );
}

function Members({ people, onTakeOut }: { people: readonly Person[]; onTakeOut(id: string): void }) {
  return (
    <section class="stack tight" aria-labelledby="selection-members">
      <h3 id="selection-members">{t('selections.members')}</h3>
      {people.length === 0 && <p class="soft">{t('selections.empty')}</p>}
      <ChosenPeople
        people={people}
        action={(name) => t('selections.takeOut', { name })}
        onRemove={onTakeOut}
      />
    </section>
  );
}
