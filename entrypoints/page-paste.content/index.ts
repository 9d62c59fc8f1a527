import { defineContentScript } from 'wxt/utils/define-content-script';
import { mailHosts, pagesOf } from '../../lib/core/compose/hosts.ts';
import { installPasteMain } from '../../lib/mailbox/dom/paste-main.ts';

/** The page's half of pasting; see `lib/mailbox/dom/paste-bridge.ts`. */
export default defineContentScript({
  matches: pagesOf(mailHosts),
  runAt: 'document_start',
  world: 'MAIN',
  matchAboutBlank: true,
  matchOriginAsFallback: { chrome: true },
  main: () => installPasteMain(document),
});
