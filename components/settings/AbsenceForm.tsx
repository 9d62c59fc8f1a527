import { useState } from 'preact/hooks';
import type { Absence } from '../../lib/contract/absence.ts';
import type { Me } from '../../lib/contract/account.ts';
import type { MemberChoice } from '../../lib/contract/task-changes.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choices, Form, SelectField, TextField } from '../person/Form.tsx';
import { type Clock, dayOf } from '../time.ts';
import { Foretold } from './AbsenceForetold.tsx';
import { StandInField } from './StandInField.tsx';

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
  const [standInId, setStandInId] = useState('');
  const [perDay, setPerDay] = useState(usualPerDay);
  const [mails, setMails] = useState<Absence['mails']>('goOn');
  const [tried, setTried] = useState(false);
  const isAdmin = me.role === 'admin';
  const isHandedOver = tasks === 'handOver';
  const members = useAsked(isAdmin || isHandedOver ? 'members' : null, () => ask('members.list', {}));
  const colleagues = members.value?.members.filter((member) => member.id !== userId);
  const standIn = colleagues?.find((member) => member.id === standInId);
  const today = dayOf(clock.now, clock.timeZone);
  const wrong = {
    firstDay: wrongFirst({
      firstDay,
      lastDay,
      tried,
      others: absences.filter((one) => one.userId === userId),
    }),
    lastDay: wrongLast({ firstDay, lastDay, tried, today }),
    perDay: isCount(perDay) ? null : t('absence.wrong.perDay'),
    standIn: isHandedOver ? wrongStandIn({ firstDay, lastDay, tried, standIn, absences }) : null,
  };
  const isChosen = firstDay !== '' && lastDay !== '' && (!isHandedOver || standIn !== undefined);
  const isReady = isChosen && Object.values(wrong).every((text) => text === null);
  const given = isHandedOver && standIn && { standInId: standIn.id };
  const wish = { userId, firstDay, lastDay, tasks, perDay: Number(perDay), mails, ...given };
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
        options={(['spread', 'handOver', 'leave'] as const).map((value) => ({
          value,
          label: t(`absence.tasksOf.${value}`),
        }))}
        value={tasks}
        onChange={setTasks}
      />
      {isHandedOver && (
        <StandInField
          members={colleagues}
          problem={members.problem}
          value={standIn?.id ?? ''}
          wrong={wrong.standIn}
          onChange={setStandInId}
        />
      )}
      {tasks !== 'leave' && (
        <TextField
          label={isHandedOver ? t('absence.perDayFollowUps') : t('absence.perDay')}
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
      {isReady && foretold.value && <Foretold foretold={foretold.value} mails={mails} />}
    </Form>
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
  if (others.some((other) => meets(other, { firstDay, lastDay }))) return t('absence.wrong.meets');
  return null;
}

function wrongStandIn({
  firstDay,
  lastDay,
  tried,
  standIn,
  absences,
}: Days & { standIn: MemberChoice | undefined; absences: readonly Absence[] }): string | null {
  if (!standIn) return tried ? t('absence.wrong.standIn') : null;
  const isAway = absences.some((other) => other.userId === standIn.id && meets(other, { firstDay, lastDay }));
  return isAway ? t('absence.wrong.standInAway', { name: standIn.name }) : null;
}

function meets(other: Absence, { firstDay, lastDay }: Pick<Days, 'firstDay' | 'lastDay'>): boolean {
  return firstDay !== '' && other.firstDay <= (lastDay || firstDay) && firstDay <= other.lastDay;
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
