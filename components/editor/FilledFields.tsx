import type { FilledField } from '../../lib/core/template/email.ts';
import { t } from '../i18n.ts';

interface FilledFieldsProps {
  /** Whose data was filled in. */
  name: string;
  fields: readonly FilledField[];
}

/** What stands in the mail for each field, and where it came from. */
export function FilledFields({ name, fields }: FilledFieldsProps) {
  if (fields.length === 0) return null;
  return (
    <details class="filled-fields" open>
      <summary>{t('editor.fieldsFor', { name })}</summary>
      <dl>
        {fields.map((filled) => (
          <div key={`${filled.source} ${filled.why} ${filled.field}`}>
            <dt>
              <code dir="ltr">{filled.field}</code>
            </dt>
            <dd>
              {filled.text.trim() === '' ? <em>{t('editor.filledEmpty')}</em> : <bdi>{cut(filled.text)}</bdi>}{' '}
              <small class="soft">{t(`editor.filled.${whyOf(filled)}`)}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function whyOf({ source, why, text }: FilledField) {
  if (source === 'exception') return text === '' ? 'nothing' : 'usual';
  return why === 'unsafe' ? why : source;
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
