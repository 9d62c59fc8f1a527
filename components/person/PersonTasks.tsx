import type { Task } from '../../lib/contract/task.ts';
import { awaitsTurn } from '../../lib/core/mail/turn.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';

interface PersonTasksProps {
  /** Open ones, soonest first. */
  tasks: readonly Task[];
  clock: Clock;
  onOpen(task: Task): void;
  onStart(task: Task): void;
  onAdd(): void;
}

/** What is to be done for the person next, and the button that begins it. */
export function PersonTasks({ tasks, clock, onOpen, onStart, onAdd }: PersonTasksProps) {
  const [next, ...later] = tasks;
  return (
    <section class="stack tight">
      <div class="row-of">
        <h3 class="grow">{t('person.nextTask')}</h3>
        <button type="button" class="button plain small" onClick={onAdd}>
          <Icon name="add" />
          {t('person.addTask')}
        </button>
      </div>
      {!next && <p class="soft">{t('person.noTasks')}</p>}
      {next && (
        <div class="next-task">
          <TaskLine task={next} clock={clock} onOpen={onOpen} />
          <button type="button" class="button main" onClick={() => onStart(next)}>
            <Icon name="play" />
            {t('popup.start')}
          </button>
        </div>
      )}
      {later.length > 0 && (
        <ul class="stack tight">
          {later.map((task) => (
            <li key={task.id}>
              <TaskLine task={task} clock={clock} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TaskLine({ task, clock, onOpen }: Pick<PersonTasksProps, 'clock' | 'onOpen'> & { task: Task }) {
  const isInTurn = awaitsTurn(task, clock.now);
  const late = !isInTurn && Date.parse(task.dueAt) < clock.now.getTime();
  return (
    <button type="button" class="task-line" onClick={() => onOpen(task)}>
      <Icon name={task.type} />
      <span class="grow">
        <span class="heard">{t(`type.${task.type}`)}: </span>
        <bdi>{task.title}</bdi>
        {task.campaignName && (
          <span class="soft">
            {' '}
            · <bdi>{task.campaignName}</bdi>
          </span>
        )}
      </span>
      <time class={late ? 'danger' : 'soft'} dateTime={task.dueAt}>
        {isInTurn ? t('task.automatic.dueTitle') : dayAndTime(task.dueAt, clock)}
      </time>
    </button>
  );
}
