import type { ComposeSignal, FillReport, Prefill } from '../../contract/compose.ts';
import { contain } from '../dom/contain.ts';
import { isIn } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import type { Compose, ComposeContent } from '../mailbox.ts';
import { readBody } from './body.ts';
import { fillCompose, refusal } from './fill.ts';
import { type ComposeKind, parseCompose, readIds, readRecipients } from './read.ts';
import { compose as parts } from './selectors.ts';

/** A click follows its release at once. */
const SAME_PRESS_MS = 100;

export interface GmailComposeOptions {
  pasteInPage: PasteInPage | null;
  /** Milliseconds on a clock that never goes back. */
  clock: () => number;
  signal: AbortSignal;
}

/**
 * One compose window of Gmail. Its identity is the element until the draft id is known, then the draft id: when the
 * page builds the window anew (full screen, undo of a send) the same object goes on with the new element.
 *
 * Nothing here throws into the page, and nothing presses Send.
 */
export class GmailCompose implements Compose {
  #root: HTMLElement;
  readonly #options: GmailComposeOptions;
  readonly #appearedAtMs: number;
  readonly #watchers = new Set<(signal: ComposeSignal) => void>();
  #filling: Promise<unknown> = Promise.resolve();
  #touched = false;
  #pressed = false;
  #discarded = false;
  #gone = false;
  #ids: Record<string, string> = {};
  #told = '';
  #releasedAtMs = Number.NEGATIVE_INFINITY;

  constructor(root: HTMLElement, options: GmailComposeOptions) {
    this.#root = root;
    this.#options = options;
    this.#appearedAtMs = options.clock();
    this.#ids = readIds(root);
  }

  get root(): HTMLElement {
    return this.#root;
  }
  /** Null while parts of the window are missing. */
  get kind(): ComposeKind | null {
    const found = parseCompose(this.#root);
    return 'body' in found ? found.kind : null;
  }
  get isGone(): boolean {
    return this.#gone;
  }
  /** Somebody waits for what becomes of it. */
  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  ids(): Record<string, string> {
    if (!this.#gone) this.#ids = { ...this.#ids, ...readIds(this.#root) };
    return { ...this.#ids };
  }

  read(): ComposeContent | null {
    const found = parseCompose(this.#root);
    if (!('body' in found)) return null;
    return {
      to: readRecipients(this.#root, 'to'),
      cc: readRecipients(this.#root, 'cc'),
      bcc: readRecipients(this.#root, 'bcc'),
      subject: found.subject?.value ?? '',
      html: readBody(found.body),
    };
  }

  /** One at a time; a failure of ours is answered as refused, with what stands left alone. */
  fill(prefill: Prefill): Promise<FillReport> {
    const run = this.#filling.then(() => this.#fill(prefill)).catch(() => refusal(prefill));
    this.#filling = run;
    return run;
  }

  focus(): void {
    const found = parseCompose(this.#root);
    if (!('body' in found)) return;
    found.body.focus();
    this.#root.ownerDocument.getSelection()?.collapse(found.body, 0);
  }

  watch(tell: (signal: ComposeSignal) => void, stop: AbortSignal): void {
    if (stop.aborted) return;
    this.#watchers.add(tell);
    stop.addEventListener('abort', () => this.#watchers.delete(tell));
    this.#told = '';
    if (Object.keys(this.ids()).length > 0) tell({ type: 'ids', ids: this.ids() });
    this.look();
    // What came before somebody listened is told too.
    if (this.#pressed) tell({ type: 'pressed' });
    if (this.#discarded) tell({ type: 'discarded' });
    else if (this.#gone) tell({ type: 'gone', afterPress: this.#pressed });
  }

  /** Reads the window again and tells what is new. */
  look(): void {
    if (this.#gone) return;
    const before = JSON.stringify(this.#ids);
    const ids = this.ids();
    if (JSON.stringify(ids) !== before) this.#tell({ type: 'ids', ids });
    const content = this.read();
    if (!content || !this.isWatched) return;
    const { to, cc, bcc, subject } = content;
    const now = JSON.stringify({ to, cc, bcc, subject });
    if (now === this.#told) return;
    this.#told = now;
    this.#tell({ type: 'content', to, cc, bcc, subject });
  }

  /** A trusted event of the person inside the window. */
  noticeWriting(): void {
    this.#touched = true;
    this.#pressed = false;
  }

  /** Released over one of its controls, or clicked by assistive technology; both belong to one press. */
  noticeRelease(target: Element): void {
    const now = this.#options.clock();
    const isSamePress = now - this.#releasedAtMs < SAME_PRESS_MS;
    this.#releasedAtMs = now;
    if (isSamePress) return;
    if (isIn(target, this.#root, parts.send)) this.noticePress();
    else if (isIn(target, this.#root, parts.discard)) this.noticeDiscard();
    else this.#pressed = false; // the person goes on in a window that did not go
  }

  noticePress(): void {
    this.look();
    this.#pressed = true;
    this.#tell({ type: 'pressed' });
    // A draft that was never saved gets its id only now, and the window goes at once.
    setTimeout(() => contain(() => this.look()));
  }

  noticeDiscard(): void {
    this.#discarded = true;
    this.#tell({ type: 'discarded' });
  }

  isSendControl(target: Element): boolean {
    return isIn(target, this.#root, parts.send);
  }

  /** The window has left the page for good, as far as we see. A discarded one has been told already. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    if (!this.#discarded) this.#tell({ type: 'gone', afterPress: this.#pressed });
  }

  /** The same draft stands in another element. */
  moveTo(root: HTMLElement): void {
    const back = this.#gone;
    this.#root = root;
    this.#gone = false;
    this.#touched = true; // it is no fresh window: never fill it again
    if (back) {
      this.#pressed = false;
      this.#discarded = false;
      this.#tell({ type: 'returned' });
    }
    this.look();
  }

  #fill(prefill: Prefill): Promise<FillReport> {
    const { pasteInPage, clock, signal } = this.#options;
    const context = { root: this.#root, pasteInPage, signal, touched: () => this.#touched };
    return fillCompose(context, prefill, clock() - this.#appearedAtMs);
  }

  #tell(signal: ComposeSignal): void {
    for (const tell of this.#watchers) contain(() => tell(signal));
  }
}
