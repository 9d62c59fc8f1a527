import type { Compose } from '../../mailbox/mailbox.ts';
import type { ContentText } from '../context.ts';
import { ToolButton } from './button.ts';

/** A page that takes our button away so often has no place for it. */
const triesAtMost = 40;
const triesWithinMs = 10_000;

/** The tools of one compose window: its name for the rest of the extension, its button, and its choice of links. */
export class Tool {
  readonly key = crypto.randomUUID();
  readonly compose: Compose;
  readonly button: ToolButton;
  /** The person, or the task that was filled in, has said whether links are tracked. */
  isChosen = false;
  hasPlace = true;
  isGone = false;
  #tracked = false;
  #tries: number[] = [];
  #follows = false;
  readonly #gone = new AbortController();
  readonly #resized: ResizeObserver;

  constructor(
    page: Document,
    compose: Compose,
    parts: { text: ContentText; shadow: ShadowRootMode; pressed(): void },
  ) {
    this.compose = compose;
    this.button = new ToolButton(page, parts);
    this.button.tracked = false;
    this.#resized = new ResizeObserver(() => {
      this.#fit();
    });
    this.#resized.observe(compose.root);
  }

  get tracked(): boolean {
    return this.#tracked;
  }
  set tracked(tracked: boolean) {
    this.#tracked = tracked;
    this.isChosen = true;
    this.button.tracked = tracked;
    this.#fit();
  }

  /** A text of ours stands in the window: from now on the button says what of it is still to be replaced. */
  followMarks(): void {
    if (this.#follows || this.isGone) return;
    this.#follows = true;
    this.compose.watch((signal) => {
      if (signal.type !== 'content') return;
      this.button.marks = signal.marks ?? [];
      this.#fit();
    }, this.#gone.signal);
  }

  /** Beside Send, unless it stands there; nowhere when the page has no such place. */
  place(): void {
    const place = this.compose.toolPlace();
    this.hasPlace = place !== null && !this.#isFought();
    if (place === null || !this.hasPlace) {
      this.button.host.remove();
      return;
    }
    if (this.button.placeAfter(place)) {
      this.#tries.push(performance.now());
      this.#fit();
    } else if (this.button.room === 'corner') this.#toCorner();
  }

  /** Smaller where the page's own buttons would be pushed out of their window, else over a corner of it. */
  #fit(): void {
    if (!this.button.host.isConnected) return;
    for (const room of ['full', 'small', 'corner'] as const) {
      this.button.room = room;
      if (room === 'corner') this.#toCorner();
      else if (!this.#crowds()) return;
    }
  }

  #toCorner(): void {
    const { right, bottom } = this.compose.root.getBoundingClientRect();
    this.button.moveTo(right, Math.min(bottom, window.innerHeight));
  }

  #crowds(): boolean {
    const { root } = this.compose;
    const row = this.button.host.parentElement?.getBoundingClientRect();
    const { right } = root.getBoundingClientRect();
    if (!row) return false;
    return [...root.querySelectorAll('button, [role="button"]')].some((button) => {
      const box = button.getBoundingClientRect();
      return box.width > 0 && box.top < row.bottom && box.bottom > row.top && box.right > right + 1;
    });
  }

  remove(): void {
    this.isGone = true;
    this.#gone.abort();
    this.#resized.disconnect();
    this.button.host.remove();
  }

  #isFought(): boolean {
    const now = performance.now();
    this.#tries = this.#tries.filter((at) => now - at < triesWithinMs);
    return this.#tries.length >= triesAtMost;
  }
}
