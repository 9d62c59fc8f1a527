import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { FoundTask, MemberChoice } from '../../lib/contract/task-changes.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { SnoozeDialog } from '../tasks/SnoozeDialog.tsx';
import { TaskView } from '../tasks/TaskView.tsx';
import type { Clock } from '../time.ts';
import type { DeedKind } from './ChangeDialog.tsx';
import { deedIcons } from './deeds.ts';
import { type OpenedTask, useOpenedTask } from './use-opened-task.ts';
import { type Acted, useTaskWork } from './use-task-work.ts';

interface TaskSheetProps {
  task: FoundTask;
  me: Me;
  members: readonly MemberChoice[];
  clock: Clock;
  /** What it is asked to do to this task, with what follows from it told first. */
  onDeed(kind: DeedKind): void;
  /** Of a task outside campaigns. */
  onEdit(): void;
  /** It is done, skipped or put off. */
  onActed(acted: Acted): void;
  onClose(): void;
}

/** One task of the list: all that its assignee sees of it, and what can be done to it from here. */
export function TaskSheet(props: TaskSheetProps) {
  const { task, me, members, clock, onClose } = props;
  const opened = useOpenedTask(task, me, members, clock);
  return (
    <Modal name="task-sheet" title={t('tasksPage.task')} onClose={onClose}>
      <Asked live={opened} label={t('queue.loading')}>
        {(value) => <Sheet {...props} opened={value} reload={opened.reload} />}
      </Asked>
    </Modal>
  );
}

interface SheetProps extends TaskSheetProps {
  opened: OpenedTask;
  reload(): Promise<void>;
}

function Sheet({ opened, reload, clock, onDeed, onEdit, onActed }: SheetProps) {
  const { detail, isHere, isSendersOwn } = opened;
  const { task } = detail;
  const main = useRef<HTMLElement | null>(null);
  const [isSnoozing, setSnoozing] = useState(false);
  const work = useTaskWork({ task, clock, reload, onActed });
  const isOwn = task.campaignId === null;
  // What the task itself does not offer already. A mail that leaves by itself cannot be given to anybody.
  const offered: DeedKind[] = isHere
    ? ['assign']
    : ['complete', 'move', ...(task.automatic ? [] : (['assign'] as const)), 'skip'];
  return (
    <>
      {work.problem && <ProblemNote problem={work.problem} onDismiss={work.dismiss} />}
      <TaskView
        detail={detail}
        draft={isHere ? work.draft : null}
        clock={clock}
        opening={work.isOpening}
        framed={false}
        main={main}
        onDrawn={() => {}}
        onDraft={work.keepDraft}
        onWrite={() => void work.write()}
        onDone={() => void work.finish()}
        onSnooze={() => setSnoozing(true)}
        onSkip={() => void work.skip()}
        onEdit={onEdit}
        onDelete={() => onDeed('delete')}
        onSettle={(sessionId, sent) => void work.settle(sessionId, sent)}
        more={
          <>
            {offered.map((kind) => (
              <button key={kind} type="button" class="button" onClick={() => onDeed(kind)}>
                <Icon name={deedIcons[kind]} />
                {t(`tasksPage.act.${kind}`)}
              </button>
            ))}
            {isOwn && !isHere && (
              <button type="button" class="button" onClick={onEdit}>
                <Icon name="edit" />
                {t('newTask.edit')}
              </button>
            )}
          </>
        }
      />
      {isSendersOwn && <Note tone="info" icon="person" title={t('tasksPage.sendersOwn')} />}
      {isSnoozing && (
        <SnoozeDialog
          title={task.personName || task.title}
          clock={clock}
          onClose={() => setSnoozing(false)}
          onSnooze={(until) => {
            setSnoozing(false);
            void work.snooze(until);
          }}
        />
      )}
    </>
  );
}
