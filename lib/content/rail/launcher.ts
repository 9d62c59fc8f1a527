import type { RailInfo } from '../../contract/messages.ts';
import type { ContentText } from '../context.ts';
import { findFreeTop, type Span } from './free-place.ts';

/** Our mark: a letter on its way. */
const markPaths = ['M3 11.5 21 4l-5.5 16.5-4-6.5z', 'M11.5 14 21 4'];
const svgNamespace = 'http://www.w3.org/2000/svg';

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
    this.element.append(mark(page), this.#count, this.#dot);
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
   * On the very edge where the page shows nothing, else beside the page's own panel; always within the free part of
   * the edge.
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
  }
}

function mark(page: Document): SVGElement {
  const svg = page.createElementNS(svgNamespace, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }))
    svg.setAttribute(name, value);
  for (const line of markPaths) {
    const path = page.createElementNS(svgNamespace, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
