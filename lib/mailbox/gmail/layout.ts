import { isDarkAt } from '../dom/colour.ts';
import { climb } from '../dom/ladder.ts';
import { panelWidth } from '../dom/panel.ts';
import type { Mailbox } from '../mailbox.ts';
import { isComposeWindow } from './address.ts';
import { findBoxes } from './read.ts';
import { page as parts, place, sometimes } from './selectors.ts';

const HEADER_PX = 64;
const SNACKBAR_PX = 72;

/** Follows the page's own theme: a Gmail theme is the user's choice and may differ from the system's. */
export function isDarkPage(page: Document): boolean {
  return isDarkAt(climb(page, parts.main)?.element ?? page.body);
}

/** Space at the window's edges that belongs to Gmail: its header, its side panel, a docked window, the snackbar. */
export function railSpace(page: Document): ReturnType<Mailbox['rail']> {
  if (isComposeWindow(page)) return null;
  const height = page.documentElement.clientHeight;
  const dockTop = Math.min(
    height,
    ...findBoxes(page).flatMap((box) => topOf(box.closest(place.dialog)) ?? []),
  );
  return {
    side: 'right',
    topPx: Math.round(climb(page, parts.banner)?.element.getBoundingClientRect().bottom || HEADER_PX),
    bottomPx: Math.max(SNACKBAR_PX, Math.round(height - dockTop)),
    rightPx: panelWidth(page, sometimes.sidePanel),
  };
}

function topOf(element: Element | null): number | null {
  const rect = element?.getBoundingClientRect();
  return rect && rect.height > 0 ? rect.top : null;
}
