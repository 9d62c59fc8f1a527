import { useState } from 'preact/hooks';
import { ok } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Task, TaskType } from '../../lib/contract/task.ts';
import type { TaskEdit } from '../../lib/contract/task-changes.ts';
import {
  instantToLocal,
  localToInstant,
  type SnoozePreset,
  snoozeChoices,
} from '../../lib/core/task/snooze.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { usePersonSearch } from './use-person-search.ts';

/** As much of a task of one's own as changing it needs. */
export type EditableTask = Pick<
  Task,
  'id' | 'type' | 'title' | 'priority' | 'dueAt' | 'details' | 'assigneeId'
>;

interface Wishes {
  /** Whom the task is about; null: somebody is to be chosen. */
  person: Person | null;
  /** The task that is changed; null: a new one. */
  task: EditableTask | null;
  clock: Clock;
  onDone(task: Task, before: TaskEdit | null): void;
}

/** A mail that is begun empty: the person is filled in, the text is written in the mailbox. */
const emptyEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** What is typed about a task of one's own, and its way to the server. */
export function useTaskForm({ person: known, task, clock, onDone }: Wishes) {
  const link = useLink();
  const ask = useLibrary();
  const presets = snoozeChoices(clock.now, clock.timeZone);
  const [id] = useState(() => crypto.randomUUID());
  const [type, setType] = useState<TaskType>(task?.type ?? 'call');
  const [title, setTitle] = useState(task?.title ?? '');
  const [details, setDetails] = useState(task?.details ?? '');
  const [priority, setPriority] = useState<Task['priority']>(task?.priority ?? 'normal');
  const [assigneeId, setAssigneeId] = useState(task?.assigneeId ?? '');
  const [due, setDue] = useState<SnoozePreset | 'other'>(task ? 'other' : 'tomorrow');
  const [local, setLocal] = useState(task ? instantToLocal(task.dueAt, clock.timeZone) : '');
  const [tried, setTried] = useState(false);
  const members = useAsked('members', () => ask('members.list', {}));
  const choice = usePersonSearch(known === null && task === null);
  const person = known ?? choice.person;
  const dueAt =
    due === 'other'
      ? localToInstant(local, clock.timeZone)
      : (presets.find(({ preset }) => preset === due)?.until ?? null);
  const isReady = title.trim() !== '' && dueAt !== null && (task !== null || person !== null);
  const submit = useSubmit<Task>(
    async () => {
      const edit = { type, title: title.trim(), priority, details, dueAt: dueAt ?? '' };
      const whose = assigneeId && { assigneeId };
      if (task) return ask('tasks.update', { params: { id: task.id }, body: { ...edit, ...whose } });
      const email = type === 'email' ? emptyEmail : null;
      return link.ask('tasks.create', { id, ...edit, ...whose, email, personId: person?.id ?? '' });
    },
    (saved) => onDone(saved, task && editOf(task)),
  );
  return {
    presets,
    type,
    setType,
    title,
    setTitle,
    details,
    setDetails,
    priority,
    setPriority,
    assigneeId,
    setAssigneeId,
    due,
    setDue,
    local,
    setLocal,
    dueAt,
    tried,
    person,
    choice,
    /** Null while they are not known: then the task is one's own, or stays whose it is. */
    members: members.value?.members ?? null,
    submit,
    send: (): void => {
      setTried(true);
      if (isReady) void submit.submit();
    },
  };
}
export type TaskForm = ReturnType<typeof useTaskForm>;

/** What brings a task back to how it was. */
function editOf({ type, title, priority, dueAt, details, assigneeId }: EditableTask): TaskEdit {
  return { type, title, priority, dueAt, details, assigneeId };
}

/** How a task that was added goes, or one that was changed is as it was before. */
export function useTaskUndo() {
  const ask = useLibrary();
  return {
    edit: (id: string, before: TaskEdit) => () => ask('tasks.update', { params: { id }, body: before }),
    add: (id: string) => () =>
      ask('tasks.change', {
        body: { id: crypto.randomUUID(), taskIds: [id], deed: { kind: 'delete' } },
      }),
    /** Deletes, and answers with how it is taken back. */
    remove: async (id: string) => {
      const changeId = crypto.randomUUID();
      const gone = await ask('tasks.change', {
        body: { id: changeId, taskIds: [id], deed: { kind: 'delete' } },
      });
      if (!gone.ok) return gone;
      const [failure] = gone.value.failures;
      if (failure) return { ok: false as const, code: failure.code, message: failure.message };
      return ok(() => ask('tasks.takeBack', { params: { id: changeId } }));
    },
  };
}
