import type { RailInfo } from '../../contract/messages.ts';
import type { ContentText } from '../context.ts';
import { lineIcon, markPaths } from '../mark.ts';
import { findFreeTop, type Span } from './free-place.ts';

/** The launcher's left and right side, as distances from the edge. */
const columnPx = [29, 2];
/** Kept free at the lower end in any case; there stand the page's own small handles. */
const lastPx = 72;
const usualHeightPx = 58;

type Space = { topPx: number; bottomPx: number; rightPx?: number };
type Shown = Pick<RailInfo, 'due' | 'offline' | 'paired'>;

/** The slim button on the page's edge: our mark, how much is due, and a dot while the server is out of reach. */
export class Launcher {
  readonly element: HTMLButtonElement;
  readonly #count: HTMLElement;
  readonly #dot: HTMLElement;
  readonly #text: ContentText;

  constructor(page: Document, text: ContentText) {
    this.#text = text;
    this.element = page.createElement('button');
    this.element.type = 'button';
    this.element.className = 'launcher';
    this.#count = page.createElement('span');
    this.#dot = page.createElement('span');
    this.#dot.className = 'dot';
    this.element.append(lineIcon(page, markPaths), this.#count, this.#dot);
    this.show({ due: 0, offline: false, paired: true });
  }

  show(info: Shown): void {
    this.#count.textContent = info.due > 99 ? '99+' : String(info.due);
    this.#count.hidden = info.due === 0 || !info.paired;
    this.#dot.hidden = !info.offline || !info.paired;
    const label = this.#text.launcher(info);
    this.element.setAttribute('aria-label', label);
    this.element.title = label;
  }

  /**
   * On the very edge where the page shows nothing; else beside the page's own panel, slim until it is pointed at or has
   * the focus, because texts leave a margin. Always within the free part of the edge.
   */
  place(page: Document, space: Space, ours: Element): void {
    const { clientHeight, clientWidth } = page.documentElement;
    const heightPx = this.element.offsetHeight || usualHeightPx;
    const span = { topPx: space.topPx, bottomPx: clientHeight - space.bottomPx };
    const find = (within: Span) =>
      findFreeTop(
        page,
        ours,
        columnPx.map((px) => clientWidth - px),
        within,
        heightPx,
      );
    // Beside a compose window there may be a free place too, when it does not reach the very edge.
    const free = find(span) ?? find({ ...span, bottomPx: clientHeight - lastPx });
    const middle = Math.max(span.topPx, (span.topPx + span.bottomPx - heightPx) / 2);
    this.element.style.top = `${Math.round(free ?? middle)}px`;
    this.element.style.right = `${free === null ? (space.rightPx ?? 0) : 0}px`;
    this.element.classList.toggle('slim', free === null);
  }
}
