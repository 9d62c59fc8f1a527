import { randomUUID } from 'node:crypto';
import type { Result } from '../../../lib/contract/result.ts';
import type { SendAttachment } from '../../../lib/contract/send.ts';
import type { TaskTrouble } from '../../../lib/contract/task.ts';
import { endOnBlock } from '../../../lib/core/campaign/end.ts';
import { type StepMail, writeStepMail } from '../../../lib/core/campaign/step-mail.ts';
import { stepsInOrder } from '../../../lib/core/campaign/steps.ts';
import { blockedDomainOf } from '../../../lib/core/person/blocked-domain.ts';
import type { Database, Tx } from '../../db/open.ts';
import { findDeadAddresses } from '../../db/queries/address-health.ts';
import { holdBlocked } from '../../db/queries/blocked-domains.ts';
import { listWithdrawn } from '../../db/queries/consents.ts';
import { saveTrouble } from '../../db/queries/due-mails.ts';
import { claimDueMails, type DueMail } from '../../db/queries/looks.ts';
import { listAttachments } from '../../db/queries/template-attachments.ts';
import { withPart, withTransaction } from '../../db/transaction.ts';
import { listBeyondSales, writeOptOut } from '../opt-out.ts';
import { type Told, writeEvent } from '../run-events.ts';
import { findEarlierMail } from './earlier-mail.ts';
import { News } from './news.ts';
import { planMails, type WrittenMail } from './plan-mails.ts';
import { type Ready, readDue } from './read-due.ts';
import { rethrow } from './rethrow.ts';
import type { TrackingAddress } from './track-mail.ts';

/**
 * Gives the mails that are due to the ledger, those of a workspace together. What cannot be sent as it is becomes a task
 * of the run's user, with the reason; who does not want to hear from sales any more gets nothing, and the run stops, unless
 * what is left of it is non-commercial; so does that of somebody at a domain that is blocked, whatever is left.
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
    const workspaceIds = [...new Set(due.map(({ workspaceId }) => workspaceId))];
    for (const workspaceId of workspaceIds) {
      const mails = due.filter((mail) => mail.workspaceId === workspaceId);
      const told = await sendApart(tx, workspaceId, mails, { tracking, now, onError });
      for (const one of told) news.add(workspaceId, one);
    }
    await news.record(tx, now);
    return due.length;
  });
}

interface How {
  tracking: TrackingAddress | null;
  now: Date;
  onError: (error: unknown) => void;
}

/** Where they fail together they are sent one by one, so that one with a fault of ours keeps no other back. */
async function sendApart(
  tx: Tx,
  workspaceId: string,
  due: readonly DueMail[],
  how: How,
): Promise<Partial<Told>[]> {
  const told: Partial<Told>[] = [];
  await withPart(
    tx,
    async () => {
      told.push(...(await sendTogether(tx, workspaceId, due, how)));
    },
    async (error) => {
      const [mail, ...others] = due;
      if (mail && others.length === 0) {
        how.onError(error);
        const trouble = { code: 'FAILED', message: 'the server could not write it' };
        told.push(await handOver(tx, mail, trouble, how.now));
        return;
      }
      for (const one of due) told.push(...(await sendApart(tx, workspaceId, [one], how)));
    },
  );
  return told;
}

/** The mail is its user's own task from now on. */
async function handOver(
  tx: Tx,
  { workspaceId, taskId, assigneeId }: Pick<DueMail, 'workspaceId' | 'taskId' | 'assigneeId'>,
  trouble: TaskTrouble,
  now: Date,
): Promise<Partial<Told>> {
  await saveTrouble(tx, workspaceId, taskId, { trouble, byHand: true }, now);
  return { tasks: [{ id: taskId, userId: assigneeId, appeared: true }] };
}

/**
 * Consent and addresses are asked for each mail when its text is written, right before the ledger has it: whoever
 * withdraws consent waits for the runs that are locked here, and takes back what was planned.
 */
