import type { Me } from '../../../lib/contract/account.ts';
import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Person } from '../../../lib/contract/person.ts';
import type { EarlierMail } from '../../../lib/core/campaign/step-mail.ts';
import { withoutOpeningImages } from '../../../lib/core/links/opening.ts';
import { renderEmail } from '../../../lib/core/template/email.ts';
import type { Tx } from '../../db/open.ts';
import { findSentMail } from '../../db/queries/due-mails.ts';
import { findStepTask } from '../../db/queries/tasks.ts';

interface RunOfMail {
  workspaceId: string;
  enrolment: Enrolment;
  person: Person;
  me: Me;
}

/**
 * The mail that a run's earlier step was. One that the server has sent is known as it went out, with what it quoted;
 * of one that a person has sent only the campaign's text is known, and its Message-ID where the mail client showed it.
 *
 * @returns null when it was never sent, or cannot be written any more
 */
export async function findEarlierMail(
  tx: Tx,
  { workspaceId, enrolment, person, me }: RunOfMail,
  stepId: string,
): Promise<EarlierMail | null> {
  const task = await findStepTask(tx, workspaceId, enrolment.id, stepId);
  const proof = task?.outcome?.proof;
  if (!task?.email || !proof) return null;
  const from = { email: proof.account, name: me.user.name };
  const sent = await findSentMail(tx, workspaceId, task.id);
  if (sent) {
    const { messageId, references, content } = sent;
    const { subject, html, text = '' } = content;
    const quotable = withoutOpeningImages(html);
    return { from, sentAt: proof.sentAt, subject, html: quotable, text, messageId, references };
  }
  const written = renderEmail(task.email, person, me, { defaults: enrolment.defaults });
  if (!written.ok) return null;
  const { html, text } = written.value;
  const messageId = proof.ids.messageId ?? null;
  return { from, sentAt: proof.sentAt, subject: proof.subject, html, text, messageId, references: [] };
}
