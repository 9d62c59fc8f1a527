import type { Campaign } from '../../../lib/contract/campaign.ts';
import type { SendAttachment } from '../../../lib/contract/send.ts';
import type { StepMail } from '../../../lib/core/campaign/step-mail.ts';
import { stepsInOrder } from '../../../lib/core/campaign/steps.ts';
import type { Tx } from '../../db/open.ts';
import { planSends } from '../../delivery/ledger.ts';
import type { NewSend } from '../../delivery/new-send.ts';
import type { Ready } from './read-due.ts';
import { sourceOf } from './source.ts';
import { type TrackedMail, type TrackingAddress, trackMails } from './track-mail.ts';

const HOUR_MS = 3_600_000;

/** A due mail as it is written for its person. */
export interface WrittenMail {
  ready: Ready;
  mail: StepMail;
  attachments: readonly SendAttachment[];
}

/**
 * Gives mails of a workspace to the ledger: of each one for the person, whose outcome is the step's, and one for each
 * further recipient under the same Message-ID. Only the person's is tracked: what others do with their copies is none
 * of the person's doing.
 */
export async function planMails(
  tx: Tx,
  workspaceId: string,
  mails: readonly WrittenMail[],
  tracking: TrackingAddress | null,
  now: Date,
): Promise<void> {
  const texts = tracking ? await trackMails(tx, workspaceId, mails.map(trackedOf), tracking, now) : [];
  const drafts = mails.map((written, index) => draftOf(written, texts[index] ?? null));
  const planned = await planSends(
    tx,
    drafts.map(({ first }) => first),
    now,
  );
  const copies = drafts.flatMap(({ copies }, index) => {
    const messageId = planned[index]?.messageId;
    return copies.map((copy) => ({ ...copy, ...(messageId !== undefined && { messageId }) }));
  });
  await planSends(tx, copies, now);
}

function trackedOf({ ready, mail }: WrittenMail): TrackedMail {
  const { task, person, enrolment, channel, isStopped } = ready;
  const { html, text } = mail;
  const about = { taskId: task.id, personId: person.id, senderId: enrolment.assigneeId };
  return { html, text, ...about, hasAccount: channel !== null || isStopped };
}

function draftOf({ ready, mail, attachments }: WrittenMail, tracked: Pick<StepMail, 'html' | 'text'> | null) {
  const { workspaceId, task, enrolment, campaign, takenBack, channel } = ready;
  const { user } = ready.me;
  const source = sourceOf(enrolment.id, task.stepId, takenBack + 1);
  const { to, cc, bcc, subject, html, text, inReplyTo, references } = mail;
  const from = { email: channel?.address ?? user.email, name: user.name };
  const content = {
    from,
    to,
    ...(cc.length > 0 && { cc }),
    subject,
    html,
    text,
    ...(attachments.length > 0 && { attachments: [...attachments] }),
  };
  const shared = {
    workspaceId,
    senderId: enrolment.assigneeId,
    lane: 'campaign',
    dueAt: new Date(task.dueAt),
    notAfter: lastMoment(campaign, task),
    content,
    inReplyTo,
    references,
  } as const;
  const [recipient, ...others] = [...to, ...cc, ...bcc];
  if (!recipient) throw new Error(`expected somebody to send task ${task.id} to`);
  const first: NewSend = {
    ...shared,
    content: { ...content, ...tracked },
    recipient,
    source,
    taskId: task.id,
  };
  const copies = others.map(
    (other, index): NewSend => ({
      ...shared,
      recipient: other,
      source: `${source}/${index + 1}`,
      taskId: null,
    }),
  );
  return { first, copies };
}

/** Late guard. */
function lastMoment({ days, settings }: Campaign, task: Ready['task']): Date | null {
  const placed = stepsInOrder({ days }).find(({ step }) => step.id === task.stepId);
  const hours = placed?.step.lateHours ?? settings.lateHours;
  return hours === undefined ? null : new Date(Date.parse(task.dueAt) + hours * HOUR_MS);
}
