import type { Enrolment } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { CallResult, Task, TaskOutcome } from '../../lib/contract/task.ts';
import type { Database } from '../db/open.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { pushActions } from '../sync/push.ts';
import { uuidFrom } from './chance.ts';
import type { ExampleOwner } from './fill.ts';

const MINUTE_MS = 60_000;

/**
 * Does the first steps of a run, each some minutes after it fell due, as a user would have. Stops at a step whose
 * time has not come.
 */
export async function workOff(
  db: Database,
  owner: ExampleOwner,
  { enrolment, person, steps }: { enrolment: Enrolment; person: Person; steps: number },
  chance: () => number,
  now: Date,
): Promise<void> {
  for (let done = 0; done < steps; done += 1) {
    const task = await openTaskOf(db, owner, enrolment.id);
    if (!task) return;
    const actedAt = new Date(Date.parse(task.dueAt) + Math.floor(5 + chance() * 80) * MINUTE_MS);
    if (actedAt > now) return;
    await pushActions(
      db,
      { workspaceId: owner.workspaceId, userId: owner.user.id },
      [
        {
          kind: 'task.complete',
          id: uuidFrom(chance),
          taskId: task.id,
          actedAt: actedAt.toISOString(),
          baseVersion: task.version,
          outcome: outcomeOf(task, person, owner.user.email, actedAt, chance),
        },
      ],
      actedAt,
    );
  }
}

async function openTaskOf(db: Database, owner: ExampleOwner, enrolmentId: string): Promise<Task | undefined> {
  const { tasks } = await listTasks(db.kysely, owner.workspaceId, owner.user.id, {
    status: 'open',
    limit: 1000,
    offset: 0,
  });
  return tasks.find((task) => task.enrolmentId === enrolmentId);
}

const calls: readonly [CallResult, string][] = [
  ['reached', 'Friendly, wants numbers in writing. Decides together with the site managers.'],
  ['voicemail', 'Left word on the machine.'],
  ['no_answer', ''],
  ['reached', 'Budget from January. Call again after the closing of the month.'],
];
const remarks = [
  'Posted with the yellow card.',
  'Nothing new since spring.',
  'New site opens in March; worth a mention.',
];

function outcomeOf(task: Task, person: Person, account: string, at: Date, chance: () => number): TaskOutcome {
  const pick = <T>(list: readonly T[]) => list[Math.floor(chance() * list.length)];
  if (task.type === 'call') {
    const [callResult, note] = pick(calls) ?? ['reached', ''];
    return { callResult, ...(note && { note }) };
  }
  if (task.type === 'email') return { proof: proofOf(task, person, account, at) };
  return task.type === 'custom' ? { note: pick(remarks) ?? '' } : {};
}

/** `person`: nobody watched these go out. */
function proofOf(task: Task, person: Person, account: string, at: Date): NonNullable<TaskOutcome['proof']> {
  const addresses = (list: { email: string }[] = []) => list.map((one) => one.email);
  return {
    site: 'practice',
    account,
    sentAt: at.toISOString(),
    to: [...(person.email ? [person.email] : []), ...addresses(task.email?.alsoTo)],
    cc: addresses(task.email?.cc),
    bcc: addresses(task.email?.bcc),
    subject: task.title,
    ids: {},
    evidence: 'person',
  };
}
