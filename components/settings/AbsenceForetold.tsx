import type { Absence, AbsenceForetold } from '../../lib/contract/absence.ts';
import { t } from '../i18n.ts';
import { calendarDay } from '../time.ts';

interface ForetoldProps {
  foretold: AbsenceForetold;
  mails: Absence['mails'];
}

/** How much falls into it, and where the tasks go. */
export function Foretold({ foretold, mails: meanwhile }: ForetoldProps) {
  const { tasks, mails, days, handedOver, goBack = [] } = foretold;
  const back = goBack.map(({ name, tasks: count }) => (
    <p key={name}>{t('absence.goBack', { name, count })}</p>
  ));
  if (tasks + mails === 0)
    return (
      <div class="stack tight" role="status">
        <p>{t('absence.nothing')}</p>
        {back}
      </div>
    );
  return (
    <div class="stack tight" role="status">
      {back}
      <p>
        {t('absence.tasksFall', { count: tasks })} {t('absence.mailsFall', { count: mails })}
      </p>
      {handedOver && <HandedOver {...handedOver} />}
      {days.length > 0 && (
        <>
          <p>
            {handedOver ? t('absence.followUpsMove', { count: handedOver.followUps }) : t('absence.theyMove')}
          </p>
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
      {handedOver && mails > 0 && <p>{t(`absence.mailsKeep.${meanwhile}`)}</p>}
    </div>
  );
}

const taskTypes = ['call', 'email', 'inmail', 'custom'] as const;

/** What the stand-in gets, by type. */
function HandedOver({ name, tasks }: NonNullable<AbsenceForetold['handedOver']>) {
  const types = taskTypes.filter((type) => tasks[type] > 0);
  const count = types.reduce((sum, type) => sum + tasks[type], 0);
  return (
    <>
      <p>{t('absence.goTo', { name, count })}</p>
      {count > 0 && (
        <ul class="days-off">
          {types.map((type) => (
            <li key={type} class="row-of">
              <span class="grow">{t(`type.${type}`)}</span>
              <span>{t('absence.tasksOn', { count: tasks[type] })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
