import { ladder } from '../dom/ladder.ts';

/**
 * Parts of Gmail's page that we show nothing of and press nothing in. A reading of a saved page names them, so that a
 * page that has changed is understood from what still stands as well.
 */
export const surroundings = {
  toolbar: ladder('toolbar', 'layout', ['[gh="tm"]', '.G-atb']),
  listRow: ladder('listRow', 'person', [
    'tr:has([data-legacy-thread-id]), tr[data-legacy-thread-id]',
    '[role="grid"] tr:has([email])',
    'tr.zA',
  ]),
  rowSender: ladder('rowSender', 'person', ['[role="grid"] tr [email*="@"]', 'tr.zA [email*="@"]']),
  attachment: ladder('attachment', 'person', ['[download_url]', '.aQH .aZo', '.brc']),
  snackbar: ladder('snackbar', 'layout', ['[role="alert"]:has(.vh)', '.b8.UC']),
  undo: ladder('undoLink', 'proof', [
    '[role="alert"] [id="link_undo"]',
    '[role="alert"] [role="link"][param]',
  ]),
} as const;
