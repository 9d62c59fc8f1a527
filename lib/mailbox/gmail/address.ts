import type { Prefill } from '../../contract/compose.ts';
import { climb } from '../dom/ladder.ts';
import { findBoxes } from './read.ts';
import { page as parts, place } from './selectors.ts';

/** Longer addresses may be cut on their way; what is left out is then written by us. */
const LONGEST_URL = 8000;

/** A window that Gmail has opened for one thing, a message to write or a thread: without header and list. */
export function isPopup(page: Document): boolean {
  if (page.querySelector(`${place.popout}, ${place.threadPopout}`)) return true;
  return opensCompose(page) || page.location.pathname.endsWith('/popout');
}

/** A window that holds one message to write, and nothing else. */
export function isComposeWindow(page: Document): boolean {
  if (page.querySelector(place.popout)) return true;
  if (page.querySelector(place.threadPopout) || climb(page, parts.banner)) return false;
  if (opensCompose(page)) return true;
  return isPopup(page) && findBoxes(page).some((box) => box.closest(place.inline) === null);
}

/** Somebody else's mailbox that the person may write from. */
export function isDelegated(page: Document): boolean {
  return page.location.pathname.startsWith('/mail/b/');
}

/**
 * Address of a window of its own for the mailbox that is open here, with recipients and subject. Names are left out:
 * Gmail reads lists of bare addresses for certain. Text it takes as plain text only, so the body is written there.
 */
export function composeAddress(page: Document, { to, cc, bcc, subject }: Prefill): string | null {
  const base = /^\/mail\/(?:b\/[^/]+\/)?u\/\d+\//.exec(page.location.pathname)?.[0];
  // Alone in its window there would be nothing to tell a delegated mailbox by.
  if (base === undefined || isDelegated(page)) return null;
  const list = (people: Prefill['to']): string => people.map(({ email }) => email).join(',');
  const window = `${page.location.origin}${base}?view=cm&fs=1&tf=1`;
  const fields = { to: list(to), cc: list(cc), bcc: list(bcc), su: subject };
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  // Spaces as `%20` and plus signs as `%2B`: the other way round they come out as each other.
  const full = [window, ...filled.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&');
  return full.length <= LONGEST_URL ? full : window;
}

/** Gmail rewrites `view=cm&tf=1` to `tf=cm` once it has read it. */
function opensCompose({ location }: Document): boolean {
  const params = new URLSearchParams(location.search);
  return params.get('view') === 'cm' || params.get('tf') === 'cm';
}
