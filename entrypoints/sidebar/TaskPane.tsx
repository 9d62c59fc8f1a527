import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { Note } from '../../components/feedback/Note.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { t } from '../../components/i18n.ts';
import { CopyFields, fieldsLost } from '../../components/tasks/CopyFields.tsx';
import { TaskView } from '../../components/tasks/TaskView.tsx';
import type { MainRef } from '../../components/tasks/TaskWork.tsx';
import type { Clock } from '../../components/time.ts';
import type { TaskDetail } from '../../lib/contract/messages.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { useOwnTasks } from './OwnTasks.tsx';
import type { DeskModel } from './use-desk.ts';

interface TaskPaneProps {
  desk: DeskModel;
  clock: Clock;
  main: MainRef;
  own: ReturnType<typeof useOwnTasks>;
  onBack(): void;
  onSnooze(task: Task): void;
}

/** The open task, or why it cannot be shown. */
export function TaskPane({ desk, clock, main, own, onBack, onSnooze }: TaskPaneProps) {
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
    <>
      <ByHand desk={desk} detail={open} />
      <TaskView
        detail={open}
        draft={desk.draft}
        clock={clock}
        opening={desk.opening}
        framed={desk.link.framed}
        main={main}
        onDrawn={() => desk.drawn(main)}
        onDraft={desk.keepDraft}
        onBack={onBack}
        onWrite={() => void desk.write(open.task.id)}
        onDone={() => void desk.finish(open.task, open.task.type)}
        onSnooze={() => onSnooze(open.task)}
        onSkip={() => void desk.skip(open.task)}
        onEdit={() => own.edit(open.task)}
        onDelete={() => void own.remove(open.task)}
        onSettle={(sessionId, sent) => void desk.settle(sessionId, sent)}
      />
    </>
  );
}

/** What the mail page cannot take any more, before it is even tried; afterwards the task's own state tells. */
function ByHand({ desk, detail }: { desk: DeskModel; detail: TaskDetail }) {
  const { task, email, compose } = detail;
  const tried = compose?.state === 'writing' || compose?.state === 'refused';
  const fields = email && !tried ? fieldsLost(desk.page.value?.missing ?? [], email) : [];
  if (!email || fields.length === 0 || task.status !== 'open') return null;
  return (
    <div class="notes">
      <Note tone="warn" icon="copy" title={t('page.byHand')}>
        <CopyFields fields={fields} email={email} />
      </Note>
    </div>
  );
}
