import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { useLink } from '../data/link.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { whoOf } from './NamedPerson.tsx';
import { PersonForm } from './PersonForm.tsx';
import { personDraft } from './person-draft.ts';

interface ContactDialogProps {
  /** Null: somebody new. */
  person: Person | null;
  /** Where somebody new works; empty: not known. */
  companyName?: string;
  onClose(): void;
  onSaved(person: Person): void;
}

/** Everything that is known of a contact, to be written. */
export function ContactDialog({ person, companyName = '', onClose, onSaved }: ContactDialogProps) {
  const link = useLink();
  const ask = useLibrary();
  const [id] = useState(() => person?.id ?? crypto.randomUUID());
  const title = person ? t('contact.edit', { name: whoOf(person) }) : t('addPerson.title');
  return (
    <Modal name="contact" title={title} onClose={onClose}>
      <PersonForm
        start={personDraft(person ?? { companyName })}
        {...(person && { before: person })}
        action={t(person ? 'settings.save' : 'person.add')}
        isWhole
        save={(written) =>
          person
            ? ask('people.update', { params: { id }, body: written })
            : link.ask('person.add', { id, ...written })
        }
        onSaved={onSaved}
      />
    </Modal>
  );
}
