import type { RecipientGroup, RecipientStatus } from '../../contract/mailing.ts';

/** Under which filter of the results a status is found. */
export const groupOf: Readonly<Record<RecipientStatus, RecipientGroup>> = {
  ready: 'ready',
  sending: 'ready',
  sent: 'sent',
  unsure: 'sent',
  read: 'read',
  bounced: 'bounced',
  soft_bounced: 'bounced',
  failed: 'bounced',
  complained: 'complained',
  no_address: 'blocked',
  no_mailings: 'blocked',
  no_consent: 'blocked',
  no_subscription: 'blocked',
  too_many_bounces: 'blocked',
  complained_before: 'blocked',
  left_out: 'blocked',
  company_instead: 'blocked',
  duplicate: 'blocked',
};

/** The statuses of a filter. */
export function statusesOf(groups: readonly RecipientGroup[]): RecipientStatus[] {
  return (Object.keys(groupOf) as RecipientStatus[]).filter((status) => groups.includes(groupOf[status]));
}

/** What has happened to somebody's mail. */
export interface MailFacts {
  /** As the ledger has it. */
  state: 'sending' | 'sent' | 'failed' | 'unsure';
  opened: boolean;
  bounced: 'hard' | 'soft' | null;
  complained: boolean;
}

/** One word for it: what came last in the way of a mail hides what came before. */
export function statusAfter({ state, opened, bounced, complained }: MailFacts): RecipientStatus {
  if (complained) return 'complained';
  if (bounced !== null) return bounced === 'hard' ? 'bounced' : 'soft_bounced';
  // Whoever reads it has got it, whatever the ledger knows.
  if (opened) return 'read';
  return state;
}
