import type { Me } from '../../lib/contract/account.ts';
import { ok, type Result } from '../../lib/contract/errors.ts';
import type { TaskDetail } from '../../lib/contract/messages.ts';
import type { PersonContext } from '../../lib/contract/person-context.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FoundTask, MemberChoice } from '../../lib/contract/task-changes.ts';
import { dayBounds, dueGroup } from '../../lib/core/task/group.ts';
import { renderDetails, renderEmail } from '../../lib/core/template/email.ts';
import { useLink } from '../data/link.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';

/** A task with all that is shown of it. */
export interface OpenedTask {
  detail: TaskDetail;
  /** This browser has it, so that it is worked on here; not a colleague's, nor a mail that leaves by itself. */
  isHere: boolean;
  /** Fields of the sender's own, who is somebody else, are left open in its mail. */
  isSendersOwn: boolean;
}

/** The task of a row: as this browser has it, else from the server. */
export function useOpenedTask(
  { id, personId }: FoundTask,
  me: Me,
  members: readonly MemberChoice[],
  clock: Clock,
) {
  const link = useLink();
  const ask = useLibrary();
  return useAsked<OpenedTask>(`opened task ${id}`, async () => {
    const here = await link.ask('tasks.get', { taskId: id });
    if (here.ok) return ok({ detail: here.value, isHere: true, isSendersOwn: false });
    if (here.code !== 'NOT_FOUND') return here;
    const [task, person] = await Promise.all([
      ask('tasks.get', { params: { id } }),
      ask('people.context', { params: { id: personId } }),
    ]);
    if (!task.ok) return task;
    if (!person.ok) return person;
    return seenFromHere(task.value, person.value, me, members, clock);
  });
}

/** A task that this browser has no copy of, printed for its person as its sender would. */
function seenFromHere(
  task: Task,
  { person, activities }: PersonContext,
  me: Me,
  members: readonly MemberChoice[],
  { now, timeZone }: Clock,
): Result<OpenedTask> {
  const isOwn = task.assigneeId === me.user.id;
  const sender = isOwn ? me : somebodyElse(me, members.find(({ id }) => id === task.assigneeId)?.name ?? '');
  const printing = { defaults: task.defaults };
  const rendered = task.email ? renderEmail(task.email, person, sender, printing) : null;
  const email = rendered?.ok ? rendered.value : null;
  const ofSender = email && !isOwn ? email.missing.filter(isOfSender) : [];
  const detail: TaskDetail = {
    task,
    group: task.status === 'open' ? dueGroup(task.dueAt, dayBounds(now, timeZone)) : null,
    person,
    campaign: null,
    history: activities,
    email: email && { ...email, missing: email.missing.filter((field) => !ofSender.includes(field)) },
    details: renderDetails(task.details, person, sender, printing),
    compose: null,
    attachments: null,
  };
  return ok({ detail, isHere: false, isSendersOwn: ofSender.length > 0 });
}

const isOfSender = (field: string): boolean => field.startsWith('my_');

/** A colleague as far as is known: what only they can say of themselves is empty. */
function somebodyElse(me: Me, name: string): Me {
  const { id, timeZone } = me.user;
  return { ...me, user: { id, name, email: '', timeZone, title: null } };
}
