import type { KeyboardEventHandler, Ref } from 'preact';
import { Icon } from '../Icon.tsx';

interface SearchFieldProps {
  /** What is looked for, also where nothing is written yet. */
  label: string;
  value: string;
  field: Ref<HTMLInputElement>;
  onSearch(words: string): void;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
}

/** Words that a list is narrowed by, as they are written. */
export function SearchField({ label, value, field, onSearch, onKeyDown }: SearchFieldProps) {
  return (
    <label class="search-field grow">
      <span class="heard">{label}</span>
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="search"
        placeholder={label}
        maxLength={200}
        value={value}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}
