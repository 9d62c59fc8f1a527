import { useState } from 'preact/hooks';
import { attempt } from '../../components/data/link.ts';
import type { Actions } from '../../components/data/use-actions.ts';
import { t } from '../../components/i18n.ts';
import { TaskDialog } from '../../components/person/TaskDialog.tsx';
import { type EditableTask, useTaskUndo } from '../../components/person/use-task-form.ts';
import type { Clock } from '../../components/time.ts';
import type { Task } from '../../lib/contract/task.ts';

interface Wishes {
  actions: Actions;
  /** The task is open no more, if it was. */
  left(id: string): void;
}

/** Tasks outside campaigns in the sidebar: added, changed, deleted, each with the way back. */
export function useOwnTasks({ actions, left }: Wishes) {
  const undo = useTaskUndo();
  const [dialog, setDialog] = useState<{ task: EditableTask | null } | null>(null);
  return {
    dialog,
    close: () => setDialog(null),
    add: () => setDialog({ task: null }),
    edit: (task: EditableTask) => setDialog({ task }),
    remove: async (task: Pick<Task, 'id' | 'title'>): Promise<void> => {
      const gone = await attempt(() => undo.remove(task.id));
      actions.setProblem(gone.ok ? null : gone.problem);
      if (!gone.ok) return;
      actions.tell(t('newTask.deleted', { title: task.title }), task.title, gone.value);
      left(task.id);
    },
    undo,
    tell: actions.tell,
  };
}
type OwnTasks = ReturnType<typeof useOwnTasks>;

/** The form in which a task is added or changed, and what is said when it has done its work. */
export function OwnTaskDialog({ model, clock }: { model: OwnTasks; clock: Clock }) {
  const { dialog, close, undo, tell } = model;
  if (!dialog) return null;
  return (
    <TaskDialog
      task={dialog.task}
      clock={clock}
      onClose={close}
      onDone={({ id, title, personName }, was) => {
        close();
        const text = was.edit ? t('newTask.saved', { title }) : t('person.taskAdded', { title });
        tell(text, personName || title, undo.of(id, was));
      }}
    />
  );
}
