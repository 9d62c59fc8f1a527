import { useState } from 'preact/hooks';
import type { Absence } from '../../lib/contract/absence.ts';
import type { Me } from '../../lib/contract/account.ts';
import { isNow } from '../absence/AwayNote.tsx';
import { saidBack } from '../absence/words.ts';
import { useChanges } from '../data/use-changes.ts';
import { useClock } from '../data/use-clock.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { calendarDay } from '../time.ts';
import { AbsenceForm } from './AbsenceForm.tsx';

/** What was done, for ten seconds, and how it is taken back. */
interface Done {
  id: string;
  text: string;
  undo(): Promise<unknown>;
}

/** When the user is away, and colleagues for an admin. Each change moves what is planned at once, and can be taken back. */
export function AbsenceSection({ me }: { me: Me }) {
  const ask = useLibrary();
  const clock = useClock(me.user.timeZone);
  const list = useAsked('absences', () => ask('absences.list', {}));
  const changes = useChanges(list.reload);
  const [done, setDone] = useState<Done | null>(null);
  const known = list.value?.absences;
  const shown = known?.filter(({ self }) => self || me.role === 'admin');
  const tell = (text: string, undo: Done['undo']): void => setDone({ id: crypto.randomUUID(), text, undo });
  const end = (id: string, ended: boolean, said: string) =>
    changes.change(() => ask('absences.end', { params: { id }, body: { ended } }), said);
  const back = async (absence: Absence): Promise<void> => {
    const { id } = absence;
    if (await end(id, true, saidBack(absence)))
      tell(saidBack(absence), () => end(id, false, t('campaigns.saidUndone')));
  };
  const forget = (id: string, said: string) =>
    changes.change(() => ask('absences.remove', { params: { id } }), said);
  const remove = async (absence: Absence): Promise<void> => {
    if (!(await forget(absence.id, t('absence.saidRemoved')))) return;
    const { id, userId, firstDay, lastDay, tasks, perDay, mails, standIn } = absence;
    const stretch = { id, userId, firstDay, lastDay };
    const body = { ...stretch, tasks, perDay, mails, ...(standIn && { standInId: standIn.id }) };
    tell(t('absence.saidRemoved'), () =>
      changes.change(() => ask('absences.add', { body }), t('campaigns.saidUndone')),
    );
  };
  const problem = changes.problem ?? list.problem;
  return (
    <section class="stack" aria-labelledby="settings-absence">
      <h2 id="settings-absence">{t('absence.title')}</h2>
      <p class="soft">{t('absence.about')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!shown && !problem && <Bones label={t('queue.loading')} />}
      {shown?.length === 0 && <p class="soft">{t('absence.none')}</p>}
      {shown && shown.length > 0 && (
        <ul class="days-off">
          {shown.map((absence) => (
            <Row key={absence.id} absence={absence} clock={clock} onBack={back} onRemove={remove} />
          ))}
        </ul>
      )}
      {known && (
        <AbsenceForm
          me={me}
          clock={clock}
          absences={known}
          onAdded={({ id }) => {
            void changes.change(() => ask('absences.list', {}), t('absence.added'));
            tell(t('absence.added'), () => forget(id, t('campaigns.saidUndone')));
          }}
        />
      )}
      <p class="heard" role="status">
        {changes.spoken}
      </p>
      {done && (
        <UndoBar
          id={done.id}
          text={done.text}
          onUndo={() => {
            setDone(null);
            void done.undo();
          }}
          onExpire={() => setDone(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  absence: Absence;
  clock: Clock;
  onBack(absence: Absence): Promise<void>;
  onRemove(absence: Absence): Promise<void>;
}

function Row({ absence, clock, onBack, onRemove }: RowProps) {
  const { userName, self, firstDay, lastDay, mails } = absence;
  const days = t('absence.days', { first: calendarDay(firstDay), last: calendarDay(lastDay) });
  return (
    <li class="row-of wrap">
      <div class="grow">
        <strong>{self ? days : t('absence.ofColleague', { name: userName, days })}</strong>
        <p class="soft">
          {tasksMeanwhile(absence)} {t(`absence.rowMails.${mails}`)}
        </p>
      </div>
      {isNow(absence, clock) && (
        <button type="button" class="button small" onClick={() => void onBack(absence)}>
          {self ? t('absence.back') : t('absence.isBack', { name: userName })}
        </button>
      )}
      <button
        type="button"
        class="button plain small"
        aria-label={t('absence.removeDays', { days })}
        onClick={() => void onRemove(absence)}
      >
        {t('absence.remove')}
      </button>
    </li>
  );
}

function tasksMeanwhile({ tasks, perDay, standIn }: Absence): string {
  if (standIn) return t('absence.rowTasks.handOver', { name: standIn.name });
  return tasks === 'leave' ? t('absence.rowTasks.leave') : t('absence.rowTasks.spread', { count: perDay });
}
