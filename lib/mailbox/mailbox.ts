import type { ComposeSignal, FillReport, Prefill } from '../contract/compose.ts';
import type { Result } from '../contract/errors.ts';
import type { MailSite } from '../contract/task.ts';

/** An address that the page shows beyond doubt, or why there is none. Never a guess. */
export type Account = { email: string } | 'several' | 'unknown';

/** How one part of a page was found: step 0 is the ladder's best selector, higher is a fall-back, null is lost. */
export interface PartCheck {
  part: string;
  step: number | null;
  /** What the person loses with it: a key of the texts under `page.function`. */
  function: string;
}

export interface ComposeContent {
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  /** Body without signature and quote. */
  html: string;
}

/** One compose window of the mail client, ours or the person's own. */
export interface Compose {
  /** Ids as the mail client knows it (`draft`, `compose`); more may come once the draft is saved. */
  ids(): Record<string, string>;
  /** Null when parts of the window are missing. */
  read(): ComposeContent | null;
  /** Writes only where nothing stands, reads back, and says for each field what became of it. Never sends. */
  fill(prefill: Prefill): Promise<FillReport>;
  /** Brings the window to front and puts the cursor at the start of the body. */
  focus(): void;
  /** What the window tells from now on, until `stop`. */
  watch(tell: (signal: ComposeSignal) => void, stop: AbortSignal): void;
}

/** A mail client's page. Everything a site-specific adapter can do; nothing outside `lib/mailbox` knows a site. */
export interface Mailbox {
  readonly site: MailSite;
  account(): Account;
  /** Is the page dark; follows the page's own theme, not the system's. */
  isDark(): boolean;
  /** Opens an empty compose window by the page's own means, or says why none came. */
  openCompose(): Promise<Result<Compose>>;
  /** Windows open now. */
  composes(): Compose[];
  /** A window appeared; also called for those already open. */
  onCompose(found: (compose: Compose) => void, stop: AbortSignal): void;
  /** Which ladder step matched for each part. */
  check(): PartCheck[];
  /**
   * Space the rail must leave at the top and bottom of the right edge, so that compose and snackbar stay free; null
   * where there is no room for a rail at all (a compose window of its own). `rightPx` is the width of the page's own
   * panel at that edge, 0 or absent where it has none.
   */
  rail(): { side: 'right'; topPx: number; bottomPx: number; rightPx?: number } | null;
}
