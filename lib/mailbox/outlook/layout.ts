import { isDarkAt } from '../dom/colour.ts';
import { climb } from '../dom/ladder.ts';
import { panelWidth } from '../dom/panel.ts';
import type { Mailbox } from '../mailbox.ts';
import { isOwnWindow } from './read.ts';
import { page as parts, sometimes } from './selectors.ts';

const HEADER_PX = 48;
const SNACKBAR_PX = 72;

/** Follows the page's own theme, which may differ from the system's. */
export function isDarkPage(page: Document): boolean {
  return isDarkAt(climb(page, parts.main)?.element ?? page.body);
}

/**
 * Space at the window's edges that belongs to Outlook: header and ribbon, its own panel, the line at the foot. A
 * window of its own, and Outlook's other apps, have none to spare.
 */
export function railSpace(page: Document): ReturnType<Mailbox['rail']> {
  if (isOwnWindow(page) || !isMail(page.location)) return null;
  const bottoms = [sometimes.header, sometimes.ribbon].map(
    (ladder) => climb(page, ladder)?.element.getBoundingClientRect().bottom ?? 0,
  );
  return {
    side: 'right',
    topPx: Math.round(Math.max(...bottoms) || HEADER_PX),
    bottomPx: SNACKBAR_PX,
    rightPx: panelWidth(page, sometimes.sidePanel),
  };
}

/** Calendar and people are other places of the same app. */
export function isMail(address: Location | null): boolean {
  return /^\/mail(\/|$)/.test(address?.pathname ?? '/mail');
}
