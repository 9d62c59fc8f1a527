import type { RailInfo } from '../contract/messages.ts';
import type { Compose, Mailbox } from '../mailbox/mailbox.ts';
import { ComposeSessions } from './compose/sessions.ts';
import type { ContentContext } from './context.ts';
import { followThread } from './follow-thread.ts';
import { attempt, guarded } from './guard.ts';
import { announce } from './presence.ts';
import { Rail } from './rail/rail.ts';
import { ComposeTools } from './tools/compose-tools.ts';
import { toolHandlers } from './tools/handlers.ts';

/** How often, while a window of the page makes the sidebar stand aside, we look whether it has gone. */
const lookEveryMs = 2_000;

/**
 * Takes up a mail page: the rail on its edge, compose windows filled for tasks and followed until their outcome is
 * told, and a hello to the background. Nothing of it throws into the page; all of it ends with `context.stop`.
 */
export function startContentScript(mailbox: Mailbox, context: ContentContext): void {
  if (context.stop.aborted) return;
  const { stop, report } = context;
  const rail = new Rail(document, mailbox, context);
  const sessions = new ComposeSessions(mailbox, context);
  const tools = new ComposeTools(document, mailbox, context, (compose) => sessions.sessionOf(compose));
  let threads: ReturnType<typeof followThread> | null = null;
  const presence = announce(mailbox, context, {
    told(info: RailInfo) {
      rail.tell(info);
      rail.remember(info);
      // The account may have become known since the thread was told.
      threads?.resume();
    },
    dark(isDark) {
      rail.dark = isDark;
      tools.dark = isDark;
    },
    check: () => tools.check(),
  });
  context.handleInTab(
    {
      ...toolHandlers(tools, sessions),
      'compose.fill': async (request) => {
        const answer = await sessions.fill(request);
        const compose = answer.ok ? sessions.composeOf(request.sessionId) : null;
        if (compose && request.tracked !== undefined) tools.note(compose, request.tracked);
        return answer;
      },
      'compose.address': async (request) => sessions.address(request),
      'compose.isOpen': async ({ sessionId }) => ({ open: sessions.isOpen(sessionId) }),
      'rail.show': async ({ open }) => {
        rail.show(open, 'person');
        return {};
      },
      'rail.toggle': async () => {
        rail.toggle();
        return {};
      },
      'rail.refresh': async (info) => {
        rail.tell(info);
        return {};
      },
    },
    stop,
  );
  sessions.start();
  tools.start();
  threads = followThread(mailbox, context);
  makeRoom(mailbox, rail, context);
  const back = guarded((event: PageTransitionEvent) => {
    if (!event.persisted) return;
    presence.again();
    threads?.resume();
    sessions.resume();
  }, report);
  window.addEventListener('pageshow', back, { signal: stop });
  window.addEventListener('online', () => sessions.resume(), { signal: stop });
}

/** Keeps the rail out of the way of compose windows, ours and the person's own. */
function makeRoom(mailbox: Mailbox, rail: Rail, context: ContentContext): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    if (document.hidden) return;
    const open = attempt(() => mailbox.composes().length, 0, context.report);
    if (open > 0) {
      rail.place();
      return;
    }
    clearInterval(timer);
    timer = undefined;
    rail.composesGone();
  };
  const found = guarded((_compose: Compose) => {
    rail.composeOpened();
    timer ??= setInterval(guarded(look, context.report), lookEveryMs);
  }, context.report);
  attempt(() => mailbox.onCompose(found, context.stop), undefined, context.report);
  context.stop.addEventListener('abort', () => clearInterval(timer), { once: true });
}
