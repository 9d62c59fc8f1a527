import type { ComposeSignal, Prefill } from '../../lib/contract/compose.ts';
import { createPasteBridge } from '../../lib/mailbox/dom/paste-bridge.ts';
import { createGmailMailbox } from '../../lib/mailbox/gmail/mailbox.ts';
import type { Compose } from '../../lib/mailbox/mailbox.ts';

/*
 * Content script of the small extension in which `gmail-adapter.ts` tries the Gmail adapter: the same isolated world,
 * page and policy as in the product, but with the adapter itself at hand.
 */
const mailbox = createGmailMailbox(document, {
  signal: new AbortController().signal,
  pasteInPage: createPasteBridge(document),
  openTimeoutMs: 3000,
});
const found: Compose[] = [];
const signals: { compose: number; signal: ComposeSignal }[] = [];
const never = new AbortController().signal;

mailbox.onCompose((compose) => {
  const at = found.push(compose) - 1;
  compose.watch((signal) => signals.push({ compose: at, signal }), never);
}, never);

function of(at: number): Compose {
  const compose = found[at];
  if (!compose) throw new RangeError(`no compose window ${at}, ${found.length} found so far`);
  return compose;
}

/** What the tests may ask; everything goes in and out as JSON. */
const probe = {
  account: () => mailbox.account(),
  isDark: () => mailbox.isDark(),
  rail: () => mailbox.rail(),
  check: () => mailbox.check(),
  foundCount: () => found.length,
  openCount: () => mailbox.composes().length,
  async open() {
    const result = await mailbox.openCompose();
    return result.ok ? { ok: true, at: found.indexOf(result.value) } : result;
  },
  fill: (at: number, prefill: Prefill) => of(at).fill(prefill),
  read: (at: number) => of(at).read(),
  ids: (at: number) => of(at).ids(),
  focus: (at: number) => of(at).focus(),
  signals: () => signals,
};
export type Probe = typeof probe;
Object.assign(globalThis, { probe });
