import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/result.ts';
import { PageLanguage, type SubscriptionType } from '../../lib/contract/subscription.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { locale, t } from '../i18n.ts';
import { Form, TextField } from '../person/Form.tsx';

interface SubscriptionTypeDialogProps {
  /** Null: one more. */
  type: SubscriptionType | null;
  others: readonly SubscriptionType[];
  onClose(): void;
  save(type: SubscriptionType): Promise<Result<unknown>>;
  onSaved(type: SubscriptionType): void;
}

/** What a type of mailings is called, here and on the pages that people see. */
export function SubscriptionTypeDialog({
  type,
  others,
  onClose,
  save,
  onSaved,
}: SubscriptionTypeDialogProps) {
  const [id] = useState(() => type?.id ?? crypto.randomUUID());
  const [name, setName] = useState(type?.name ?? '');
  const [names, setNames] = useState<Partial<Record<PageLanguage, string>>>(type?.names ?? {});
  const [tried, setTried] = useState(false);
  const languages = new Intl.DisplayNames(locale(), { type: 'language' });
  const isTaken = others.some((other) => other.name.toLowerCase() === name.trim().toLowerCase());
  const filled = PageLanguage.options.flatMap((language) => {
    const text = names[language]?.trim();
    return text ? [[language, text] as const] : [];
  });
  const written: SubscriptionType = {
    id,
    name: name.trim(),
    names: Object.fromEntries(filled),
    active: type?.active ?? true,
  };
  const submit = useSubmit(
    () => save(written),
    () => onSaved(written),
  );
  const fault = name.trim() === '' ? t('company.nameNeeded') : isTaken ? t('subscriptions.taken') : null;
  return (
    <Modal
      name="subscription-type"
      title={type ? t('contact.edit', { name: type.name }) : t('subscriptions.new')}
      onClose={onClose}
    >
      <Form
        action={t('settings.save')}
        submit={submit}
        onSubmit={() => {
          setTried(true);
          if (fault === null) void submit.submit();
        }}
      >
        <TextField
          label={t('contacts.name')}
          value={name}
          maxLength={100}
          first
          wrong={tried ? fault : null}
          onInput={setName}
        />
        <p class="soft small">{t('subscriptions.languages')}</p>
        {PageLanguage.options.map((language) => (
          <TextField
            key={language}
            label={languages.of(language) ?? language}
            value={names[language] ?? ''}
            maxLength={100}
            optional
            onInput={(text) => setNames({ ...names, [language]: text })}
          />
        ))}
      </Form>
    </Modal>
  );
}
