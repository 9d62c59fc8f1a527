import type { ComposeSignal, Prefill } from '../../lib/contract/compose.ts';
import type { Compose } from '../../lib/mailbox/mailbox.ts';
import { createPracticeMailbox } from '../../lib/mailbox/practice/mailbox.ts';

/*
 * What `practice-adapter.spec.ts` puts into an isolated world of the practice mailbox's page, where the product has its
 * content script: the adapter, at hand for questions.
 */
const never = new AbortController().signal;
const mailbox = createPracticeMailbox(document, { signal: never });
const found: Compose[] = [];
const signals: { compose: number; signal: ComposeSignal }[] = [];

mailbox.onCompose((compose) => {
  const at = found.push(compose) - 1;
  compose.watch((signal) => signals.push({ compose: at, signal }), never);
}, never);

function of(at: number): Compose {
  const compose = found[at];
  if (!compose) throw new RangeError(`no compose window ${at}, ${found.length} found so far`);
  return compose;
}

/** Everything goes in and out as JSON. */
const practiceProbe = {
  account: () => mailbox.account(),
  isDark: () => mailbox.isDark(),
  rail: () => mailbox.rail(),
  check: () => mailbox.check(),
  async open() {
    const result = await mailbox.openCompose();
    return result.ok ? found.indexOf(result.value) : -1;
  },
  fill: (at: number, prefill: Prefill) => of(at).fill(prefill),
  read: (at: number) => of(at).read(),
  ids: (at: number) => of(at).ids(),
  focus: (at: number) => of(at).focus(),
  /** Kinds of what was told about one window, without what only describes it. */
  outcomes: (at: number) =>
    signals
      .filter(({ compose, signal }) => compose === at && signal.type !== 'ids' && signal.type !== 'content')
      .map(({ signal }) => signal),
};
export type PracticeProbe = typeof practiceProbe;
Object.assign(globalThis, { practiceProbe });
