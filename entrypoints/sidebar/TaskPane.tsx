import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { t } from '../../components/i18n.ts';
import { TaskView } from '../../components/tasks/TaskView.tsx';
import type { MainRef } from '../../components/tasks/TaskWork.tsx';
import type { Clock } from '../../components/time.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { DeskModel } from './use-desk.ts';

interface TaskPaneProps {
  desk: DeskModel;
  clock: Clock;
  main: MainRef;
  onBack(): void;
  onSnooze(task: Task): void;
}

/** The open task, or why it cannot be shown. */
export function TaskPane({ desk, clock, main, onBack, onSnooze }: TaskPaneProps) {
  const { detail, open } = desk;
  if (detail.problem) {
    return (
      <div class="notes">
        <ProblemNote problem={detail.problem} />
      </div>
    );
  }
  if (detail.value && !detail.value.ok) {
    return (
      <Empty icon="question" title={t('task.goneTitle')} text={t('task.goneText')}>
        <button type="button" class="button main" onClick={onBack}>
          {t('task.back')}
        </button>
      </Empty>
    );
  }
  if (!open) return <Bones label={t('queue.loading')} />;
  return (
    <TaskView
      detail={open}
      draft={desk.draft}
      clock={clock}
      opening={desk.opening}
      framed={desk.link.framed}
      main={main}
      onDraft={desk.keepDraft}
      onBack={onBack}
      onWrite={() => void desk.write(open.task.id)}
      onDone={() => void desk.finish(open.task, open.task.type)}
      onSnooze={() => onSnooze(open.task)}
      onSkip={() => void desk.skip(open.task)}
      onSettle={(sessionId, sent) => void desk.settle(sessionId, sent)}
    />
  );
}
