import type { RefObject } from 'preact';
import { TemplateView } from '../../lib/contract/template-library.ts';
import { t } from '../i18n.ts';
import { type LibraryAddress, sorts } from './address.ts';
import { SearchField } from './SearchField.tsx';

interface LibraryFiltersProps {
  address: LibraryAddress;
  /** Names, by the alphabet. */
  categories: readonly string[];
  field: RefObject<HTMLInputElement | null>;
  onChange(change: Partial<LibraryAddress>): void;
}

/** Which templates are shown, and in what order. */
export function LibraryFilters({ address, categories, field, onChange }: LibraryFiltersProps) {
  const { view, search, category, sort } = address;
  return (
    <search class="library-filters">
      <SearchField
        label={t('library.search')}
        value={search}
        field={field}
        onSearch={(words) => onChange({ search: words })}
      />
      <Choice
        label={t('library.view.label')}
        value={view}
        options={TemplateView.options.map((value) => ({ value, label: t(`library.view.${value}`) }))}
        onChange={(value) => onChange({ view: TemplateView.parse(value) })}
      />
      <Choice
        label={t('tools.category')}
        value={category}
        options={[
          { value: '', label: t('tools.allCategories') },
          ...categories.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(value) => onChange({ category: value })}
      />
      <Choice
        label={t('library.sort.label')}
        value={sort}
        options={sorts.map((value) => ({ value, label: t(`library.sort.${value}`) }))}
        onChange={(value) => onChange({ sort: sorts.find((one) => one === value) ?? 'name' })}
      />
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
}

/** One choice beside its label. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="library-choice">
      <span class="soft small">{label}</span>
      <select class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
