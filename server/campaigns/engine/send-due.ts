import type { Me } from '../../../lib/contract/account.ts';
import type { Campaign, Enrolment } from '../../../lib/contract/campaign.ts';
import type { Person } from '../../../lib/contract/person.ts';
import { fail, type Result } from '../../../lib/contract/result.ts';
import type { Task, TaskTrouble } from '../../../lib/contract/task.ts';
import { type StepMail, writeStepMail } from '../../../lib/core/campaign/step-mail.ts';
import { stepsInOrder } from '../../../lib/core/campaign/steps.ts';
import { getWriter } from '../../accounts/writer.ts';
import type { Database, Tx } from '../../db/open.ts';
import { findDeadAddresses } from '../../db/queries/address-health.ts';
import { findCampaignOfRun } from '../../db/queries/campaign-versions.ts';
import { findChannelOf } from '../../db/queries/channels.ts';
import { listWithdrawn } from '../../db/queries/consents.ts';
import { listSendStates, saveTrouble } from '../../db/queries/due-mails.ts';
import { lockEnrolment } from '../../db/queries/enrolments.ts';
import { claimDueMails, type DueMail } from '../../db/queries/looks.ts';
import { findPerson } from '../../db/queries/people.ts';
import { lockTask } from '../../db/queries/tasks.ts';
import { countAttachments } from '../../db/queries/template-attachments.ts';
import { withPart, withTransaction } from '../../db/transaction.ts';
import { planSends } from '../../delivery/ledger.ts';
import { writeOptOut } from '../opt-out.ts';
import { findEarlierMail } from './earlier-mail.ts';
import { News } from './news.ts';
import { rethrow } from './rethrow.ts';
import { sourceOf } from './source.ts';
import { type TrackingAddress, trackMail } from './track-mail.ts';

const HOUR_MS = 3_600_000;

/**
 * Gives the mails that are due to the ledger, each run by itself. What cannot be sent as it is becomes a task of the
 * run's user, with the reason; who does not want to hear from sales any more gets nothing, and the run stops.
 *
 * @param onError - a fault of ours in one of them: it becomes a task, too, and the others go on
 * @param tracking - null: nothing is tracked
 * @returns how many were looked at; ask again when it was `most`
 */
export async function sendDue(
  db: Database,
  most: number,
  now: Date,
  onError: (error: unknown) => void = rethrow,
  tracking: TrackingAddress | null = null,
): Promise<number> {
  return withTransaction(db, async (tx) => {
    const due = await claimDueMails(tx, now, most);
    const news = new News();
    for (const mail of due)
      await withPart(
        tx,
        () => sendOne(tx, mail, news, tracking, now),
        async (error) => {
          onError(error);
          const { workspaceId, taskId, assigneeId } = mail;
          const trouble = { code: 'FAILED', message: 'the server could not write it' };
          await handOver(tx, { workspaceId, task: { id: taskId, assigneeId } }, trouble, news, now);
        },
      );
    await news.record(tx, now);
    return due.length;
  });
}

/** The mail is its user's own task from now on. */
async function handOver(
  tx: Tx,
  { workspaceId, task }: { workspaceId: string; task: Pick<Task, 'id' | 'assigneeId'> },
  trouble: TaskTrouble,
  news: News,
  now: Date,
): Promise<void> {
  await saveTrouble(tx, workspaceId, task.id, { trouble, byHand: true }, now);
  news.add(workspaceId, { tasks: [{ id: task.id, userId: task.assigneeId, appeared: true }] });
}

/** A due mail with all that it is made of; its run is locked. */
interface Ready {
  workspaceId: string;
  task: Task & { email: NonNullable<Task['email']>; stepId: string };
  enrolment: Enrolment;
  campaign: Campaign;
  person: Person;
  /** In whose name it goes. */
  me: Me;
  /** How often it was planned and taken back before it left. */
  takenBack: number;
}

async function sendOne(
  tx: Tx,
  due: DueMail,
  news: News,
  tracking: TrackingAddress | null,
  now: Date,
): Promise<void> {
  const ready = await read(tx, due);
  if (!ready) return;
  const { workspaceId, person, task } = ready;
  const withdrawn = await listWithdrawn(tx, workspaceId, 'sales', [person.id]);
  if (withdrawn.has(person.id)) return await stop(tx, ready, news, now);
  const written = await write(tx, ready);
  if (!written.ok) {
    const { code, message } = written;
    return await handOver(tx, { workspaceId, task }, { code, message }, news, now);
  }
  const dead = await findDeadAddresses(
    tx,
    workspaceId,
    written.value.to.map(({ email }) => email),
  );
  const [message] = dead.values();
  if (message === undefined) return await plan(tx, ready, written.value, tracking, now);
  await handOver(tx, { workspaceId, task }, { code: 'MAIL_BOUNCED', message }, news, now);
}

