import type { TaskRow } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';

interface NextTaskProps {
  task: TaskRow | null;
  clock: Clock;
  onStart(task: TaskRow): void;
}

/** The task that comes next, and the button that begins it. */
export function NextTask({ task, clock, onStart }: NextTaskProps) {
  if (!task) {
    return (
      <p class="note good">
        <Icon name="done" />
        {t('popup.nothing')}
      </p>
    );
  }
  return (
    <section class="next-task" aria-label={t('popup.next')}>
      <p class="row-of soft">
        <Icon name={task.type} />
        <span class="grow cut">
          {t('popup.next')} · {t(`type.${task.type}`)}
        </span>
        <span class={task.group === 'overdue' ? 'danger' : ''}>{dayAndTime(task.dueAt, clock)}</span>
      </p>
      <h2 class="cut">
        <bdi>{task.personName || t('common.noName')}</bdi>
      </h2>
      <p class="soft cut">
        <bdi>{task.companyName ?? t('common.noCompany')}</bdi> · <bdi>{task.campaignName ?? task.title}</bdi>
      </p>
      <button type="button" class="button main" onClick={() => onStart(task)}>
        <Icon name="play" />
        {t('popup.start')}
      </button>
    </section>
  );
}
