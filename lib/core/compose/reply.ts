import type { SendProof } from '../../contract/task.ts';
import type { MailThread } from '../../contract/thread.ts';

/** A mailbox as the page shows it beside a thread. */
export interface OpenThread {
  site: SendProof['site'];
  /** Whose mailbox it is; null where the page does not show it beyond doubt. */
  account: string | null;
  thread: MailThread;
}

/** Who reports that a mail could not be delivered (RFC 5321 §4.5.1 and common practice); no person answers from there. */
const machines = /^(mailer-daemon|postmaster|mail-daemon)([+._-].*)?@/i;

/**
 * The messages of an open thread that answer a mail we know to be sent: ids, oldest first.
 *
 * Never on a guess. Site, mailbox and thread must be those of the proof; our own message must be among those shown,
 * for only what stands after it can answer it; and the answer must be certain to come from somebody else. A report
 * that the mail could not be delivered stands in the same thread and is none. That nobody was in the office cannot be
 * told apart, since no text is read.
 */
export function repliesTo(proof: SendProof, { site, account, thread }: OpenThread): string[] {
  if (proof.site !== site || account?.toLowerCase() !== proof.account.toLowerCase()) return [];
  const { thread: threadId, message: messageId } = proof.ids;
  if (!threadId || !messageId || thread.ids.thread !== threadId) return [];
  const ours = thread.messages.findIndex(({ id }) => id === messageId);
  if (ours < 0) return [];
  return thread.messages
    .slice(ours + 1)
    .filter(({ own, from }) => own === false && from !== null && !machines.test(from))
    .map(({ id }) => id);
}
