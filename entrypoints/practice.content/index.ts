import { defineContentScript } from 'wxt/utils/define-content-script';
import { browserContext } from '../../lib/content/browser-context.ts';
import { startContentScript } from '../../lib/content/start.ts';
import { createPracticeMailbox } from '../../lib/mailbox/practice/mailbox.ts';

export default defineContentScript({
  matches: ['http://127.0.0.1/practice*', 'http://localhost/practice*'],
  runAt: 'document_idle',
  main(script) {
    startContentScript(createPracticeMailbox(document, { signal: script.signal }), browserContext(script));
  },
});
