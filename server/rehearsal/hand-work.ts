import { randomUUID } from 'node:crypto';
import type { RehearsedMessage, TaskWork } from '../../lib/contract/rehearsal.ts';
import type { SendProof, Task, TaskOutcome } from '../../lib/contract/task.ts';
import { workedAt } from '../../lib/core/rehearsal/work.ts';
import { renderEmail } from '../../lib/core/template/email.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database } from '../db/open.ts';
import { findRun } from '../db/queries/enrolments.ts';
import { findPerson } from '../db/queries/people.ts';
import { type HandTask, listHandTasks } from '../db/queries/rehearsal.ts';
import { findTask } from '../db/queries/tasks.ts';
import { pushActions } from '../sync/push.ts';
import type { World } from './world.ts';

interface Options {
  db: Database;
  workspaceId: string;
  world: World;
  work: TaskWork;
  seed: number;
  now: () => Date;
}

/** A mail that the user has written, and whose it is. */
export type HandMail = Omit<RehearsedMessage, 'campaignId' | 'personId' | 'stepId'> & { taskId: string };

/** The user of a rehearsal, who works tasks as they were told to. */
export class HandWork {
  readonly mails: HandMail[] = [];
  readonly #options: Options;
  /** When each open task will be done; null: never. */
  #plans = new Map<string, Date | null>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Does what is to be done by now. @returns how many tasks were closed */
  async workOff(): Promise<number> {
    const { now } = this.#options;
    let closed = 0;
    for (const task of await this.#plan()) {
      const at = this.#plans.get(task.id);
      if (!at || at > now()) continue;
      await this.#close(task);
      closed += 1;
    }
    return closed;
  }

  /** When the next task is done; of the tasks that were there at the last look. */
  nextAt(): Date | null {
    const times = [...this.#plans.values()].flatMap((at) => at?.getTime() ?? []);
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  async #plan(): Promise<HandTask[]> {
    const { db, workspaceId, now } = this.#options;
    const open = await listHandTasks(db.kysely, workspaceId);
    const plans = new Map<string, Date | null>();
    for (const one of open) {
      const known = this.#plans.get(one.id);
      plans.set(one.id, known === undefined ? await this.#whenWorked(one) : known);
    }
    this.#plans = plans;
    const present = now();
    return open.filter(({ id }) => (plans.get(id) ?? present) <= present && plans.get(id) !== null);
  }

  async #whenWorked({ id, assigneeId, dueAt }: HandTask): Promise<Date | null> {
    const { db, workspaceId, work, seed, now } = this.#options;
    const from = dueAt > now() ? dueAt : now();
    if (work.kind !== 'varied') return workedAt(work, { from, key: '' }, seed);
    const task = await findTask(db.kysely, workspaceId, assigneeId, id);
    const person = task && (await findPerson(db.kysely, workspaceId, task.personId));
    // Named by what is the same in each rehearsal.
    const key = `${person?.email ?? task?.personName} ${task?.campaignName} ${task?.dayNumber} ${task?.stepNumber}`;
    return workedAt(work, { from, key }, seed);
  }

  async #close({ id, assigneeId: userId }: HandTask): Promise<void> {
    const { db, workspaceId, now } = this.#options;
    this.#plans.delete(id);
    const task = await findTask(db.kysely, workspaceId, userId, id);
    if (task?.status !== 'open') return;
    const outcome = await this.#outcomeOf(task);
    const base = { id: randomUUID(), taskId: id, actedAt: now().toISOString(), baseVersion: task.version };
    const action = outcome
      ? ({ kind: 'task.complete', ...base, outcome } as const)
      : ({ kind: 'task.skip', ...base } as const);
    const { answers } = await pushActions(db, { workspaceId, userId }, [action], now());
    const [answer] = answers;
    if (answer?.result !== 'accepted')
      throw new Error(`expected task ${id} to be closed, got ${answer?.code}: ${answer?.message}`);
  }

  /** @returns null: it is skipped, because nobody can be written to */
  async #outcomeOf(task: Task): Promise<TaskOutcome | null> {
    if (task.type === 'call') return { callResult: 'reached' };
    if (task.type !== 'email') return {};
    // A refused address stays refused, whoever writes to it.
    if (task.trouble?.code === 'MAIL_REJECTED') return null;
    const proof = await this.#send(task);
    return proof && { proof };
  }

  /** Sends a task’s mail as the user would from their mailbox; what is missing they would fill in. */
  async #send(task: Task): Promise<SendProof | null> {
    const { db, workspaceId, world, now } = this.#options;
    const person = await findPerson(db.kysely, workspaceId, task.personId);
    const me = await getWriter(db.kysely, workspaceId, task.assigneeId);
    if (!task.email || !person?.email) return null;
    const run = task.enrolmentId ? await findRun(db.kysely, workspaceId, task.enrolmentId) : null;
    const written = renderEmail(task.email, person, me, { defaults: run?.enrolment.defaults ?? {} });
    if (!written.ok) return null;
    const { to, cc, bcc, subject, html, text, missing, prompts } = written.value;
    const messageId = `<${task.id}@rehearsal.invalid>`;
    const taken = world.takeByHand(messageId, person.email);
    const at = now().toISOString();
    this.mails.push({
      taskId: task.id,
      messageId,
      at,
      from: { email: me.user.email, name: me.user.name },
      to,
      cc,
      subject,
      html,
      text,
      byHand: true,
      missing: [...missing, ...prompts],
      inReplyTo: null,
      outcome: taken ? 'accepted' : 'rejected',
      reply: null,
    });
    const addresses = (list: readonly { email: string }[]) => list.map(({ email }) => email);
    return {
      site: 'practice',
      account: me.user.email,
      sentAt: at,
      to: addresses(to),
      cc: addresses(cc),
      bcc: addresses(bcc),
      subject,
      ids: { messageId },
      evidence: 'network',
    };
  }
}
