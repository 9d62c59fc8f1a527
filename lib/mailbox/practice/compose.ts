import type { ComposeSignal, FillReport, Prefill } from '../../contract/compose.ts';
import { focusBody } from '../compose/body.ts';
import { dropHiddenLines, firstSeen } from '../compose/hidden-line.ts';
import { insertInCompose } from '../compose/insert.ts';
import { MarkPaint } from '../compose/paint-marks.ts';
import { climb } from '../dom/ladder.ts';
import { press } from '../dom/write.ts';
import type { Compose, ComposeContent, ComposeKind, Insertion, InsertReport } from '../mailbox.ts';
import { editor, fillCompose, refusal } from './fill.ts';
import { parseCompose, readContent, readIds, readState, type WindowState } from './read.ts';
import { compose as parts } from './selectors.ts';

/**
 * One compose window of the practice mailbox. The page itself says what becomes of the message, in
 * `data-practice-state`: `held` while Send can be undone and nothing has left, `sent` only once its server has handed
 * the message to the mail server. So `practice.sent` is proof, where other mail clients give hints.
 */
export class PracticeCompose implements Compose {
  readonly root: HTMLElement;
  readonly #signal: AbortSignal;
  readonly #watchers = new Set<(signal: ComposeSignal) => void>();
  #state: WindowState;
  #filling: Promise<unknown> = Promise.resolve();
  #told = '';
  /** Holds a text of ours, though nobody waits for what becomes of it. */
  #inserted = false;
  /** What our texts have brought to be replaced. */
  #marks: readonly string[] = [];
  readonly #paint = new MarkPaint();
  #gone = false;
  #caret: Range | null = null;

  constructor(root: HTMLElement, signal: AbortSignal) {
    this.root = root;
    this.#signal = signal;
    this.#state = readState(root);
  }

  get kind(): ComposeKind | null {
    return 'body' in parseCompose(this.root) ? 'docked' : null;
  }
  get isReply(): boolean {
    return this.root.hasAttribute('data-practice-reply');
  }

  ids(): Record<string, string> {
    return readIds(this.root);
  }

  read(): ComposeContent | null {
    return readContent(this.root, this.#marks);
  }

  /** One at a time; a failure of ours is answered as refused, with what stands left alone. */
  fill(prefill: Prefill): Promise<FillReport> {
    this.expectMarks(prefill.marks ?? []);
    const run = this.#filling.then(async () => {
      this.#expand();
      return fillCompose(this.root, prefill, this.#signal);
    });
    const answered = run.catch(() => refusal(prefill));
    this.#filling = answered;
    return answered;
  }

  insert(insertion: Insertion): Promise<InsertReport> {
    this.expectMarks(insertion.marks ?? []);
    const run = this.#filling.then(async () => {
      this.#inserted = true;
      this.#expand();
      const found = parseCompose(this.root);
      if ('missing' in found) return { subject: 'refused', body: 'refused' } as const;
      return insertInCompose({ ...found, reply: this.isReply }, editor, insertion, this.#caret);
    });
    this.#filling = run;
    return run;
  }

  expectMarks(marks: readonly string[]): void {
    this.#marks = [...new Set([...this.#marks, ...marks])];
  }

  toolPlace(): HTMLElement | null {
    return climb(this.root, parts.send)?.element ?? null;
  }

  /** The selection is in this window; what is in its body is kept for an insertion. */
  noticeCaret(range: Range): void {
    const found = parseCompose(this.root);
    if ('body' in found && found.body.contains(range.commonAncestorContainer))
      this.#caret = range.cloneRange();
  }

  focus(at: 'start' | 'caret' = 'start'): void {
    this.#expand();
    const found = parseCompose(this.root);
    if ('missing' in found) return;
    const { body } = found;
    focusBody(body, firstSeen(body) ?? body, at === 'caret' ? this.#caret : null);
  }

  watch(tell: (signal: ComposeSignal) => void, stop: AbortSignal): void {
    if (stop.aborted) return;
    this.#watchers.add(tell);
    stop.addEventListener('abort', () => this.#watchers.delete(tell));
    tell({ type: 'ids', ids: this.ids() });
    this.#told = '';
    this.#tellContent();
    // Who begins to watch a window that is on its way hears how far it has come.
    for (const signal of signalsOf('writing', this.#state, this.root)) tell(signal);
  }

  /** Looks at the window again and tells what is new. */
  look(): void {
    if (this.#gone) return;
    this.#tellContent();
    const state = readState(this.root);
    const before = this.#state;
    this.#state = state;
    for (const signal of signalsOf(before, state, this.root)) this.#tell(signal);
  }

  /** The window has left the page. One that was sent or discarded has been told already. */
  leave(): void {
    if (this.#gone) return;
    this.look();
    this.#gone = true;
    this.#paint.clear(this.root.ownerDocument);
    if (this.#state === 'sent' || this.#state === 'discarded') return;
    this.#tell({ type: 'gone', afterPress: this.#state === 'held' || this.#state === 'sending' });
  }

  #expand(): void {
    const title = this.root.querySelector<HTMLElement>('.compose-title[aria-expanded="false"]');
    if (title) press(title);
  }

  #tellContent(): void {
    const content = this.#watchers.size > 0 || this.#inserted ? this.read() : null;
    if (!content) return;
    const { cc, bcc, subject, marks } = content;
    const found = parseCompose(this.root);
    if ('body' in found && content.html === '') dropHiddenLines(found.body);
    if ('body' in found) this.#paint.show(found.body, marks.length > 0 ? this.#marks : []);
    const real = (list: string[]) => list.filter((address) => address !== '');
    const now = { to: real(content.to), cc: real(cc), bcc: real(bcc), subject, marks };
    if (JSON.stringify(now) === this.#told) return;
    this.#told = JSON.stringify(now);
    this.#tell({ type: 'content', ...now });
  }

  #tell(signal: ComposeSignal): void {
    for (const tell of this.#watchers) tell(signal);
  }
}

/** What a change of state means; a state that was passed too quickly to be seen is told as well. */
function signalsOf(before: WindowState, now: WindowState, root: HTMLElement): ComposeSignal[] {
  if (before === now) return [];
  const onTheWay = before === 'held' || before === 'sending';
  const pressed: ComposeSignal[] = onTheWay ? [] : [{ type: 'pressed' }];
  switch (now) {
    case 'held':
    case 'sending':
      return pressed;
    case 'sent':
      return [...pressed, { type: 'practice.sent', ids: readIds(root) }];
    case 'failed':
      return [...pressed, { type: 'practice.failed', message: root.dataset.practiceError ?? '' }];
    case 'discarded':
      return [{ type: 'discarded' }];
    case 'writing':
      // From `failed` the person has just gone on writing.
      return onTheWay ? [{ type: 'returned' }] : [];
  }
}
