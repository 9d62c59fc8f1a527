import type { MailingStatus } from '../../contract/mailing.ts';

/** What can happen to a mailing: from where, to where. */
export const mailingMoves = {
  /** Its start lies ahead. */
  schedule: { from: ['draft', 'scheduled', 'stopped'], to: 'scheduled' },
  /** Its list is read anew before it leaves. */
  prepare: {
    from: ['draft', 'scheduled', 'stopped', 'finished', 'finished_with_errors', 'failed'],
    to: 'preparing',
  },
  /** Its time has come, or somebody wants it now. */
  start: {
    from: ['draft', 'scheduled', 'preparing', 'stopped', 'finished', 'finished_with_errors'],
    to: 'sending',
  },
  /** Who has not got it stays ready. */
  stop: { from: ['preparing', 'scheduled', 'sending'], to: 'stopped' },
  /** Back to the wizard: nothing has left yet. */
  revise: { from: ['scheduled', 'stopped', 'failed'], to: 'draft' },
  /** Nobody is left. */
  finish: { from: ['sending'], to: 'finished' },
  /** Nobody is left, and some could not be reached. */
  finishWithErrors: { from: ['sending'], to: 'finished_with_errors' },
  fail: { from: ['preparing', 'scheduled', 'sending'], to: 'failed' },
} as const satisfies Record<string, { from: readonly MailingStatus[]; to: MailingStatus }>;
export type MailingMove = keyof typeof mailingMoves;

/** @returns where it stands then, or null where that cannot happen */
export function movedMailing(status: MailingStatus, move: MailingMove): MailingStatus | null {
  const { from, to } = mailingMoves[move];
  return (from as readonly MailingStatus[]).includes(status) ? to : null;
}

/** May what it says and whom it goes to still be changed? Once something has left, only its name may. */
export function isEditable(status: MailingStatus, hasLeft: boolean): boolean {
  return !hasLeft && status === 'draft';
}

/**
 * When a mailing starts.
 *
 * @param wanted - null: now
 * @returns null: at once; a start that is over is none to wait for
 */
export function startOf(wanted: Date | null, now: Date): Date | null {
  return wanted !== null && wanted.getTime() > now.getTime() ? wanted : null;
}

/** How a mailing ends that nobody is waiting in any more. */
export function endOf(failures: number): Extract<MailingMove, 'finish' | 'finishWithErrors'> {
  return failures > 0 ? 'finishWithErrors' : 'finish';
}
