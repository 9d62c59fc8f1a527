import type { GmailConfig } from './config.ts';
import type { Snackbar } from './snackbar.ts';
import type { Strings } from './strings.ts';

/** What the windows of the page ask of the page. */
export interface PageContext {
  config: GmailConfig;
  strings: Strings;
  snackbar: Snackbar;
  /** Puts a compose window at the lower edge, left of those already there. */
  dock(frame: HTMLElement): void;
  goFullScreen(dialog: HTMLElement): void;
  leaveFullScreen(): void;
  /** A refusal in a dialog of its own. */
  alert(message: string): void;
  /** Every event that makes the page send; one that no person caused is kept for the tests. */
  noteSend(event: Event): void;
}
