import { useState } from 'preact/hooks';
import type { StepEmail } from '../../lib/contract/campaign.ts';
import { readRecipients, writeRecipients, wrongRecipient } from '../../lib/core/mail/recipients.ts';
import { t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';

const lists = ['cc', 'bcc'] as const;

interface CopiesFieldsProps {
  email: StepEmail;
  onChange(change: Partial<Pick<StepEmail, 'cc' | 'bcc'>>): void;
}

/** Who gets a copy of each mail of a step. */
export function CopiesFields({ email, onChange }: CopiesFieldsProps) {
  return (
    <div class="copies-fields">
      {lists.map((list) => (
        <Recipients
          key={list}
          label={t(`compose.field.${list}`)}
          value={email[list]}
          onChange={(recipients) => onChange({ [list]: recipients })}
        />
      ))}
    </div>
  );
}

interface RecipientsProps {
  label: string;
  value: StepEmail['cc'];
  onChange(recipients: StepEmail['cc']): void;
}

function Recipients({ label, value, onChange }: RecipientsProps) {
  const [typed, setTyped] = useState(() => writeRecipients(value));
  // As it is typed, unless the list has come from elsewhere meanwhile.
  const isOwn = JSON.stringify(readRecipients(typed)) === JSON.stringify(value);
  const wrong = wrongRecipient(value);
  return (
    <TextField
      label={label}
      value={isOwn ? typed : writeRecipients(value)}
      optional
      wrong={wrong === null ? null : t('campaigns.notAddress', { typed: wrong })}
      onInput={(next) => {
        setTyped(next);
        onChange(readRecipients(next));
      }}
    />
  );
}
