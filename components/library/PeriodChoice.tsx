import { DaysPeriod, NamedPeriod, type Period } from '../../lib/contract/period.ts';
import { datesOf, isNamed } from '../../lib/core/period/bounds.ts';
import { t } from '../i18n.ts';
import { dayOf } from '../time.ts';
import { Choice } from './LibraryFilters.tsx';

interface PeriodChoiceProps {
  value: Period | undefined;
  /** What is offered by name. */
  named: readonly NamedPeriod[];
  /** Any time may be chosen too. */
  orAny?: boolean;
  onChange(period: Period | undefined): void;
}

const days = 'days';

/** A time by its name, or from one day to another. */
export function PeriodChoice({ value, named, orAny = false, onChange }: PeriodChoiceProps) {
  const name = value !== undefined && isNamed(value) ? value : null;
  const asDays = value !== undefined && !isNamed(value) ? value : null;
  // One that came by an address stays to be seen.
  const offered = name && !named.includes(name) ? [...named, name] : named;
  return (
    <>
      <Choice
        label={t('center.periodLabel')}
        value={asDays ? days : (name ?? '')}
        options={[
          ...(orAny ? [{ value: '', label: t('center.any') }] : []),
          ...offered.map((one) => ({ value: one, label: t(`center.period.${one}`) })),
          { value: days, label: t('tasksPage.due.range') },
        ]}
        onChange={(next) => {
          // It begins with the days that were looked at.
          if (next === days) onChange(datesOf(value ?? 'last30', dayOf(Date.now())));
          else onChange(next === '' ? undefined : NamedPeriod.parse(next));
        }}
      />
      {asDays && <Days value={asDays} onChange={onChange} />}
    </>
  );
}

/** A day that would turn them round takes the other along; an empty one says nothing yet. */
function Days({ value, onChange }: { value: DaysPeriod; onChange(period: DaysPeriod): void }) {
  const [first = '', last = ''] = value.split('/');
  const set = (from: string, to: string) => {
    const said = DaysPeriod.safeParse(`${from}/${to}`);
    if (said.success) onChange(said.data);
  };
  return (
    <>
      <DayField
        label={t('tasksPage.from')}
        value={first}
        onInput={(day) => set(day, day > last ? day : last)}
      />
      <DayField
        label={t('tasksPage.to')}
        value={last}
        onInput={(day) => set(day < first ? day : first, day)}
      />
    </>
  );
}

interface DayFieldProps {
  label: string;
  value: string | undefined;
  onInput(day: string): void;
}

/** One day beside its label. */
export function DayField({ label, value, onInput }: DayFieldProps) {
  return (
    <label class="library-choice">
      <span class="soft small">{label}</span>
      <input
        class="input"
        type="date"
        value={value ?? ''}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
