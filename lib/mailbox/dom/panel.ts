import { climb, type Ladder } from './ladder.ts';

/** Width of a page's own panel at the right edge of the window, in px; 0 when it is not there, or elsewhere. */
export function panelWidth(page: Document, panel: Ladder): number {
  const rect = climb(page, panel)?.element.getBoundingClientRect();
  const atEdge = rect && rect.width > 0 && rect.right >= page.documentElement.clientWidth - 1;
  return atEdge ? Math.round(rect.width) : 0;
}
