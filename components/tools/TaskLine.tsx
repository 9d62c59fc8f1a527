import type { ToolTask, ToolView } from '../../lib/contract/tools.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface TaskLineProps {
  tasks: readonly ToolTask[];
  linked: ToolView['linked'];
  busy: boolean;
  onLink(taskId: string): void;
  onUnlink(sessionId: string): void;
  onInsert(taskId: string): void;
}

/** A due task that this mail may be: its send then completes it. Or the one that it is, and the way back. */
export function TaskLine({ tasks, linked, busy, onLink, onUnlink, onInsert }: TaskLineProps) {
  if (linked) {
    const { task, session } = linked;
    const isGoing = ['sending', 'sent', 'unsure', 'scheduled'].includes(session.state);
    return (
      <div class="note good tool-task" role="status">
        <Icon name="done" />
        <div class="grow">
          <p>
            <strong>{t('tools.completes', { title: task.title })}</strong>
          </p>
          <p class="soft small">{placeOf(task)}</p>
          {!isGoing && (
            <div class="row-of wrap">
              <button type="button" class="button small" disabled={busy} onClick={() => onInsert(task.id)}>
                {t('tools.insertTask')}
              </button>
              <button
                type="button"
                class="button plain small"
                disabled={busy}
                onClick={() => onUnlink(session.id)}
              >
                {t('tools.unlink')}
              </button>
            </div>
          )}
        </div>
      </div>
    );
  }
  const [first] = tasks;
  if (!first) return null;
  return (
    <div class="note info tool-task">
      <Icon name="email" />
      <div class="grow">
        {tasks.slice(0, 3).map((task) => (
          <div key={task.id} class="row-of">
            <p class="grow cut" title={task.title}>
              <strong>{t('tools.complete', { title: task.title })}</strong>{' '}
              <span class="soft small">{placeOf(task)}</span>
            </p>
            <button type="button" class="button small" disabled={busy} onClick={() => onLink(task.id)}>
              {t('tools.link')}
            </button>
          </div>
        ))}
        <p class="soft small hint">{t('tools.linkHint')}</p>
      </div>
    </div>
  );
}

function placeOf({ campaignName, dayNumber, stepNumber }: ToolTask): string {
  if (!campaignName) return t('task.whyOwn');
  const day =
    dayNumber === null || stepNumber === null ? '' : t('queue.day', { day: dayNumber, step: stepNumber });
  return [campaignName, day].filter(Boolean).join(' · ');
}
