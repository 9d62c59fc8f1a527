import { useState } from 'preact/hooks';
import { ok, type Result } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Task, TaskType } from '../../lib/contract/task.ts';
import type { TaskChangeReport, TaskDeed, TaskEdit } from '../../lib/contract/task-changes.ts';
import {
  instantToLocal,
  localToInstant,
  type SnoozePreset,
  snoozeChoices,
} from '../../lib/core/task/snooze.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
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
  onDone(task: Task, was: TaskBefore): void;
}

/** What brings a task back to how it was before the dialog. */
export interface TaskBefore {
  /** Null: it was not there. */
  edit: TaskEdit | null;
  /** The change by which it was given to somebody; null: it was not. */
  givenBy: string | null;
}

/** A mail that is begun empty: the person is filled in, the text is written in the mailbox. */
const emptyEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** What is typed about a task of one's own, and its way to the server. */
export function useTaskForm({ person: known, task, clock, onDone }: Wishes) {
  const link = useLink();
  const ask = useLibrary();
  const presets = snoozeChoices(clock.now, clock.timeZone);
  // Made once, so that pressing the button again repeats nothing.
  const [id] = useState(() => crypto.randomUUID());
  const [giveId] = useState(() => crypto.randomUUID());
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
  const self = members.value?.members.find((member) => member.self)?.id;
  const isGiven = assigneeId !== '' && assigneeId !== (task?.assigneeId ?? self);
  const submit = useSubmit<Task>(
    async () => {
      const edit = { type, title: title.trim(), priority, details, dueAt: dueAt ?? '' };
      const email = type === 'email' ? emptyEmail : null;
      const saved = task
        ? await ask('tasks.update', { params: { id: task.id }, body: edit })
        : await link.ask('tasks.create', { id, ...edit, email, personId: person?.id ?? '' });
      if (!saved.ok || !isGiven) return saved;
      // Given by a change of its own, which whoever gave it can take back.
      const given = await changeOne(ask, giveId, saved.value.id, { kind: 'assign', to: assigneeId });
      return given.ok ? saved : given;
    },
    (saved) => onDone(saved, { edit: task && editOf(task), givenBy: isGiven ? giveId : null }),
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
function editOf({ type, title, priority, dueAt, details }: EditableTask): TaskEdit {
  return { type, title, priority, dueAt, details };
}

/** One task of a change, which has only this one: what stands in its way is the answer. */
async function changeOne(
  ask: AskLibrary,
  id: string,
  taskId: string,
  deed: TaskDeed,
): Promise<Result<undefined>> {
  return only(await ask('tasks.change', { body: { id, taskIds: [taskId], deed } }));
}

function only(report: Result<TaskChangeReport>): Result<undefined> {
  if (!report.ok) return report;
  const [failure] = report.value.failures;
  return failure ? { ok: false, code: failure.code, message: failure.message } : ok(undefined);
}

/** How a task that was added goes, or one that was changed or deleted is as it was before. */
export function useTaskUndo() {
  const ask = useLibrary();
  const takeBack = async (id: string) => only(await ask('tasks.takeBack', { params: { id } }));
  return {
    /** To be asked once, when it is to be taken back. */
    of:
      (id: string, { edit, givenBy }: TaskBefore) =>
      async (): Promise<Result<unknown>> => {
        const back = givenBy === null ? ok(undefined) : await takeBack(givenBy);
        if (!back.ok) return back;
        if (edit) return ask('tasks.update', { params: { id }, body: edit });
        return changeOne(ask, crypto.randomUUID(), id, { kind: 'delete' });
      },
    /** Deletes, and answers with how it is taken back. */
    remove: async (id: string): Promise<Result<() => Promise<Result<unknown>>>> => {
      const changeId = crypto.randomUUID();
      const gone = await changeOne(ask, changeId, id, { kind: 'delete' });
      return gone.ok ? ok(() => takeBack(changeId)) : gone;
    },
  };
}
