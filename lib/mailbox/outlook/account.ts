import { findAddress } from '../dom/addresses.ts';
import { climbAll } from '../dom/ladder.ts';
import type { Account } from '../mailbox.ts';
import { page as parts } from './selectors.ts';

/**
 * Whose mailbox is open: the one root of the folder pane. With several mailboxes in it nobody can say which one a
 * message would leave from. A mailbox that is opened by its address must be the one that is shown.
 */
export function readAccount(page: Document): Account {
  const roots = addressesOf(climbAll(page, parts.account));
  if (roots.length > 1) return 'several';
  const [email] = roots;
  if (email === undefined) return 'unknown';
  const opened = addressInPath(page.location?.pathname ?? '');
  return opened === null || opened === email ? { email } : 'unknown';
}

/** The mailbox of several people that is opened by its address, in lower case; null for the person's own. */
export function addressInPath(path: string): string | null {
  const part = /^\/mail\/([^/]+)/.exec(path)?.[1] ?? '';
  try {
    return findAddress(decodeURIComponent(part))?.toLowerCase() ?? null;
  } catch {
    return null; // no address has half an escape
  }
}

function addressesOf(roots: HTMLElement[]): string[] {
  const found = roots.flatMap((root) => {
    const said = [root.dataset.folderName, root.title, root.textContent];
    return (
      said
        .map((text) => findAddress(text ?? ''))
        .find(Boolean)
        ?.toLowerCase() ?? []
    );
  });
  return [...new Set(found)];
}
