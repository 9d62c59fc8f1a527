import { createPasteBridge } from '../../lib/mailbox/dom/paste-bridge.ts';
import { createGmailMailbox } from '../../lib/mailbox/gmail/mailbox.ts';
import { openTimeoutMs, startProbe } from './probe.ts';

startProbe((signal) =>
  createGmailMailbox(document, { signal, pasteInPage: createPasteBridge(document), openTimeoutMs }),
);
