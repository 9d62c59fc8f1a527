import { endOnBounce } from '../../lib/core/campaign/end.ts';
import type { BouncedRecipient } from '../../lib/core/inbound/bounce.ts';
import { handToUser } from '../campaigns/hand-to-user.ts';
import { writeEvent } from '../campaigns/run-events.ts';
import type { Tx } from '../db/open.ts';
import { type AnsweredSend, moveReturned } from '../db/queries/inbound-mails.ts';
import { noteBounces } from './address-health.ts';
import { insertBounceLine } from './bounce-line.ts';
import { type Heard, newsOf } from './heard.ts';

/**
 * Mails could not be delivered. Each one's row and address say so; that the address of the run's person is dead ends the
 * run, or makes its next mail a task, as the campaign says.
 */
export async function heardBounce(
  tx: Tx,
  heard: Heard,
  recipients: readonly BouncedRecipient[],
  now: Date,
): Promise<void> {
  for (const recipient of recipients) {
    if (recipient.severity === 'delayed') continue;
    const send = sendTo(heard.answered, recipient.address);
    if (send) await bounced(tx, heard, send, recipient, now);
  }
}

/** The row of that recipient; where the report names an address that we never wrote to (it was forwarded), the person's. */
function sendTo(answered: readonly AnsweredSend[], address: string | null): AnsweredSend | undefined {
  const own = answered.find(({ recipient }) => recipient.toLowerCase() === address);
  return own ?? (answered.length === 1 || address === null ? answered[0] : undefined);
}

async function bounced(
  tx: Tx,
  heard: Heard,
  send: AnsweredSend,
  recipient: BouncedRecipient,
  now: Date,
): Promise<void> {
  const { workspaceId, at, run, news } = heard;
  const { severity, reason, code, status, text } = recipient;
  const said = { severity, reason, code, status, text, at };
  // Told once more, or after a complaint, it changes nothing.
  if (!(await moveReturned(tx, send, 'bounce', said, now))) return;
  const address = send.recipient.toLowerCase();
  const health = (await noteBounces(tx, workspaceId, [{ ...recipient, address, at }], now)).get(address);
  const ofRun = send.taskId !== null && run;
  if (!ofRun || !health?.deadAt) {
    news.add(workspaceId, { activities: await insertBounceLine(tx, heard, send, text) });
    return;
  }
  const after = endOnBounce(run.enrolment, run.campaign.settings);
  const happened = { kind: 'bounced', run, after, news: newsOf(heard, run, text) } as const;
  news.add(workspaceId, await writeEvent(tx, workspaceId, happened, now));
  if (after === run.enrolment && after.status === 'active') {
    const trouble = { code: 'MAIL_BOUNCED', message: text };
    news.add(workspaceId, await handToUser(tx, workspaceId, after.id, trouble, now));
  }
}
