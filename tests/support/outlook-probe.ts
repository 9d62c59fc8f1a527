import { createPasteBridge } from '../../lib/mailbox/dom/paste-bridge.ts';
import { createOutlookMailbox } from '../../lib/mailbox/outlook/mailbox.ts';
import { openTimeoutMs, startProbe } from './probe.ts';

startProbe((signal) =>
  createOutlookMailbox(document, { signal, pasteInPage: createPasteBridge(document), openTimeoutMs }),
);