/** Null when it is no longer due: looked at again behind the lock. */
async function read(tx: Tx, { workspaceId, taskId, enrolmentId }: DueMail): Promise<Ready | null> {
  const enrolment = await lockEnrolment(tx, workspaceId, enrolmentId);
  const task = await lockTask(tx, workspaceId, taskId);
  if (enrolment?.status !== 'active' || task?.status !== 'open' || !task.automatic || task.held) return null;
  const states = await listSendStates(tx, workspaceId, taskId);
  if (states.some((state) => state !== 'cancelled')) return null;
  const { email, stepId } = task;
  const campaign = await findCampaignOfRun(tx, workspaceId, enrolment);
  const person = await findPerson(tx, workspaceId, task.personId);
  if (!email || !stepId || !campaign || !person)
    throw new Error(`expected a step's mail with its campaign and person, got task ${taskId}`);
  const me = await getWriter(tx, workspaceId, enrolment.assigneeId);
  const mail = { ...task, email, stepId };
  return { workspaceId, task: mail, enrolment, campaign, person, me, takenBack: states.length };
}

async function stop(tx: Tx, ready: Ready, news: News, now: Date): Promise<void> {
  const { workspaceId, enrolment, campaign } = ready;
  const said = {
    source: 'server',
    at: now.toISOString(),
    byUserId: enrolment.assigneeId,
    note: null,
  } as const;
  news.add(workspaceId, await writeOptOut(tx, workspaceId, { enrolment, campaign }, said, now));
}

async function write(tx: Tx, ready: Ready): Promise<Result<StepMail>> {
  const { workspaceId, task, enrolment, campaign, person, me } = ready;
  const { fromTemplate } = task.email;
  // Mails of the server carry no files yet.
  if (fromTemplate && (await countAttachments(tx, workspaceId, fromTemplate.id)) > 0)
    return fail('INVALID_INPUT', 'its template has attachments, which only a mail client can send');
  const steps = stepsInOrder(campaign);
  const place = steps.findIndex(({ step }) => step.id === task.stepId);
  const followed = steps[place]?.step.followUp ? steps[place - 1]?.step : undefined;
  const earlier = followed
    ? await findEarlierMail(tx, { workspaceId, enrolment, person, me }, followed.id)
    : null;
  return writeStepMail(task.email, person, me, earlier, { defaults: enrolment.defaults });
}

/**
 * One for the person, whose outcome is the step's, and one for each further recipient under the same Message-ID. Only the
 * person's is tracked: what others do with their copies is none of the person's doing.
 */
async function plan(
  tx: Tx,
  ready: Ready,
  mail: StepMail,
  tracking: TrackingAddress | null,
  now: Date,
): Promise<void> {
  const { workspaceId, task, enrolment, campaign, person, takenBack } = ready;
  const { user } = ready.me;
  const source = sourceOf(enrolment.id, task.stepId, takenBack + 1);
  const { to, cc, bcc, subject, html, text, inReplyTo, references } = mail;
  const channel = await findChannelOf(tx, { workspaceId, userId: enrolment.assigneeId });
  const from = { email: channel?.address ?? user.email, name: user.name };
  const shared = {
    workspaceId,
    senderId: enrolment.assigneeId,
    lane: 'campaign',
    dueAt: new Date(task.dueAt),
    notAfter: lastMoment(campaign, task),
    content: { from, to, ...(cc.length > 0 && { cc }), subject, html, text },
    inReplyTo,
    references,
  } as const;
  const [recipient, ...others] = [...to, ...cc, ...bcc];
  if (!recipient) throw new Error(`expected somebody to send task ${task.id} to`);
  const about = { workspaceId, taskId: task.id, personId: person.id, senderId: enrolment.assigneeId };
  const tracked = tracking
    ? await trackMail(tx, { html, text }, { ...about, hasAccount: channel !== null }, tracking, now)
    : null;
  const content = { ...shared.content, ...tracked };
  const [first] = await planSends(tx, [{ ...shared, content, recipient, source, taskId: task.id }], now);
  const copies = others.map((other, index) => ({
    ...shared,
    recipient: other,
    source: `${source}/${index + 1}`,
    taskId: null,
    ...(first && { messageId: first.messageId }),
  }));
  await planSends(tx, copies, now);
}

/** Late guard. */
function lastMoment({ days, settings }: Campaign, task: Task): Date | null {
  const placed = stepsInOrder({ days }).find(({ step }) => step.id === task.stepId);
  const hours = placed?.step.lateHours ?? settings.lateHours;
  return hours === undefined ? null : new Date(Date.parse(task.dueAt) + hours * HOUR_MS);
}
