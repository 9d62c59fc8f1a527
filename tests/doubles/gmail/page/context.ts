import type { GmailConfig } from './config.ts';
import type { Place } from './place.ts';
import type { Snackbar } from './snackbar.ts';
import type { Strings } from './strings.ts';
import type { Draft } from './sync.ts';
import type { Person } from './threads.ts';

/** What the windows of the page ask of the page. */
export interface PageContext {
  config: GmailConfig;
  strings: Strings;
  place: Place;
  /** Whose mailbox is open. */
  owner: Person;
  snackbar: Snackbar;
  /** Puts a compose window at the lower edge, left of those already there. */
  dock(frame: HTMLElement): void;
  goFullScreen(dialog: HTMLElement): void;
  leaveFullScreen(): void;
  /** A refusal in a dialog of its own. */
  alert(message: string): void;
  /** Every event that makes the page send; one that no person caused is kept for the tests. */
  noteSend(event: Event): void;
  /** The message is in its thread now, or, with `false`, no longer. */
  delivered(draft: Draft, isThere: boolean): void;
  /** Out of the thread that is shown, into the list. */
  leaveThread(): void;
  /** A window of its own for a draft or a thread. */
  popOut(kind: 'msg' | 'th', id: string): void;
}
