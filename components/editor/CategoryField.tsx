import { t } from '../i18n.ts';

interface CategoryFieldProps {
  value: string;
  names: readonly string[];
  onInput(value: string): void;
}

/** The folder of a template: one there is, or a new one. */
export function CategoryField({ value, names, onInput }: CategoryFieldProps) {
  return (
    <label class="field">
      <span>
        {t('tools.category')} <small>({t('common.optional')})</small>
      </span>
      <input
        class="input"
        list="categories"
        dir="auto"
        maxLength={100}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <datalist id="categories">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
