import { useId } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { FieldLine } from './read-fields.ts';

interface CustomFieldsProps {
  fields: readonly FieldLine[];
  /** What is wrong with the one at a place; null while nothing is. */
  wrong(place: number): string | null;
  onChange(fields: readonly FieldLine[]): void;
}

/** Fields of a workspace's own, a name and a value each; names that somebody has are offered. */
export function CustomFields({ fields, wrong, onChange }: CustomFieldsProps) {
  const ask = useLibrary();
  const known = useAsked('field names', () => ask('people.fields', {})).value?.fields ?? [];
  const id = useId();
  const set = (place: number, part: Partial<FieldLine>): void =>
    onChange(fields.map((line, index) => (index === place ? { ...line, ...part } : line)));
  return (
    <fieldset class="stack tight custom-fields">
      <legend class="legend">{t('contact.fields')}</legend>
      <datalist id={id}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {fields.map((line, place) => (
        <div key={place} class="custom-field">
          <input
            class="input"
            dir="auto"
            list={id}
            aria-label={t('contact.fieldLabel')}
            placeholder={t('contact.fieldLabel')}
            aria-invalid={wrong(place) !== null}
            maxLength={64}
            value={line.name}
            onInput={(event) => set(place, { name: event.currentTarget.value })}
          />
          <input
            class="input"
            dir="auto"
            aria-label={t('contact.valueOf', { name: line.name })}
            placeholder={t('contact.value')}
            maxLength={2000}
            value={line.value}
            onInput={(event) => set(place, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t('contact.removeField', { name: line.name })}
            title={t('contact.removeField', { name: line.name })}
            onClick={() => onChange(fields.filter((_, index) => index !== place))}
          >
            <Icon name="close" />
          </button>
          {wrong(place) !== null && (
            <small class="danger" role="alert">
              {wrong(place)}
            </small>
          )}
        </div>
      ))}
      <div>
        <button
          type="button"
          class="button plain small"
          onClick={() => onChange([...fields, { name: '', value: '' }])}
        >
          <Icon name="add" />
          {t('contact.addField')}
        </button>
      </div>
    </fieldset>
  );
}
