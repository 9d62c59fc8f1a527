import type { ComposeField } from '../../lib/contract/compose.ts';
import type { MailFunction, MissingPart } from '../../lib/contract/mail-page.ts';
import type { RenderedEmail } from '../../lib/contract/messages.ts';
import { CopyButton } from '../feedback/CopyButton.tsx';
import { t } from '../i18n.ts';

/** The way by hand: each field that a mail page does not take, to be copied. */
export function CopyFields({ fields, email }: { fields: readonly ComposeField[]; email: RenderedEmail }) {
  return (
    <div class="row-of wrap">
      {fields.map((field) => (
        <CopyButton
          key={field}
          text={textOf(field, email)}
          label={t('compose.copyField', { field: t(`compose.field.${field}`) })}
        />
      ))}
    </div>
  );
}

const written: Partial<Record<MailFunction, readonly ComposeField[]>> = {
  openCompose: ['to', 'cc', 'bcc', 'subject', 'body'],
  recipients: ['to'],
  copies: ['cc', 'bcc'],
  subject: ['subject'],
  body: ['body'],
};

/** Fields of an email that cannot be filled in while these parts of the mail page are lost, and that it has. */
export function fieldsLost(missing: readonly MissingPart[], email: RenderedEmail): ComposeField[] {
  const lost = new Set(missing.flatMap(({ function: name }) => written[name] ?? []));
  return [...lost].filter((field) => textOf(field, email) !== '');
}

function textOf(field: ComposeField, email: RenderedEmail): string {
  if (field === 'subject') return email.subject;
  if (field === 'body') return email.text;
  return email[field].map(({ email: address, name }) => (name ? `${name} <${address}>` : address)).join(', ');
}
