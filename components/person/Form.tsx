import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Submit } from '../data/use-submit.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';

interface FormProps {
  action: string;
  /** Everything that the person must still do; pressing the button before says it at the field. */
  onSubmit(): void;
  /** Absent: nothing is sent, so nothing is awaited and nobody refuses it. */
  submit?: Pick<Submit, 'busy' | 'problem'>;
  children: ComponentChildren;
}

/** The body of a dialog: its fields, what the server says against them, and the one button. Ctrl+Enter presses it. */
export function Form({ action, onSubmit, submit, children }: FormProps) {
  return (
    <form
      class="stack form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {submit?.problem && <ProblemNote problem={submit.problem} />}
      <button type="submit" class="button main" disabled={submit?.busy}>
        {submit?.busy ? t('person.saving') : action}
      </button>
    </form>
  );
}

interface FieldProps {
  label: string;
  optional?: boolean | undefined;
  /** What is wrong with it; null while nothing is. */
  wrong: string | null;
  /** What is typed into, with what ties it to its label and to the words below it. */
  children(tied: {
    id: string;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
  }): ComponentChildren;
}

/** A labelled field, with what is wrong with it right below. */
export function Field({ label, optional, wrong, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class="legend">
        {label} {optional && <small>({t('common.optional')})</small>}
      </label>
      {children({
        id,
        'aria-invalid': wrong !== null,
        'aria-describedby': wrong === null ? undefined : `${id}-wrong`,
      })}
      {wrong !== null && (
        <small id={`${id}-wrong`} class="danger" role="alert">
          {wrong}
        </small>
      )}
    </div>
  );
}

interface CheckFieldProps {
  label: string;
  on: boolean;
  onChange(on: boolean): void;
}

/** One thing that is so or not, with what it says. */
export function CheckField({ label, on, onChange }: CheckFieldProps) {
  return (
    <label class="row-of">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  type?: 'text' | 'email' | 'tel' | 'date' | 'datetime-local' | 'password';
  optional?: boolean;
  first?: boolean;
  maxLength?: number;
  /** Id of a list of what is often typed. */
  list?: string;
  max?: string | undefined;
  min?: string | undefined;
  /** What is wrong with it; null while nothing is. */
  wrong?: string | null;
  onInput(value: string): void;
}

/** One line to type in. */
export function TextField({
  label,
  value,
  type = 'text',
  optional,
  first,
  list,
  wrong = null,
  onInput,
  ...limits
}: TextFieldProps) {
  return (
    <Field label={label} optional={optional} wrong={wrong}>
      {(tied) => (
        <input
          class="input"
          {...kindOf(type, list)}
          dir={type === 'text' ? 'auto' : 'ltr'}
          value={value}
          data-first={first || undefined}
          {...tied}
          onInput={(event) => onInput(event.currentTarget.value)}
          {...limits}
        />
      )}
    </Field>
  );
}

/** The typings tell inputs apart by their `type`; these kinds take the same attributes. */
function kindOf(type: NonNullable<TextFieldProps['type']>, list: string | undefined): object {
  return { type, list };
}

/** Some lines to type in. */
export function LongField({
  label,
  value,
  maxLength,
  optional = true,
  wrong = null,
  onInput,
}: {
  label: string;
  value: string;
  maxLength: number;
  optional?: boolean;
  /** What is wrong with it; null while nothing is. */
  wrong?: string | null;
  onInput(value: string): void;
}) {
  return (
    <Field label={label} optional={optional} wrong={wrong}>
      {(tied) => (
        <textarea
          class="input"
          dir="auto"
          maxLength={maxLength}
          value={value}
          {...tied}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface ChoicesProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange(value: NoInfer<T>): void;
}

/** A few ways, of which one is chosen, or none yet; all in sight. */
export function Choices<T extends string>({
  label,
  options,
  value,
  onChange,
}: Omit<ChoicesProps<T>, 'value'> & { value: T | null }) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class="legend">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Many ways, of which one is chosen. */
export function SelectField<T extends string>({ label, options, value, onChange }: ChoicesProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
