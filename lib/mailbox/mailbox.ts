import type { ComposeSignal, FieldReport, FillReport, Prefill } from '../contract/compose.ts';
import type { Result } from '../contract/errors.ts';
import type { PartCheck } from '../contract/mail-page.ts';
import type { MailSite } from '../contract/task.ts';
import type { MailThread } from '../contract/thread.ts';

/** An address that the page shows beyond doubt, or why there is none. Never a guess. */
export type Account = { email: string } | 'several' | 'unknown';

export interface ComposeContent {
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  /** Body without signature and quote. */
  html: string;
  /** Fields and prompts of our texts that are still to be replaced in subject and body. */
  marks: string[];
}

/** Where a window stands: at the foot of the page, over all of it, in a browser window of its own, in a thread. */
export type ComposeKind = 'docked' | 'fullscreen' | 'popout' | 'inline';

/** A text the person has chosen for a window they opened: at their cursor, or in place of what they have. */
export interface Insertion {
  html: string;
  /** Empty leaves the subject as it is. */
  subject: string;
  /** What stands in both to be replaced; absent: nothing. */
  marks?: readonly string[];
  how: 'cursor' | 'replace';
}
export type InsertReport = Record<'subject' | 'body', FieldReport>;

/** One compose window of the mail client, ours or the person's own. */
export interface Compose {
  /** The window's element as it now is; the page may build the window anew. */
  readonly root: HTMLElement;
  /** Null while parts of the window are missing. */
  readonly kind: ComposeKind | null;
  /** An answer or a forwarded message: recipients and subject belong to its thread and are never written. */
  readonly isReply: boolean;
  /** Ids as the mail client knows it (`draft`, `compose`); more may come once the draft is saved. */
  ids(): Record<string, string>;
  /** Null when parts of the window are missing. */
  read(): ComposeContent | null;
  /** Writes only where nothing stands, reads back, and says for each field what became of it. Never sends. */
  fill(prefill: Prefill): Promise<FillReport>;
  /** Writes what the person asked for, and reads it back. Never sends. */
  insert(insertion: Insertion): Promise<InsertReport>;
  /** A text of ours stands in the window, from before this page knew it: these may be left of it. */
  expectMarks(marks: readonly string[]): void;
  /** What stands beside Send, to put our own button after; null when it is not found. */
  toolPlace(): HTMLElement | null;
  /** Brings the window to front and puts the cursor at the start of the body, or where it last was in it. */
  focus(at?: 'start' | 'caret'): void;
  /** What the window tells from now on, until `stop`. */
  watch(tell: (signal: ComposeSignal) => void, stop: AbortSignal): void;
}

/** A mail client's page. Everything a site-specific adapter can do; nothing outside `lib/mailbox` knows a site. */
export interface Mailbox {
  readonly site: MailSite;
  account(): Account;
  /** Is the page dark; follows the page's own theme, not the system's. */
  isDark(): boolean;
  /**
   * Opens an empty compose window by the page's own means, or says why none came. In a page that is one compose window
   * and nothing else, it is the one that is there.
   */
  openCompose(): Promise<Result<Compose>>;
  /** Is this page one compose window and nothing else: no list, no thread, no room for a sidebar. */
  isComposeWindow(): boolean;
  /**
   * Address that opens such a page for the mailbox that is open, with recipients and subject; null where the site has
   * none. The way out when `openCompose` brings no window.
   */
  composeAddress(prefill: Prefill): string | null;
  /** Windows open now. */
  composes(): Compose[];
  /** A window appeared; also called for those already open. */
  onCompose(found: (compose: Compose) => void, stop: AbortSignal): void;
  /** The thread that is open and visible; null in a list. */
  thread(): MailThread | null;
  /** The open thread has changed, at most half a second ago; also called with the one that is open now. */
  onThread(changed: (thread: MailThread | null) => void, stop: AbortSignal): void;
  /** Which ladder step matched for each part. */
  check(): PartCheck[];
  /**
   * Space the rail must leave at the top and bottom of the right edge, so that compose and snackbar stay free; null
   * where there is no room for a rail at all (a compose window of its own). `rightPx` is the width of the page's own
   * panel at that edge, 0 or absent where it has none.
   */
  rail(): { side: 'right'; topPx: number; bottomPx: number; rightPx?: number } | null;
}
