import { Field } from '../person/Form.tsx';

interface NumberFieldProps {
  label: string;
  /** Absent: no such limit. */
  value: number | undefined;
  max: number;
  wrong?: string | null;
  onInput(value: number | undefined): void;
}

/** A whole number from 1, or nothing. */
export function NumberField({ label, value, max, wrong = null, onInput }: NumberFieldProps) {
  return (
    <Field label={label} optional wrong={wrong}>
      {(tied) => (
        <input
          class="input number"
          type="number"
          min={1}
          max={max}
          value={value ?? ''}
          {...tied}
          onInput={(event) => {
            const number = Math.trunc(event.currentTarget.valueAsNumber);
            onInput(Number.isNaN(number) ? undefined : Math.min(max, Math.max(1, number)));
          }}
        />
      )}
    </Field>
  );
}

interface TimeFieldProps {
  label: string;
  value: string;
  wrong?: string | null;
  onInput(value: string): void;
}

/** A clock time. */
export function TimeField({ label, value, wrong = null, onInput }: TimeFieldProps) {
  return (
    <Field label={label} wrong={wrong}>
      {(tied) => (
        <input
          class="input time"
          type="time"
          value={value}
          {...tied}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
