import { withoutPreheader } from '../../core/template/preheader.ts';
import type { Anatomy, InsertHtml } from '../compose/anatomy.ts';
import { byCommand } from '../compose/body.ts';
import { climb, isIn } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { findBoxes, parseCompose, readIds, readRecipients } from './read.ts';
import { writeRecipients } from './recipients.ts';
import { dialog, compose as parts, sometimes } from './selectors.ts';

/** How Outlook builds its compose windows. */
export const outlookAnatomy: Anatomy = {
  findBoxes,
  parse: parseCompose,
  readIds,
  readRecipients,
  writeRecipients,
  kept: [sometimes.signature, sometimes.quote, sometimes.quoted],
  insertWays,
  controlOf(root, target) {
    if (isIn(target, root, parts.send)) return 'send';
    return isIn(target, root, parts.discard) ? 'discard' : null;
  },
  keyOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
    if (key === 'Enter' && (ctrlKey || metaKey)) return 'send';
    return altKey && !ctrlKey && !shiftKey && code === 'KeyS' ? 'send' : null;
  },
  toolPlace: (root) => climb(root, parts.send)?.element ?? null,
  dialogs: dialog,
  observed: ['value', 'aria-label', 'id'],
};

/** Outlook's editor keeps a model of the text: HTML that it does not hear of is lost when the draft is saved. */
function insertWays(pasteInPage: PasteInPage | null): readonly InsertHtml[] {
  const pasted: InsertHtml = (body, html) => pasteInPage?.(body, textOf(html), html) ?? false;
  return pasteInPage ? [pasted, byCommand] : [byCommand];
}

function textOf(html: string): string {
  const mail = withoutPreheader(html);
  return new DOMParser().parseFromString(mail, 'text/html').body.textContent ?? '';
}
