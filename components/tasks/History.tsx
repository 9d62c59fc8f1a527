import type { Activity } from '../../lib/contract/task.ts';
import { type TextKey, t } from '../i18n.ts';
import { type Clock, calendarDay, fullTime, shortTime } from '../time.ts';
import { aboutWord, standingWord } from './consent-words.ts';

const kinds = {
  'campaign.started': 'history.campaignStarted',
  'campaign.completed': 'history.campaignCompleted',
  'task.done': 'history.taskDone',
  'task.skipped': 'history.taskSkipped',
  'task.snoozed': 'history.taskSnoozed',
  'task.reopened': 'history.taskReopened',
  'task.passed': 'history.taskPassed',
  'task.expired': 'history.taskExpired',
  'task.turnedAutomatic': 'history.taskTurnedAutomatic',
  'task.held': 'history.taskHeld',
  'task.released': 'history.taskReleased',
  'mail.sent': 'history.mailSent',
  'campaign.stopped': 'history.campaignStopped',
  'campaign.unsubscribed': 'history.campaignUnsubscribed',
  'campaign.company': 'history.campaignCompany',
  'reply.received': 'history.replyReceived',
  'reply.automatic': 'history.replyAutomatic',
  'mail.bounced': 'history.mailBounced',
  'link.clicked': 'history.linkClicked',
  'content.opened': 'history.contentOpened',
  'mail.opened': 'history.mailOpened',
  'consent.changed': 'history.consentChanged',
  'interest.added': 'history.interestAdded',
  'interest.removed': 'history.interestRemoved',
  'person.merged': 'history.personMerged',
  'note.logged': 'history.noteLogged',
  'call.logged': 'history.callLogged',
  'meeting.logged': 'history.meetingLogged',
  'mail.logged': 'history.mailReceived',
} as const satisfies Record<Activity['kind'], TextKey>;

function kindOf({ kind, direction }: Activity): string {
  return t(direction === 'out' ? 'history.mailSentElsewhere' : kinds[kind]);
}

function titleOf({ kind, title, note, count, campaignId }: Activity): string {
  const isHidden = title === '' && campaignId !== null;
  const named = kind === 'consent.changed' ? aboutWord(title, note) : title;
  const text = isHidden ? t('person.privateCampaign') : named;
  return count === undefined ? text : `${text} (${t('history.times', { count })})`;
}

/** `YYYY-MM-DD` */
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What has happened, as a line says it without its time; what is about the named campaign need not name it. */
export function saidOf(activity: Activity, campaignName: string | null): string {
  const kind = kindOf(activity);
  return activity.title === campaignName ? kind : `${kind} · ${titleOf(activity)}`;
}

function noteOf({ kind, note }: Activity): string | null {
  if (kind === 'reply.automatic' && note !== null && DAY.test(note))
    return t('history.backOn', { day: calendarDay(note) });
  if (kind === 'campaign.unsubscribed') return note === 'complaint' ? t('history.complaint') : null;
  return kind === 'consent.changed' && note !== null ? standingWord(note) : note;
}

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
              {kindOf(activity)}: <bdi>{titleOf(activity)}</bdi>
              {activity.byName && <span class="soft"> · {activity.byName}</span>}
              {noteOf(activity) && <p class="soft">{noteOf(activity)}</p>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
