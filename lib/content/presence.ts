import type { MissingPart, PartCheck } from '../contract/mail-page.ts';
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
  /** Parts of the page that our own things beside the adapter need. */
  check(): PartCheck[];
}

/**
 * Says hello to the background: once, and again whenever the account, the theme or the parts that could not be found
 * change. Ends the script when its extension is gone.
 */
export function announce(mailbox: Mailbox, context: ContentContext, parts: PresenceParts): { again(): void } {
  let said = '';
  const looks = new PartLooks();
  const look = guarded(async () => {
    if (context.orphaned()) return context.leave();
    if (document.hidden || context.stop.aborted) return;
    const hello = helloOf(mailbox, parts, looks, context.report);
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
  return {
    /** Says hello once more though nothing has changed: the page was left and is back. */
    again() {
      said = '';
      look();
    },
  };
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

function helloOf(
  mailbox: Mailbox,
  parts: PresenceParts,
  looks: PartLooks,
  report: (error: unknown) => void,
): Hello {
  const account = attempt(() => mailbox.account(), 'unknown', report);
  looks.take(attempt(() => [...mailbox.check(), ...parts.check()], [], report));
  return {
    site: mailbox.site,
    account: typeof account === 'string' ? account : account.email,
    missing: looks.missing(),
    checks: looks.lastSeen(),
    dark: attempt(() => mailbox.isDark(), false, report),
    composeWindow: attempt(() => mailbox.isComposeWindow(), false, report),
  };
}

/** What the looks at a page's parts have found so far. */
class PartLooks {
  /** Looks in a row that have not found a part. */
  readonly #lostFor = new Map<string, number>();
  /** Keeps the parts of a compose window that was closed, so that diagnostics can still tell how they were found. */
  readonly #seen = new Map<string, PartCheck>();
  #now: readonly PartCheck[] = [];

  take(checks: readonly PartCheck[]): void {
    this.#now = checks;
    const looked = new Set(checks.map(({ part }) => part));
    // A compose window that was closed takes its parts with it.
    for (const part of this.#lostFor.keys()) if (!looked.has(part)) this.#lostFor.delete(part);
    for (const check of checks) {
      const { part, step } = check;
      this.#lostFor.set(part, step === null ? (this.#lostFor.get(part) ?? 0) + 1 : 0);
      if (step !== null || this.#isLost(part)) this.#seen.set(part, check);
    }
  }

  missing(): MissingPart[] {
    return this.#now
      .filter(({ part }) => this.#isLost(part))
      .map(({ part, function: lost }) => ({ part, function: lost }));
  }

  lastSeen(): PartCheck[] {
    return [...this.#seen.values()];
  }

  #isLost(part: string): boolean {
    return (this.#lostFor.get(part) ?? 0) >= patience;
  }
}
