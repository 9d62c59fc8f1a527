import type { ComposeContent, ComposeWindow } from './compose.ts';
import type { OutlookConfig } from './config.ts';
import type { Dialogs } from './dialogs.ts';
import type { Message } from './service.ts';
import type { Strings } from './strings.ts';
import type { Toast } from './toast.ts';

/** What a compose window asks of the page it stands in. */
export interface PageContext {
  config: OutlookConfig;
  strings: Strings;
  document: Document;
  toast: Toast;
  dialogs: Dialogs;
  /** A new window, or one that comes back. */
  open(content: ComposeContent): void;
  /** Puts a window where it belongs and in front. */
  place(window: ComposeWindow): void;
  remove(window: ComposeWindow): void;
  holds(window: ComposeWindow): boolean;
  /** Its subject is another. */
  renamed(window: ComposeWindow): void;
  /** Moves it into a browser window of its own; null where it is in one already. */
  popOut: ((window: ComposeWindow) => Promise<void>) | null;
  /** All is done with a message, which was perhaps sent: a browser window that was opened for it alone closes. */
  finished(content: ComposeContent, sent: Message | null): void;
  /** Every event that makes the page send; one that no person caused is kept for the tests. */
  noteSend(event: Event): void;
}