async function sendTogether(
  tx: Tx,
  workspaceId: string,
  due: readonly DueMail[],
  { tracking, now }: How,
): Promise<Partial<Told>[]> {
  const ready = await readDue(tx, workspaceId, due);
  if (ready.length === 0) return [];
  const written: { ready: Ready; result: Result<StepMail> }[] = [];
  for (const one of ready) written.push({ ready: one, result: await write(tx, one) });
  const files = await listFiles(tx, workspaceId, ready);
  const personIds = ready.map(({ person }) => person.id);
  const withdrawn = await listWithdrawn(tx, workspaceId, 'sales', personIds);
  const blocked = await holdBlocked(tx, workspaceId);
  const addresses = written.flatMap(({ result }) => (result.ok ? result.value.to : []));
  const dead = await findDeadAddresses(
    tx,
    workspaceId,
    addresses.map(({ email }) => email),
  );
  const unwilling = ready.filter(({ person }) => withdrawn.has(person.id));
  const beyond = await listBeyondSales(tx, workspaceId, unwilling);
  const told: Partial<Told>[] = [];
  const going: WrittenMail[] = [];
  for (const { ready, result } of written) {
    const trouble = result.ok
      ? (copyTo(result.value, blocked) ?? bounceOf(result.value, dead))
      : { code: result.code, message: result.message };
    const domain = ready.person.email === null ? null : blockedDomainOf(ready.person.email, blocked);
    if (withdrawn.has(ready.person.id) && !beyond.has(ready.enrolment.id))
      told.push(await stop(tx, ready, now));
    else if (domain !== null) told.push(await stopAtBlocked(tx, ready, domain, now));
    else if (trouble) told.push(await handOver(tx, keysOf(ready), trouble, now));
    else if (result.ok) going.push({ ready, mail: result.value, attachments: attachmentsOf(ready, files) });
  }
  await planMails(tx, workspaceId, going, tracking, now);
  return told;
}

function bounceOf({ to }: StepMail, dead: ReadonlyMap<string, string>): TaskTrouble | null {
  for (const { email } of to) {
    const message = dead.get(email.toLowerCase());
    if (message !== undefined) return { code: 'MAIL_BOUNCED', message };
  }
  return null;
}

/** Somebody else who would get it, at a domain that is blocked. */
function copyTo({ to, cc, bcc }: StepMail, blocked: readonly string[]): TaskTrouble | null {
  const shut = [...to, ...cc, ...bcc].find(({ email }) => blockedDomainOf(email, blocked) !== null);
  return shut ? { code: 'DOMAIN_BLOCKED', message: `${shut.email} would get a copy` } : null;
}

function keysOf({ workspaceId, task }: Ready) {
  return { workspaceId, taskId: task.id, assigneeId: task.assigneeId };
}

function stop(tx: Tx, { workspaceId, enrolment, campaign }: Ready, now: Date): Promise<Told> {
  const said = {
    source: 'server',
    at: now.toISOString(),
    byUserId: enrolment.assigneeId,
    note: null,
  } as const;
  return writeOptOut(tx, workspaceId, { enrolment, campaign }, said, now);
}

function stopAtBlocked(
  tx: Tx,
  { workspaceId, enrolment, campaign }: Ready,
  domain: string,
  now: Date,
): Promise<Told> {
  const said = {
    id: randomUUID(),
    source: 'server',
    personId: enrolment.personId,
    at: now.toISOString(),
    byUserId: enrolment.assigneeId,
    title: campaign.name,
    note: domain,
  } as const;
  const run = { enrolment, campaign };
  return writeEvent(tx, workspaceId, { kind: 'blocked', run, after: endOnBlock(enrolment), news: said }, now);
}

/** Files of the templates that the mails are from, as they are now. */
function listFiles(tx: Tx, workspaceId: string, mails: readonly Ready[]): Promise<SendAttachment[]> {
  const templateIds = mails.flatMap(({ task }) => task.email.fromTemplate?.id ?? []);
  return listAttachments(tx, workspaceId, [...new Set(templateIds)]);
}

function attachmentsOf({ task }: Ready, files: readonly SendAttachment[]): SendAttachment[] {
  return files.filter(({ templateId }) => templateId === task.email.fromTemplate?.id);
}

async function write(tx: Tx, ready: Ready): Promise<Result<StepMail>> {
  const { workspaceId, task, enrolment, campaign, person, me } = ready;
  const steps = stepsInOrder(campaign);
  const place = steps.findIndex(({ step }) => step.id === task.stepId);
  const followed = steps[place]?.step.followUp ? steps[place - 1]?.step : undefined;
  const earlier = followed
    ? await findEarlierMail(tx, { workspaceId, enrolment, person, me }, followed.id)
    : null;
  return writeStepMail(task.email, person, me, earlier, { defaults: enrolment.defaults });
}
