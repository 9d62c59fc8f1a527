import { useState } from 'preact/hooks';
import type { Absence, AbsenceForetold } from '../../lib/contract/absence.ts';
import type { Me } from '../../lib/contract/account.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choices, Form, SelectField, TextField } from '../person/Form.tsx';
import { type Clock, calendarDay } from '../time.ts';

interface AbsenceFormProps {
  me: Me;
  clock: Clock;
  /** Those that it must not meet. */
  absences: readonly Absence[];
  onAdded(absence: Absence): void;
}

const usualPerDay = '20';
const mostPerDay = 500;

/** Enters an absence; what it would do is told as soon as its days are known. */
export function AbsenceForm({ me, clock, absences, onAdded }: AbsenceFormProps) {
  const ask = useLibrary();
  const [id, setId] = useState(() => crypto.randomUUID());
  const [userId, setUserId] = useState(me.user.id);
  const [firstDay, setFirstDay] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [tasks, setTasks] = useState<Absence['tasks']>('spread');
  const [perDay, setPerDay] = useState(usualPerDay);
  const [mails, setMails] = useState<Absence['mails']>('goOn');
  const [tried, setTried] = useState(false);
  const isAdmin = me.role === 'admin';
  const members = useAsked(isAdmin ? 'members' : null, () => ask('members.list', {}));
  const today = dayAt(clock);
  const wrong = {
    firstDay: wrongFirst({
      firstDay,
      lastDay,
      tried,
      others: absences.filter((one) => one.userId === userId),
    }),
    lastDay: wrongLast({ firstDay, lastDay, tried, today }),
    perDay: isCount(perDay) ? null : t('absence.wrong.perDay'),
  };
  const isReady = firstDay !== '' && lastDay !== '' && Object.values(wrong).every((text) => text === null);
  const wish = { userId, firstDay, lastDay, tasks, perDay: Number(perDay), mails };
  const foretold = useAsked(isReady ? `absence ${JSON.stringify(wish)}` : null, () =>
    ask('absences.foretell', { body: wish }),
  );
  const submit = useSubmit(
    () => ask('absences.add', { body: { ...wish, id } }),
    (absence) => {
      setId(crypto.randomUUID());
      setFirstDay('');
      setLastDay('');
      setTried(false);
      onAdded(absence);
    },
  );
  const send = (): void => {
    setTried(true);
    if (isReady) void submit.submit();
  };
  return (
    <Form action={t('absence.add')} submit={submit} onSubmit={send}>
      {isAdmin && members.value && (
        <SelectField
          label={t('absence.who')}
          options={members.value.members.map(({ id: value, name }) => ({ value, label: name }))}
          value={userId}
          onChange={setUserId}
        />
      )}
      <div class="new-day">
        <TextField
          label={t('absence.firstDay')}
          type="date"
          value={firstDay}
          wrong={wrong.firstDay}
          onInput={setFirstDay}
        />
        <TextField
          label={t('absence.lastDay')}
          type="date"
          value={lastDay}
          wrong={wrong.lastDay}
          onInput={setLastDay}
        />
      </div>
      <Choices
        label={t('absence.tasks')}
        options={(['spread', 'leave'] as const).map((value) => ({
          value,
          label: t(`absence.tasksOf.${value}`),
        }))}
        value={tasks}
        onChange={setTasks}
      />
      {tasks === 'spread' && (
        <TextField
          label={t('absence.perDay')}
          value={perDay}
          maxLength={3}
          wrong={wrong.perDay}
          onInput={setPerDay}
        />
      )}
      <Choices
        label={t('absence.mails')}
        options={(['goOn', 'hold'] as const).map((value) => ({
          value,
          label: t(`absence.mailsOf.${value}`),
        }))}
        value={mails}
        onChange={setMails}
      />
      {isReady && !foretold.value && !foretold.problem && <Bones label={t('queue.loading')} />}
      {foretold.problem && <ProblemNote problem={foretold.problem} />}
      {isReady && foretold.value && <Foretold foretold={foretold.value} />}
    </Form>
  );
}

/** How much falls into it, and where the tasks go. */
function Foretold({ foretold: { tasks, mails, days } }: { foretold: AbsenceForetold }) {
  if (tasks + mails === 0) return <p role="status">{t('absence.nothing')}</p>;
  return (
    <div class="stack tight" role="status">
      <p>
        {t('absence.tasksFall', { count: tasks })} {t('absence.mailsFall', { count: mails })}
      </p>
      {days.length > 0 && (
        <>
          <p>{t('absence.theyMove')}</p>
          <ul class="days-off">
            {days.map(({ date, tasks: count }) => (
              <li key={date} class="row-of">
                <time dateTime={date} class="grow">
                  {calendarDay(date)}
                </time>
                <span>{t('absence.tasksOn', { count })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface Days {
  firstDay: string;
  lastDay: string;
  tried: boolean;
}

function wrongFirst({
  firstDay,
  lastDay,
  tried,
  others,
}: Days & { others: readonly Absence[] }): string | null {
  if (!firstDay) return tried ? t('absence.wrong.needed') : null;
  const until = lastDay || firstDay;
  const meets = others.some((other) => other.firstDay <= until && firstDay <= other.lastDay);
  return meets ? t('absence.wrong.meets') : null;
}

function wrongLast({ firstDay, lastDay, tried, today }: Days & { today: string }): string | null {
  if (!lastDay) return tried ? t('absence.wrong.needed') : null;
  if (lastDay < firstDay) return t('absence.wrong.order');
  if (lastDay < today) return t('absence.wrong.over');
  const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000;
  return days >= 366 ? t('absence.wrong.long') : null;
}

function isCount(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= mostPerDay;
}

/** Swedish dates are written as ISO dates. */
function dayAt({ now, timeZone }: Clock): string {
  return now.toLocaleDateString('sv-SE', { timeZone });
}
