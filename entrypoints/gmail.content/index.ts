import { defineContentScript } from 'wxt/utils/define-content-script';
import { browserContext } from '../../lib/content/browser-context.ts';
import { startContentScript } from '../../lib/content/start.ts';
import { whenIdle } from '../../lib/content/when-idle.ts';
import { createPasteBridge } from '../../lib/mailbox/dom/paste-bridge.ts';
import { createGmailMailbox } from '../../lib/mailbox/gmail/mailbox.ts';

export default defineContentScript({
  matches: ['https://mail.google.com/*'],
  runAt: 'document_idle',
  main(script) {
    whenIdle(() => {
      const pasteInPage = createPasteBridge(document);
      const mailbox = createGmailMailbox(document, { signal: script.signal, pasteInPage });
      startContentScript(mailbox, browserContext(script));
    }, script.signal);
  },
});
