import type { ComposeIds, ComposeSession } from '../../contract/compose.ts';
import type { SendProof } from '../../contract/task.ts';

/** What proves that the session's message was sent, as it is stored with the task. */
export function proofOf(
  session: ComposeSession,
  evidence: SendProof['evidence'],
  { at, ownAddress }: { at: string; ownAddress: string },
): SendProof {
  const { to, cc, bcc } = session.recipients ?? { to: [], cc: [], bcc: [] };
  const { site, subject, ids } = session;
  return {
    site,
    account: session.account ?? ownAddress,
    sentAt: at,
    to,
    cc,
    bcc,
    subject: subject ?? '',
    ids,
    evidence,
  };
}

/**
 * The id by which a session's draft is found in the mail client's traffic; null until the window has told it, or a
 * request that was matched to it. Nothing else matches a message to a session for certain: subjects and recipients
 * repeat (see match.ts for a site that shows no id).
 */
export function draftIdOf(ids: ComposeIds): string | null {
  const id = (ids.draft ?? ids.message)?.replace(/^#/, '');
  return id ? id : null;
}
