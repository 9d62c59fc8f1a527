import type { ComposeSignal, FillReport, Prefill } from '../../contract/compose.ts';
import { contain } from '../dom/contain.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import type { Compose, ComposeContent, ComposeKind, Insertion, InsertReport } from '../mailbox.ts';
import type { Anatomy, ComposeParts, WriteContext } from './anatomy.ts';
import { focusBody, readBody, readMarks, selectedIn } from './body.ts';
import { fillCompose, refusal } from './fill.ts';
import { dropHiddenLines } from './hidden-line.ts';
import { insertInCompose } from './insert.ts';
import { MarkPaint } from './paint-marks.ts';

const nothingInserted: InsertReport = { subject: 'refused', body: 'refused' };

/** A click follows its release at once. */
const SAME_PRESS_MS = 100;

/** A page has one cursor: of two windows that are written at once, one would get the other's text. */
const turns = new WeakMap<Document, Promise<unknown>>();

function inTurn<T>(page: Document, work: () => Promise<T>): Promise<T> {
  const run = (turns.get(page) ?? Promise.resolve()).then(work);
  turns.set(
    page,
    run.catch(() => undefined),
  );
  return run;
}

export interface ComposeWindowOptions {
  anatomy: Anatomy;
  pasteInPage: PasteInPage | null;
  /** Milliseconds on a clock that never goes back. */
  clock: () => number;
  signal: AbortSignal;
}

/**
 * One compose window of a mail client's page. Its identity is the element until the draft id is known, then the draft id: when the
 * page builds the window anew (full screen, undo of a send) the same object goes on with the new element.
 *
 * Nothing here throws into the page, and nothing presses Send.
 */
export class ComposeWindow implements Compose {
  #root: HTMLElement;
  readonly #options: ComposeWindowOptions;
  readonly #onPress: (compose: ComposeWindow) => void;
  readonly #appearedAtMs: number;
  readonly #watchers = new Set<(signal: ComposeSignal) => void>();
  readonly #left = new AbortController();
  #touched = false;
  #pressed = false;
  #discarded = false;
  #gone = false;
  #caret: Range | null = null;
  #ids: Record<string, string> = {};
  #told = '';
  /** Holds a text of ours, though nobody waits for what becomes of it. */
  #inserted = false;
  /** What our texts have brought to be replaced. */
  #marks: readonly string[] = [];
  readonly #paint = new MarkPaint();
  #releasedAtMs = Number.NEGATIVE_INFINITY;

  /** @param pressed - called when the person presses Send in this window */
  constructor(
    root: HTMLElement,
    options: ComposeWindowOptions,
    pressed: (compose: ComposeWindow) => void = () => undefined,
  ) {
    this.#root = root;
    this.#options = options;
    this.#onPress = pressed;
    this.#appearedAtMs = options.clock();
    this.#ids = options.anatomy.readIds(root);
  }

