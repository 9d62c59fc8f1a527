import type { MessageRequest, RailInfo } from '../contract/messages.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { ContentContext } from './context.ts';
import { attempt, guarded } from './guard.ts';

type Hello = MessageRequest<'host.hello'>;

/** Account, theme and lost parts change without an event of their own; looked at this often, in a visible tab. */
const lookEveryMs = 3_000;

/** A page builds itself piece by piece: a part counts as lost when so many looks in a row have not found it. */
const patience = 5;

export interface PresenceParts {
  /** The background's answer: how the rail is to stand. Called for each hello. */
  told(info: RailInfo): void;
  dark(isDark: boolean): void;
}

/**
 * Says hello to the background: once, and again whenever the account, the theme or the parts that could not be found
 * change. Ends the script when its extension is gone.
 */
export function announce(mailbox: Mailbox, context: ContentContext, parts: PresenceParts): { look(): void } {
  let said = '';
  const lostFor = new Map<string, number>();
  const look = guarded(async () => {
    if (context.orphaned()) return context.leave();
    if (document.hidden || context.stop.aborted) return;
    const hello = helloOf(mailbox, lostFor, context.report);
    parts.dark(hello.dark);
    const words = JSON.stringify(hello);
    if (words === said) return;
    said = words;
    try {
      parts.told(await context.ask('host.hello', hello));
    } catch {
      said = ''; // the worker was stopped, or has not started yet: the next look says it again
    }
  }, context.report);
  lookOften(look, context.stop);
  return { look };
}

function lookOften(look: () => void, stop: AbortSignal): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const wake = (): void => {
    clearInterval(timer);
    if (document.hidden || stop.aborted) return;
    timer = setInterval(look, lookEveryMs);
    look();
  };
  document.addEventListener('visibilitychange', wake, { signal: stop });
  window.addEventListener('hashchange', look, { signal: stop });
  window.addEventListener('popstate', look, { signal: stop });
  stop.addEventListener('abort', () => clearInterval(timer), { once: true });
  wake();
}

/** @param lostFor - looks in a row that have not found a part, by its name; brought up to date here */
function helloOf(mailbox: Mailbox, lostFor: Map<string, number>, report: (error: unknown) => void): Hello {
  const account = attempt(() => mailbox.account(), 'unknown', report);
  const checks = attempt(() => mailbox.check(), [], report);
  for (const { part, step } of checks) lostFor.set(part, step === null ? (lostFor.get(part) ?? 0) + 1 : 0);
  // A compose window that was closed takes its parts with it.
  const looked = new Set(checks.map(({ part }) => part));
  for (const part of lostFor.keys()) if (!looked.has(part)) lostFor.delete(part);
  const lost = checks.filter(({ part }) => (lostFor.get(part) ?? 0) >= patience);
  return {
    site: mailbox.site,
    account: typeof account === 'string' ? account : account.email,
    missing: lost.map((part) => ({ part: part.part, function: part.function })),
    dark: attempt(() => mailbox.isDark(), false, report),
  };
}
