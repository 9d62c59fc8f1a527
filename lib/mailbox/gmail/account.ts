import { findAddress } from '../dom/addresses.ts';
import { climbAll } from '../dom/ladder.ts';
import type { Account } from '../mailbox.ts';
import { isDelegated, isPopup } from './address.ts';
import { page as parts } from './selectors.ts';

/**
 * Whose mailbox is open. The account link and the window's title must name the same address; in a delegated mailbox
 * they may differ, and then it is unknown which one a message would leave from. A pop-up has its title alone; there
 * the title is believed, but not that of a delegated mailbox.
 */
export function readAccount(page: Document): Account {
  const linked = addressesOf(climbAll(page, parts.account));
  if (linked.length > 1) return 'several';
  const [email] = linked;
  const titled = titleAddress(page.title);
  if (email !== undefined) return email === titled ? { email } : 'unknown';
  const isBelieved = isPopup(page) && !isDelegated(page);
  return titled !== null && isBelieved ? { email: titled } : 'unknown';
}

function addressesOf(links: HTMLElement[]): string[] {
  const found = links.flatMap((link) => {
    const label = findAddress(link.getAttribute('aria-label') ?? '');
    return label === null ? addressesIn(link) : [label];
  });
  return [...new Set(found.map((email) => email.toLowerCase()))];
}

/** In a menu each account stands in an element of its own. */
function addressesIn(menu: HTMLElement): string[] {
  const leaves = [...menu.querySelectorAll('*')].filter((element) => element.childElementCount === 0);
  return leaves.flatMap((leaf) => findAddress(leaf.textContent) ?? []);
}

/** The last ` - address - ` of a title such as `Inbox (3) - sam@example.com - Gmail`; a subject may hold others. */
function titleAddress(title: string): string | null {
  const parts = title.split(' - ').slice(1, -1).reverse();
  const own = parts.find((part) => findAddress(part) === part.trim());
  return own?.trim().toLowerCase() ?? null;
}