  get root(): HTMLElement {
    return this.#root;
  }
  get kind(): ComposeKind | null {
    return this.#parts()?.kind ?? null;
  }
  get isReply(): boolean {
    return this.#parts()?.reply ?? false;
  }
  get isBuilt(): boolean {
    return this.#parts() !== null;
  }
  get isDiscarding(): boolean {
    return this.#discarded;
  }
  get isGone(): boolean {
    return this.#gone;
  }
  /** Somebody waits for what becomes of it. */
  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  ids(): Record<string, string> {
    if (!this.#gone) this.#ids = { ...this.#ids, ...this.#options.anatomy.readIds(this.#root) };
    return { ...this.#ids };
  }

  read(): ComposeContent | null {
    const found = this.#parts();
    if (!found) return null;
    const { readRecipients, kept } = this.#options.anatomy;
    const subject = found.subject?.value ?? '';
    const html = readBody(found.body, kept);
    return {
      to: readRecipients(this.#root, 'to'),
      cc: readRecipients(this.#root, 'cc'),
      bcc: readRecipients(this.#root, 'bcc'),
      subject,
      html,
      marks: readMarks(subject, html, this.#marks),
    };
  }

  /** One at a time in a page; a failure of ours is answered as refused, with what stands left alone. */
  fill(prefill: Prefill): Promise<FillReport> {
    this.expectMarks(prefill.marks ?? []);
    return inTurn(this.#root.ownerDocument, () => this.#fill(prefill)).catch(() => refusal(prefill));
  }

  insert(insertion: Insertion): Promise<InsertReport> {
    this.expectMarks(insertion.marks ?? []);
    return inTurn(this.#root.ownerDocument, () => this.#insert(insertion)).catch(() => nothingInserted);
  }

  expectMarks(marks: readonly string[]): void {
    this.#marks = [...new Set([...this.#marks, ...marks])];
  }

  focus(at: 'start' | 'caret' = 'start'): void {
    const found = this.#parts();
    if (!found) return;
    this.#options.anatomy.unfold?.(this.#root);
    focusBody(found.body, found.body, at === 'caret' ? this.#caret : null);
  }

  toolPlace(): HTMLElement | null {
    return this.#options.anatomy.toolPlace(this.#root);
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
    if (this.#gone) tell(this.#farewell());
  }

  /** Reads the window again and tells what is new. */
  look(): void {
    if (this.#gone) return;
    this.#lookForIds();
    if (!this.isWatched && !this.#inserted) return;
    const content = this.read();
    if (!content) return;
    contain(() => this.#keepUp(content));
    if (!this.isWatched) return;
    const { html: _, ...told } = content;
    const now = JSON.stringify(told);
    if (now === this.#told) return;
    this.#told = now;
    this.#tell({ type: 'content', ...told });
  }

  #lookForIds(): void {
    const before = JSON.stringify(this.#ids);
    const ids = this.ids();
    if (JSON.stringify(ids) !== before) this.#tell({ type: 'ids', ids });
  }

  #keepUp({ html, marks }: ComposeContent): void {
    const body = this.#parts()?.body;
    if (!body) return;
    if (html === '') dropHiddenLines(body);
    this.#paint.show(body, marks.length > 0 ? this.#marks : []);
  }

  /** A trusted event of the person inside the window. */
  noticeWriting(): void {
    this.#touched = true;
    this.#goesOn();
  }

  /** Released over one of its controls, or clicked by assistive technology; both belong to one press. */
  noticeRelease(target: Element, event: 'mouseup' | 'click'): void {
    const now = this.#options.clock();
    const isSamePress = event === 'click' && now - this.#releasedAtMs < SAME_PRESS_MS;
    if (isSamePress) return;
    if (event === 'mouseup') this.#releasedAtMs = now;
    const control = this.controlOf(target);
    if (control === 'send') this.noticePress();
    else if (control === 'discard') this.noticeDiscard();
    else this.#goesOn();
  }

  noticePress(): void {
    this.look();
    this.#discarded = false;
    this.#pressed = true;
    this.#onPress(this);
    this.#tell({ type: 'pressed' });
    // A draft that was never saved gets its id only now, and the window goes at once.
    setTimeout(() => contain(() => this.look()));
  }

  /** Told once the window goes: some pages ask before they throw a draft away. */
  noticeDiscard(): void {
    this.#discarded = true;
  }

  /** The page has answered the press with a question or a refusal. */
  noticeHeld(): void {
    this.#pressed = false;
    this.#tell({ type: 'held' });
  }

  /** The person has said no to a question of the page. */
  noticeNo(): void {
    this.#goesOn();
  }

  /** In a window that did not go: what was pressed before did nothing. */
  #goesOn(): void {
    this.#pressed = false;
    this.#discarded = false;
  }

  /** The selection is in this window; what is in its body is kept for an insertion. */
  noticeCaret(range: Range): void {
    if (this.#parts()?.body.contains(range.commonAncestorContainer)) this.#caret = range.cloneRange();
  }

  controlOf(target: Element): 'send' | 'discard' | null {
    return this.#options.anatomy.controlOf(this.#root, target);
  }
  keyOf(event: KeyboardEvent): 'send' | 'discard' | null {
    return this.#options.anatomy.keyOf(event);
  }

  /** The window has left the page for good, as far as we see. */
  leave(): void {
    if (this.#gone) return;
    // The send itself may have given it one.
    contain(() => this.#lookForIds());
    this.#gone = true;
    // Nobody waits for a window that is gone, and one that comes back is no fresh one: it is not filled again.
    this.#touched = true;
    contain(() => this.#paint.clear(this.#root.ownerDocument));
    this.#left.abort();
    this.#tell(this.#farewell());
  }

  #farewell(): ComposeSignal {
    return this.#discarded ? { type: 'discarded' } : { type: 'gone', afterPress: this.#pressed };
  }

  /** The same draft stands in another element. */
  moveTo(root: HTMLElement): void {
    const back = this.#gone;
    this.#root = root;
    this.#gone = false;
    this.#touched = true; // as above
    if (back) {
      this.#pressed = false;
      this.#discarded = false;
      this.#tell({ type: 'returned' });
    }
    this.look();
  }

  #fill(prefill: Prefill): Promise<FillReport> {
    return fillCompose(this.#context(), prefill, this.#options.clock() - this.#appearedAtMs);
  }

  async #insert(insertion: Insertion): Promise<InsertReport> {
    const { anatomy, pasteInPage } = this.#options;
    const parts = this.#parts();
    // The page may not have told of the last move yet.
    const selected = selectedIn(this.#root.ownerDocument);
    if (selected) this.noticeCaret(selected);
    this.#inserted = true;
    const editor = { kept: anatomy.kept, ways: anatomy.insertWays(pasteInPage) };
    return parts ? insertInCompose(parts, editor, insertion, this.#caret) : nothingInserted;
  }

  #context(): WriteContext {
    const { anatomy, pasteInPage } = this.#options;
    const signal = AbortSignal.any([this.#options.signal, this.#left.signal]);
    return { root: this.#root, anatomy, pasteInPage, signal, touched: () => this.#touched };
  }

  #parts(): ComposeParts | null {
    const found = this.#options.anatomy.parse(this.#root);
    return 'body' in found ? found : null;
  }

  #tell(signal: ComposeSignal): void {
    for (const tell of this.#watchers) contain(() => tell(signal));
  }
}
