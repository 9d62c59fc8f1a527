import type { TaskRow } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, clockTime, fullTime, shortDay, shortTime } from '../time.ts';

export interface RowActions {
  onOpen(task: TaskRow): void;
  onDone(task: TaskRow): void;
  onSnooze(task: TaskRow): void;
}

interface QueueRowProps extends RowActions {
  task: TaskRow;
  clock: Clock;
  /** The one row that Tab reaches. */
  current: boolean;
  index: number;
  place: number;
  total: number;
  style: Record<string, string>;
  onFocus(): void;
}

/** One due task: who, from which campaign, when; and its two quick actions. */
export function QueueRow({
  task,
  clock,
  current,
  index,
  place,
  total,
  style,
  onFocus,
  ...act
}: QueueRowProps) {
  const tab = current ? 0 : -1;
  return (
    <li
      class="queue-row"
      style={style}
      aria-setsize={total}
      aria-posinset={place + 1}
      data-group={task.group}
    >
      <button
        type="button"
        class="queue-open"
        tabIndex={tab}
        data-line={index}
        onFocus={onFocus}
        onClick={() => act.onOpen(task)}
      >
        <Icon name={task.type} />
        <span class="heard">{t(`type.${task.type}`)}</span>
        <span class="queue-who">
          <bdi class={task.personName ? 'cut queue-name' : 'cut queue-name soft'}>
            {task.personName || t('common.noName')}
          </bdi>
          {task.companyName && <bdi class="cut soft queue-company">{task.companyName}</bdi>}
        </span>
        <span class="queue-when" title={fullTime(task.dueAt, clock.timeZone)}>
          {task.priority === 'high' && (
            <>
              <Icon name="flag" />
              <span class="heard">{t('queue.high')}</span>
            </>
          )}
          <time dateTime={task.dueAt}>{rowTime(task, clock)}</time>
        </span>
        <span class="cut soft queue-what">
          {task.mail && (
            <>
              <strong class={`queue-mail ${task.mail}`}>{t(`queue.mail.${task.mail}`)}</strong>
              {' · '}
            </>
          )}
          <bdi>{task.campaignName ?? task.title}</bdi>
          {task.dayNumber !== null && task.stepNumber !== null && (
            <> · {t('queue.day', { day: task.dayNumber, step: task.stepNumber })}</>
          )}
        </span>
      </button>
      <span class="queue-quick">
        <button
          type="button"
          class="icon-button"
          tabIndex={tab}
          onFocus={onFocus}
          title={t('queue.done')}
          aria-label={`${t('queue.done')}: ${task.personName || task.title}`}
          onClick={() => act.onDone(task)}
        >
          <Icon name="check" />
        </button>
        <button
          type="button"
          class="icon-button"
          tabIndex={tab}
          onFocus={onFocus}
          title={t('queue.snooze')}
          aria-label={`${t('queue.snooze')}: ${task.personName || task.title}`}
          onClick={() => act.onSnooze(task)}
        >
          <Icon name="alarm" />
        </button>
      </span>
    </li>
  );
}

/** Under the headings Today and Tomorrow the day is said already; under Overdue the hour no longer matters. */
function rowTime({ dueAt, group }: TaskRow, clock: Clock): string {
  if (group === 'overdue') return shortDay(dueAt, clock);
  return group === 'today' || group === 'tomorrow'
    ? clockTime(dueAt, clock.timeZone)
    : shortTime(dueAt, clock);
}
