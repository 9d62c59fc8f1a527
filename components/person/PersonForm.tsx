import { useState } from 'preact/hooks';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { CustomFields } from './CustomFields.tsx';
import { Form, TextField } from './Form.tsx';
import { PersonPlace } from './PersonPlace.tsx';
import { type PersonDraft, type PersonFault, readPerson } from './person-draft.ts';

interface PersonFormProps<T> {
  start: PersonDraft;
  /** As they are now; absent: somebody new. */
  before?: Person;
  /** What is written on the button. */
  action: string;
  /** Beside who it is and how they are reached: where they live, and custom fields. */
  isWhole: boolean;
  save(person: NewPerson): Promise<Result<T>>;
  onSaved(saved: T): void;
}

const faults = {
  nameNeeded: 'addPerson.nameNeeded',
  notAddress: 'addPerson.notAddress',
  notProfile: 'contact.notProfile',
  fieldName: 'contact.fieldName',
  fieldTwice: 'contact.fieldTwice',
} as const satisfies Record<PersonFault, string>;

/** Who somebody is, to be written. What is wrong is said at its field once it was to be saved. */
export function PersonForm<T>({ start, before, action, isWhole, save, onSaved }: PersonFormProps<T>) {
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const read = readPerson(draft, before);
  const submit = useSubmit(async () => await save(wholeOf(read)), onSaved);
  const wrong = (field: string): string | null => {
    const fault = tried && !read.ok ? read.faults[field] : undefined;
    return fault ? t(faults[fault]) : submit.wrong(field);
  };
  const set = (part: Partial<PersonDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const send = (): void => {
    setTried(true);
    if (read.ok) void submit.submit();
  };
  return (
    <Form action={action} submit={submit} onSubmit={send}>
      <TextField
        label={t('addPerson.firstName')}
        value={draft.firstName}
        maxLength={100}
        first
        wrong={wrong('firstName')}
        onInput={(firstName) => set({ firstName })}
      />
      <TextField
        label={t('addPerson.lastName')}
        value={draft.lastName}
        maxLength={100}
        wrong={wrong('lastName')}
        onInput={(lastName) => set({ lastName })}
      />
      <TextField
        label={t('addPerson.email')}
        type="email"
        value={draft.email}
        maxLength={254}
        wrong={wrong('email')}
        onInput={(email) => set({ email })}
      />
      <TextField
        label={t('addPerson.company')}
        value={draft.companyName}
        maxLength={200}
        optional
        wrong={wrong('companyName')}
        onInput={(companyName) => set({ companyName })}
      />
      <TextField
        label={t('addPerson.jobTitle')}
        value={draft.title}
        maxLength={200}
        optional
        wrong={wrong('title')}
        onInput={(title) => set({ title })}
      />
      <TextField
        label={t('addPerson.phone')}
        type="tel"
        value={draft.phone}
        maxLength={50}
        optional
        wrong={wrong('phone')}
        onInput={(phone) => set({ phone })}
      />
      {isWhole && (
        <>
          <PersonPlace draft={draft} wrong={wrong} onChange={set} />
          <CustomFields
            fields={draft.fields}
            wrong={(place) => wrong(`fields.${place}`)}
            onChange={(fields) => set({ fields })}
          />
        </>
      )}
    </Form>
  );
}

function wholeOf(read: ReturnType<typeof readPerson>): NewPerson {
  if (!read.ok) throw new Error('expected a person without faults');
  return read.value;
}
