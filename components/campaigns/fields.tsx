import { useId } from 'preact/hooks';
import { t } from '../i18n.ts';

interface CheckFieldProps {
  label: string;
  on: boolean;
  onChange(on: boolean): void;
}

export function CheckField({ label, on, onChange }: CheckFieldProps) {
  return (
    <label class="row-of">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

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
  const id = useId();
  return (
    <div class="field">
      <label class="field">
        <span>
          {label} <small>({t('common.optional')})</small>
        </span>
        <input
          class="input number"
          type="number"
          min={1}
          max={max}
          value={value ?? ''}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : id}
          onInput={(event) => {
            const number = Math.trunc(event.currentTarget.valueAsNumber);
            onInput(Number.isNaN(number) ? undefined : Math.min(max, Math.max(1, number)));
          }}
        />
      </label>
      {wrong !== null && (
        <small id={id} class="danger" role="alert">
          {wrong}
        </small>
      )}
    </div>
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
  const id = useId();
  return (
    <div class="field">
      <label class="field">
        <span>{label}</span>
        <input
          class="input time"
          type="time"
          value={value}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : id}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </label>
      {wrong !== null && (
        <small id={id} class="danger" role="alert">
          {wrong}
        </small>
      )}
    </div>
  );
}
