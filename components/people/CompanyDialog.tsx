import { useState } from 'preact/hooks';
import type { CompanyRow } from '../../lib/contract/company.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { CustomFields } from '../person/CustomFields.tsx';
import { CheckField, Form, TextField } from '../person/Form.tsx';
import { CountryField } from '../person/PersonPlace.tsx';
import { type CompanyDraft, type CompanyFault, companyDraft, readCompany } from './company-draft.ts';

interface CompanyDialogProps {
  /** Null: one more. */
  company: CompanyRow | null;
  onClose(): void;
  onSaved(company: CompanyRow): void;
}

const faults = {
  nameNeeded: 'company.nameNeeded',
  notAddress: 'addPerson.notAddress',
  notWebsite: 'company.notWebsite',
  fieldName: 'contact.fieldName',
  fieldTwice: 'contact.fieldTwice',
} as const satisfies Record<CompanyFault, string>;

/** Everything that is known of a company, to be written. */
export function CompanyDialog({ company, onClose, onSaved }: CompanyDialogProps) {
  const ask = useLibrary();
  const [id] = useState(() => company?.id ?? crypto.randomUUID());
  const [draft, setDraft] = useState(() => companyDraft(company ?? {}));
  const [tried, setTried] = useState(false);
  const read = readCompany(draft);
  const submit = useSubmit(async () => {
    if (!read.ok) throw new Error('expected a company without faults');
    return company
      ? await ask('companies.update', { params: { id }, body: read.value })
      : await ask('companies.create', { body: { id, ...read.value } });
  }, onSaved);
  const set = (part: Partial<CompanyDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const wrong = (field: string): string | null => {
    const fault = tried && !read.ok ? read.faults[field] : undefined;
    return fault ? t(faults[fault]) : submit.wrong(field);
  };
  const send = (): void => {
    setTried(true);
    if (read.ok) void submit.submit();
  };
  const line = (field: Exclude<keyof CompanyDraft, 'fields' | 'noMailings'>, most: number) => ({
    value: draft[field],
    maxLength: most,
    wrong: wrong(field),
    onInput: (value: string) => set({ [field]: value }),
  });
  return (
    <Modal
      name="company"
      title={company ? t('contact.edit', { name: company.name }) : t('company.new')}
      onClose={onClose}
    >
      <Form action={t(company ? 'settings.save' : 'company.add')} submit={submit} onSubmit={send}>
        <TextField label={t('contacts.name')} first {...line('name', 200)} />
        <TextField label={t('addPerson.email')} type="email" optional {...line('email', 254)} />
        <TextField label={t('addPerson.phone')} type="tel" optional {...line('phone', 50)} />
        <TextField label={t('company.website')} optional {...line('website', 500)} />
        <TextField label={t('company.street')} optional {...line('street', 200)} />
        <TextField label={t('company.postcode')} optional {...line('postcode', 200)} />
        <TextField label={t('company.city')} optional {...line('city', 200)} />
        <CountryField
          label={t('company.country')}
          country={draft.country}
          onChange={(country) => set({ country })}
        />
        <CustomFields
          fields={draft.fields}
          wrong={(place) => wrong(`fields.${place}`)}
          onChange={(fields) => set({ fields })}
        />
        <CheckField
          label={t('company.noMailings')}
          on={draft.noMailings}
          onChange={(noMailings) => set({ noMailings })}
        />
      </Form>
    </Modal>
  );
}
