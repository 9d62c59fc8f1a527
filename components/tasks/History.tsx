import type { Activity } from '../../lib/contract/task.ts';
import { type TextKey, t } from '../i18n.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

const kinds = {
  'campaign.started': 'history.campaignStarted',
  'campaign.completed': 'history.campaignCompleted',
  'task.done': 'history.taskDone',
  'task.skipped': 'history.taskSkipped',
  'task.snoozed': 'history.taskSnoozed',
  'task.reopened': 'history.taskReopened',
  'mail.sent': 'history.mailSent',
} as const satisfies Record<Activity['kind'], TextKey>;

/** What has happened with the person, newest first. */
export function History({ activities, clock }: { activities: readonly Activity[]; clock: Clock }) {
  return (
    <section class="stack tight">
      <h3>{t('task.history')}</h3>
      {activities.length === 0 && <p class="soft">{t('task.noHistory')}</p>}
      <ol class="history">
        {activities.map((activity) => (
          <li key={activity.id}>
            <time class="soft" dateTime={activity.at} title={fullTime(activity.at, clock.timeZone)}>
              {shortTime(activity.at, clock)}
            </time>
            <span>
              {t(kinds[activity.kind])}: <bdi>{activity.title}</bdi>
              {activity.byName && <span class="soft"> · {activity.byName}</span>}
              {activity.note && <p class="soft">{activity.note}</p>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
