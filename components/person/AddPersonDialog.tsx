import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { EmailAddress } from '../../lib/contract/primitives.ts';
import { suggestPerson } from '../../lib/core/person/suggest.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { Form, TextField } from './Form.tsx';

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
  const [typed, setTyped] = useState(() => ({ ...suggestPerson(name, email), email, title: '', phone: '' }));
  const [tried, setTried] = useState(false);
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  const address = typed.email.trim();
  const person = {
    id,
    firstName: typed.firstName.trim(),
    lastName: typed.lastName.trim(),
    email: address || null,
    companyName: typed.companyName.trim() || null,
    title: typed.title.trim() || null,
    phone: typed.phone.trim() || null,
  };
  const submit = useSubmit(() => link.ask('person.add', person), onDone);
  const badAddress = address !== '' && !EmailAddress.safeParse(address).success;
  const nobody = !person.firstName && !person.lastName && !person.email;
  const send = (): void => {
    setTried(true);
    if (!badAddress && !nobody) void submit.submit();
  };
  return (
    <Modal name="add-person" title={t('addPerson.title')} onClose={onClose}>
      <Form action={t('person.add')} submit={submit} onSubmit={send}>
        <TextField
          label={t('addPerson.firstName')}
          value={typed.firstName}
          maxLength={100}
          first
          wrong={tried && nobody ? t('addPerson.nameNeeded') : submit.wrong('firstName')}
          onInput={set('firstName')}
        />
        <TextField
          label={t('addPerson.lastName')}
          value={typed.lastName}
          maxLength={100}
          wrong={submit.wrong('lastName')}
          onInput={set('lastName')}
        />
        <TextField
          label={t('addPerson.email')}
          type="email"
          value={typed.email}
          maxLength={254}
          wrong={tried && badAddress ? t('addPerson.notAddress') : submit.wrong('email')}
          onInput={set('email')}
        />
        <TextField
          label={t('addPerson.company')}
          value={typed.companyName}
          maxLength={200}
          optional
          wrong={submit.wrong('companyName')}
          onInput={set('companyName')}
        />
        <TextField
          label={t('addPerson.jobTitle')}
          value={typed.title}
          maxLength={200}
          optional
          wrong={submit.wrong('title')}
          onInput={set('title')}
        />
        <TextField
          label={t('addPerson.phone')}
          type="tel"
          value={typed.phone}
          maxLength={50}
          optional
          wrong={submit.wrong('phone')}
          onInput={set('phone')}
        />
      </Form>
    </Modal>
  );
}
