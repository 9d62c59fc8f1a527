import type { MessageRequest } from '../contract/messages.ts';
import type { MailThread } from '../contract/thread.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { MessagingError } from '../messaging/wire.ts';
import type { ContentContext } from './context.ts';
import { attempt, guarded, pause } from './guard.ts';

type Seen = MessageRequest<'thread.seen'>;

/** Pauses between tries while the worker is being started; the last one is repeated. */
const pausesMs = [50, 200, 800, 3_000];

/** As much of a thread as a message may hold (`lib/contract/thread.ts`). */
const most = { participants: 100, messages: 500 };

/**
 * Tells the background which thread is open, at once and in order: what is told last is what is open. What could not
 * be told because the worker was stopped is told again, unless another thread is open by then.
 */
export function followThread(mailbox: Mailbox, context: ContentContext): { resume(): void } {
  const { stop, report } = context;
  let wanted: { words: string; seen: Seen } | null = null;
  let told: string | null = null;
  let telling = false;

  const tell = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    let tries = 0;
    while (wanted && told !== wanted.words && !stop.aborted && !context.orphaned()) {
      const now = wanted;
      if (await deliver(context, now.seen)) {
        told = now.words;
        tries = 0;
      } else await pause(pausesMs[Math.min(tries++, pausesMs.length - 1)] ?? 0, stop);
    }
    telling = false;
  };
  const changed = guarded((thread: MailThread | null) => {
    const seen: Seen = {
      site: mailbox.site,
      account: accountOf(mailbox),
      thread: thread && within(thread),
    };
    wanted = { words: JSON.stringify(seen), seen };
    return tell();
  }, report);
  // A page without a thread says so as well: its tab may have shown one before.
  attempt(() => mailbox.onThread(changed, stop), undefined, report);
  const leave = guarded(() => {
    told = null;
    return context.ask('host.bye', {}).catch(() => undefined); // there may be nobody left to hear it
  }, report);
  window.addEventListener('pagehide', leave, { signal: stop });
  return { resume: () => attempt(() => changed(mailbox.thread()), undefined, report) };
}

/** @returns false when it is to be tried again */
async function deliver(context: ContentContext, seen: Seen): Promise<boolean> {
  try {
    await context.ask('thread.seen', seen);
    return true;
  } catch (error) {
    if (!(error instanceof MessagingError) || error.kind !== 'refused' || seen.thread === null) return false;
    // Not as the table of messages wants it: better no person than the one of the thread before.
    context.report(error);
    return deliver(context, { ...seen, thread: null });
  }
}

function within(thread: MailThread): MailThread {
  return {
    ...thread,
    participants: thread.participants.slice(0, most.participants),
    messages: thread.messages.slice(-most.messages),
  };
}

/** What breaks there is reported by the hello, which asks the same. */
function accountOf(mailbox: Mailbox): string | null {
  const account = attempt(
    () => mailbox.account(),
    'unknown',
    () => undefined,
  );
  return typeof account === 'string' ? null : account.email;
}
