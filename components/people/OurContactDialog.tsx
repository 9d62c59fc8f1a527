import { useState } from 'preact/hooks';
import type { SomeContacts } from '../../lib/contract/our-contacts.ts';
import { mostPeopleAtOnce } from '../../lib/contract/people-list.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { type AskLibrary, useLibrary } from '../library/ask.ts';
import { Form } from '../person/Form.tsx';
import { OurContactFields } from '../person/OurContactFields.tsx';

interface OurContactDialogProps {
  personIds: readonly string[];
  onClose(): void;
  /** @param people - how many have others than before */
  onChanged(people: number): void;
}

/** Says of many people who of the workspace looks after them. */
export function OurContactDialog({ personIds, onClose, onChanged }: OurContactDialogProps) {
  const ask = useLibrary();
  const [contacts, setContacts] = useState<SomeContacts>({});
  const submit = useSubmit(() => setAll(ask, personIds, contacts), onChanged);
  return (
    <Modal
      name="our-contact"
      title={t('ourContact.bulkTitle', { count: personIds.length })}
      onClose={onClose}
    >
      <Form action={t('settings.save')} submit={submit} onSubmit={() => void submit.submit()}>
        <p>{t('ourContact.text')}</p>
        <OurContactFields
          value={contacts}
          mayStay
          onChange={(part) => setContacts((now) => ({ ...now, ...part }))}
        />
      </Form>
    </Modal>
  );
}

async function setAll(
  ask: AskLibrary,
  personIds: readonly string[],
  contacts: SomeContacts,
): Promise<Result<number>> {
  let people = 0;
  for (let start = 0; start < personIds.length; start += mostPeopleAtOnce) {
    const some = personIds.slice(start, start + mostPeopleAtOnce);
    const answer = await ask('people.setContacts', { body: { personIds: some, ...contacts } });
    if (!answer.ok) return answer;
    people += answer.value.people;
  }
  return ok(people);
}
