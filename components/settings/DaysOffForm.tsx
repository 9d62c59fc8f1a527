import { useState } from 'preact/hooks';
import type { DayOff } from '../../lib/contract/calendar.ts';
import { useChanges } from '../data/use-changes.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { locale, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { TextField } from '../person/Form.tsx';

/** The company's days off. Each change holds at once, and can be taken back for ten seconds. */
export function DaysOffForm() {
  const ask = useLibrary();
  const list = useAsked('days-off', () => ask('daysOff.get', {}));
  const changes = useChanges(list.reload);
  const [undo, setUndo] = useState<{ id: string; text: string; days: DayOff[] } | null>(null);
  const days = list.value?.days;
  const save = async (next: DayOff[], text: string): Promise<boolean> => {
    const saved = await changes.change(() => ask('daysOff.set', { body: { days: next } }), text);
    if (saved && days) setUndo({ id: crypto.randomUUID(), text, days });
    return saved !== null;
  };
  const remove = (day: DayOff): void => {
    if (days)
      void save(
        days.filter(({ date }) => date !== day.date),
        t('settings.saidRemoved', { name: day.name }),
      );
  };
  const takeBack = (before: DayOff[]): void => {
    setUndo(null);
    void changes.change(() => ask('daysOff.set', { body: { days: before } }), t('campaigns.saidUndone'));
  };
  const problem = changes.problem ?? list.problem;
  return (
    <section class="stack" aria-labelledby="settings-days-off">
      <h2 id="settings-days-off">{t('settings.daysOff')}</h2>
      <p class="soft">{t('settings.daysOffText')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!days && !problem && <Bones label={t('queue.loading')} />}
      {days?.length === 0 && <p class="soft">{t('settings.noDaysOff')}</p>}
      {days && days.length > 0 && (
        <ul class="days-off">
          {days.map((day) => (
            <li key={day.date} class="row-of">
              <time dateTime={day.date}>{sayDay(day.date)}</time>
              <bdi class="grow cut">{day.name}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label={t('settings.removeDay', { name: day.name })}
                title={t('settings.removeDay', { name: day.name })}
                onClick={() => remove(day)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {days && (
        <NewDay
          days={days}
          onAdd={(day) => save([...days, day], t('settings.saidAdded', { name: day.name }))}
        />
      )}
      {undo && (
        <UndoBar
          id={undo.id}
          text={undo.text}
          onUndo={() => takeBack(undo.days)}
          onExpire={() => setUndo(null)}
        />
      )}
    </section>
  );
}

interface NewDayProps {
  days: readonly DayOff[];
  /** @returns whether it is one of them now */
  onAdd(day: DayOff): Promise<boolean>;
}

function NewDay({ days, onAdd }: NewDayProps) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const isTaken = days.some((day) => day.date === date);
  const add = async (): Promise<void> => {
    setTried(true);
    if (!date || isTaken || !name.trim()) return;
    if (!(await onAdd({ date, name: name.trim() }))) return;
    setDate('');
    setName('');
    setTried(false);
  };
  const wrongDate = tried && !date ? t('settings.dayNeeded') : isTaken ? t('settings.dayTaken') : null;
  return (
    <form
      class="new-day"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField label={t('settings.day')} type="date" value={date} wrong={wrongDate} onInput={setDate} />
      <TextField
        label={t('settings.dayName')}
        value={name}
        maxLength={100}
        wrong={tried && !name.trim() ? t('settings.nameNeeded') : null}
        onInput={setName}
      />
      <button type="submit" class="button">
        {t('settings.addDay')}
      </button>
    </form>
  );
}

function sayDay(date: string): string {
  const written = new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return written.format(new Date(`${date}T00:00:00Z`));
}
