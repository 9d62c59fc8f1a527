import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { suggestPerson } from '../../lib/core/person/suggest.ts';
import { useLink } from '../data/link.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { PersonForm } from './PersonForm.tsx';
import { personDraft } from './person-draft.ts';

interface AddPersonDialogProps {
  /** As the mail page shows them. */
  name: string;
  email: string;
  onClose(): void;
  onDone(person: Person): void;
}

/** Somebody from the mail becomes a person of the workspace; what the page shows is filled in, to be looked over. */
export function AddPersonDialog({ name, email, onClose, onDone }: AddPersonDialogProps) {
  const link = useLink();
  const [id] = useState(() => crypto.randomUUID());
  return (
    <Modal name="add-person" title={t('addPerson.title')} onClose={onClose}>
      <PersonForm
        start={personDraft({ ...suggestPerson(name, email), email })}
        action={t('person.add')}
        isWhole={false}
        save={(person) => link.ask('person.add', { id, ...person })}
        onSaved={onDone}
      />
    </Modal>
  );
}
