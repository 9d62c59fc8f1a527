import type { PracticeSent } from '../../../lib/contract/practice.ts';

/**
 * What a compose window is at. Shown on its element as `data-practice-state`, which is what the extension reads:
 * `held` is before any byte has left and can be undone; `sent` only once the mail server has taken the message.
 */
export type ComposeStatus =
  | { name: 'writing'; returned: boolean }
  | { name: 'held'; untilMs: number }
  | { name: 'sending' }
  | { name: 'sent'; receipt: PracticeSent }
  | { name: 'failed'; message: string };

export type ComposeEvent =
  | { type: 'pressed'; nowMs: number; undoMs: number }
  | { type: 'undone' }
  | { type: 'elapsed' }
  | { type: 'accepted'; receipt: PracticeSent }
  | { type: 'refused'; message: string }
  | { type: 'edited' };

export const writing: ComposeStatus = { name: 'writing', returned: false };

/** The next status; an event that does not fit the present one changes nothing. */
export function nextStatus(status: ComposeStatus, event: ComposeEvent): ComposeStatus {
  switch (event.type) {
    case 'pressed':
      return isOpen(status) ? { name: 'held', untilMs: event.nowMs + event.undoMs } : status;
    case 'undone':
      return status.name === 'held' ? { name: 'writing', returned: true } : status;
    case 'elapsed':
      return status.name === 'held' ? { name: 'sending' } : status;
    case 'accepted':
      return status.name === 'sending' ? { name: 'sent', receipt: event.receipt } : status;
    case 'refused':
      return status.name === 'sending' ? { name: 'failed', message: event.message } : status;
    case 'edited':
      return isOpen(status) ? writing : status;
  }
}

/** Can the person write in the window? */
export function isOpen(status: ComposeStatus): boolean {
  return status.name === 'writing' || status.name === 'failed';
}
