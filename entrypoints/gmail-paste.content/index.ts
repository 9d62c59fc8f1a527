import { defineContentScript } from 'wxt/utils/define-content-script';
import { installPasteMain } from '../../lib/mailbox/dom/paste-main.ts';

/** The page's half of pasting; see `lib/mailbox/dom/paste-bridge.ts`. */
export default defineContentScript({
  matches: ['https://mail.google.com/*'],
  runAt: 'document_start',
  world: 'MAIN',
  main: () => installPasteMain(document),
});
