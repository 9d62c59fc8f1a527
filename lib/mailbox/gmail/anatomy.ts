import type { Anatomy, ComposeParts } from '../compose/anatomy.ts';
import { byCommand } from '../compose/body.ts';
import { climb, isIn } from '../dom/ladder.ts';
import { isShown } from '../dom/shown.ts';
import { press } from '../dom/write.ts';
import { findBoxes, parseCompose, readIds, readRecipients } from './read.ts';
import { writeRecipients } from './recipients.ts';
import { compose as parts, place, sometimes } from './selectors.ts';

/** How Gmail builds its compose windows. */
export const gmailAnatomy: Anatomy = {
  findBoxes,
  parse: (root): ComposeParts | { missing: string[] } => parseCompose(root),
  readIds,
  readRecipients,
  writeRecipients,
  kept: [sometimes.signature, sometimes.signaturePrefix, sometimes.quote],
  insertWays: () => [byCommand],
  controlOf(root, target) {
    if (isIn(target, root, parts.send) || isIn(target, root, sometimes.sendArchive)) return 'send';
    return isIn(target, root, parts.discard) ? 'discard' : null;
  },
  keyOf({ key, ctrlKey, metaKey, shiftKey }) {
    if (!ctrlKey && !metaKey) return null;
    if (key === 'Enter') return 'send';
    return shiftKey && key.toLowerCase() === 'd' ? 'discard' : null;
  },
  unfold,
  toolPlace: (root) => climb(root, parts.send)?.element.parentElement ?? null,
  observed: ['value', 'data-hovercard-id', 'data-compose-id'],
};

/** A minimised window keeps all but its title bar out of sight. */
function unfold(root: HTMLElement): void {
  const dialog = root.closest<HTMLElement>(place.dialog);
  const bar = dialog && !isShown(root, dialog) && climb(dialog, sometimes.titleBar);
  if (bar) press(bar.element);
}
