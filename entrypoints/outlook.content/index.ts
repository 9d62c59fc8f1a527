import { defineContentScript } from 'wxt/utils/define-content-script';
import { browserContext } from '../../lib/content/browser-context.ts';
import { startContentScript } from '../../lib/content/start.ts';
import { whenIdle } from '../../lib/content/when-idle.ts';
import { outlookHosts, pagesOf } from '../../lib/core/compose/hosts.ts';
import { createPasteBridge } from '../../lib/mailbox/dom/paste-bridge.ts';
import { createOutlookMailbox } from '../../lib/mailbox/outlook/mailbox.ts';

/**
 * All pages of the hosts: Outlook goes from its calendar to its mail without loading anew. Its windows for one message
 * may be empty documents that the page fills (`about:blank`).
 */
export default defineContentScript({
  matches: pagesOf(outlookHosts),
  runAt: 'document_idle',
  matchAboutBlank: true,
  matchOriginAsFallback: { chrome: true },
  main(script) {
    if (window.top !== window) return; // an empty frame of the page is no window
    whenIdle(() => {
      const pasteInPage = createPasteBridge(document);
      const mailbox = createOutlookMailbox(document, { signal: script.signal, pasteInPage });
      startContentScript(mailbox, browserContext(script));
    }, script.signal);
  },
});
