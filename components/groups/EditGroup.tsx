import { useState } from 'preact/hooks';
import type { Group } from '../../lib/contract/group-api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ChosenPeople } from '../person/ChosenPeople.tsx';
import { Form } from '../person/Form.tsx';
import { GroupName } from './GroupName.tsx';

interface EditGroupProps {
  group: Group;
  onClose(): void;
  onSaved(group: Group): void;
}

/** What a group is called, and who is in it. Nothing is changed until it is saved. */
export function EditGroup({ group, onClose, onSaved }: EditGroupProps) {
  const ask = useLibrary();
  const params = { id: group.id };
  const list = useAsked(`group ${group.id}`, () => ask('groups.people', { params, query: { limit: 1000 } }));
  const [name, setName] = useState(group.name);
  const [gone, setGone] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const submit = useSubmit(async () => {
    const renamed = await ask('groups.rename', { params, body: { name } });
    if (!renamed.ok || gone.length === 0) return renamed;
    return await ask('groups.change', { params, body: { remove: [...gone] } });
  }, onSaved);
  const save = (): void => {
    setTried(true);
    if (name.trim()) void submit.submit();
  };
  const people = list.value?.people.filter(({ id }) => !gone.includes(id));
  return (
    <Modal name="group" title={t('groups.editTitle', { name: group.name })} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <GroupName value={name} tried={tried} onInput={setName} />
        {list.problem && <ProblemNote problem={list.problem} />}
        {!people && !list.problem && <Bones label={t('queue.loading')} />}
        {people && <Members people={people} onTakeOut={(id) => setGone([...gone, id])} />}
      </Form>
    </Modal>
  );
}

function Members({ people, onTakeOut }: { people: readonly Person[]; onTakeOut(id: string): void }) {
  return (
    <section class="stack tight" aria-labelledby="group-members">
      <h3 id="group-members">{t('groups.members')}</h3>
      {people.length === 0 && <p class="soft">{t('groups.empty')}</p>}
      <ChosenPeople people={people} action={(name) => t('groups.takeOut', { name })} onRemove={onTakeOut} />
    </section>
  );
}
