import type { Condition } from '../../lib/contract/condition.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { fields, type Nameable, newCondition, type Part, partsOf } from './condition-parts.ts';

interface ConditionLineProps {
  condition: Condition;
  /** Its place in its group, from 1. */
  place: number;
  known: Nameable;
  timeZone: string;
  /** Is something wrong with a part of it, by its name? */
  isWrong(path: string): boolean;
  onChange(condition: Condition): void;
  /** Null: it is the only one. */
  onRemove: (() => void) | null;
}

/** One condition: what is asked about, how it is compared, and with what. */
export function ConditionLine(props: ConditionLineProps) {
  const { condition, place, known, timeZone, isWrong, onChange, onRemove } = props;
  const remove = t('conditions.remove', { place });
  return (
    <fieldset class="condition-line row-of wrap">
      <legend class="heard">{t('conditions.condition', { place })}</legend>
      <select
        class="input"
        aria-label={t('conditions.fieldLabel')}
        data-first={place === 1 ? true : undefined}
        value={condition.field}
        onChange={(event) => {
          const field = fields.find((one) => one === event.currentTarget.value);
          if (field) onChange(newCondition(field, timeZone));
        }}
      >
        {fields.map((field) => (
          <option key={field} value={field}>
            {t(`conditions.field.${field}`)}
          </option>
        ))}
      </select>
      {partsOf(condition, known).map((part) => (
        <PartField key={part.path} part={part} isWrong={isWrong(part.path)} onChange={onChange} />
      ))}
      {onRemove && (
        <button type="button" class="icon-button" aria-label={remove} title={remove} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </fieldset>
  );
}

interface PartFieldProps {
  part: Part;
  isWrong: boolean;
  onChange(condition: Condition): void;
}

function PartField({ part, isWrong, onChange }: PartFieldProps) {
  const tied = { class: 'input', 'aria-label': part.label, 'aria-invalid': isWrong };
  return (
    <span class="condition-part">
      {part.kind === 'select' && (
        <select
          {...tied}
          value={part.value}
          onChange={(event) => onChange(part.set(event.currentTarget.value))}
        >
          <Options options={part.options} />
        </select>
      )}
      {part.kind === 'line' && part.type === 'number' && (
        <input
          {...tied}
          type="number"
          min={1}
          max={3650}
          value={part.value}
          onInput={(event) => onChange(part.set(event.currentTarget.value))}
        />
      )}
      {part.kind === 'line' && part.type === 'date' && (
        <input
          {...tied}
          type="date"
          value={part.value}
          onInput={(event) => onChange(part.set(event.currentTarget.value))}
        />
      )}
      {part.kind === 'line' && part.type === 'text' && (
        <input
          {...tied}
          type="text"
          value={part.value}
          placeholder={part.label}
          maxLength={500}
          dir="auto"
          onInput={(event) => onChange(part.set(event.currentTarget.value))}
        />
      )}
      {part.kind === 'several' && <Several part={part} tied={tied} onChange={onChange} />}
      {isWrong && (
        <small class="danger" role="alert">
          {t('conditions.missing')}
        </small>
      )}
    </span>
  );
}

interface SeveralProps {
  part: Extract<Part, { kind: 'several' }>;
  tied: { class: string; 'aria-label': string; 'aria-invalid': boolean };
  onChange(condition: Condition): void;
}

/** Values of which one is chosen after the other. */
function Several({ part, tied, onChange }: SeveralProps) {
  const { values, options, set } = part;
  const left = options.filter(({ value }) => !values.includes(value));
  return (
    <>
      {values.map((value) => {
        const name = options.find((option) => option.value === value)?.label ?? value;
        const text = t('conditions.removeValue', { name });
        return (
          <span key={value} class="condition-chip row-of">
            <bdi>{name}</bdi>
            <button
              type="button"
              class="icon-button"
              aria-label={text}
              title={text}
              onClick={() => onChange(set(values.filter((one) => one !== value)))}
            >
              <Icon name="close" />
            </button>
          </span>
        );
      })}
      <select
        {...tied}
        value=""
        onChange={(event) => onChange(set([...values, event.currentTarget.value].filter(Boolean)))}
      >
        <option value="">{t(values.length > 0 ? 'conditions.addValue' : 'conditions.choose')}</option>
        <Options options={left} />
      </select>
    </>
  );
}

function Options({ options }: { options: readonly { value: string; label: string }[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
