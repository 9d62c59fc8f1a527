import type { ComposeSignal, Prefill } from '../../lib/contract/compose.ts';
import type { MailThread } from '../../lib/contract/thread.ts';
import type { Compose, Insertion, Mailbox } from '../../lib/mailbox/mailbox.ts';

/** How long an adapter under test waits for a window. */
export const openTimeoutMs = 3000;

/**
 * For the content script of the small extension in which `adapter.ts` tries the adapter of a mail site: the same
 * isolated world, page and policy as in the product, but with the adapter itself at hand.
 */
export function startProbe(create: (stop: AbortSignal) => Mailbox) {
  const found: Compose[] = [];
  const signals: { compose: number; signal: ComposeSignal }[] = [];
  const threads: (MailThread | null)[] = [];
  let life = new AbortController();
  let mailbox = begin();

  function begin(): Mailbox {
    const stop = life.signal;
    const made = create(stop);
    made.onCompose((compose) => {
      const at = found.push(compose) - 1;
      compose.watch((signal) => signals.push({ compose: at, signal }), stop);
    }, stop);
    made.onThread((thread) => threads.push(thread), stop);
    return made;
  }

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
    isComposeWindow: () => mailbox.isComposeWindow(),
    composeAddress: (prefill: Prefill) => mailbox.composeAddress(prefill),
    foundCount: () => found.length,
    openCount: () => mailbox.composes().length,
    async open() {
      const result = await mailbox.openCompose();
      return result.ok ? { ok: true, at: found.indexOf(result.value) } : result;
    },
    /** The same place as an extension that was updated: the old script ends, a new one begins. */
    again() {
      life.abort();
      life = new AbortController();
      found.length = 0;
      mailbox = begin();
    },
    kind: (at: number) => of(at).kind,
    isReply: (at: number) => of(at).isReply,
    fill: (at: number, prefill: Prefill) => of(at).fill(prefill),
    insert: (at: number, insertion: Insertion) => of(at).insert(insertion),
    read: (at: number) => of(at).read(),
    ids: (at: number) => of(at).ids(),
    focus: (at: number) => of(at).focus(),
    signals: () => signals,
    thread: () => mailbox.thread(),
    threads: () => threads,
  };
  Object.assign(globalThis, { probe });
  return probe;
}
export type Probe = ReturnType<typeof startProbe>;
