import { findAddress } from '../dom/addresses.ts';
import { climbAll } from '../dom/ladder.ts';
import type { Account } from '../mailbox.ts';
import { page as parts } from './selectors.ts';

/**
 * Whose mailbox is open. The account link and the window's title must name the same address; in a delegated mailbox
 * they differ, and then it is unknown which one a message would leave from.
 */
export function readAccount(page: Document): Account {
  const linked = addressesOf(climbAll(page, parts.account));
  if (linked.length > 1) return 'several';
  const [email] = linked;
  return email !== undefined && email === titleAddress(page.title) ? { email } : 'unknown';
}

function addressesOf(links: HTMLElement[]): string[] {
  const found = links.flatMap(
    (link) => findAddress(link.getAttribute('aria-label') ?? '')?.toLowerCase() ?? [],
  );
  return [...new Set(found)];
}

/** The last ` - address - ` of a title such as `Inbox (3) - sam@example.com - Gmail`; a subject may hold others. */
function titleAddress(title: string): string | null {
  const parts = title.split(' - ').slice(1, -1).reverse();
  const own = parts.find((part) => findAddress(part) === part.trim());
  return own?.trim().toLowerCase() ?? null;
}
