import type { TabHandlers } from '../../messaging/handle-in-tab.ts';
import type { ComposeSessions } from '../compose/sessions.ts';
import type { ComposeTools } from './compose-tools.ts';

type ToolHandlers = Pick<TabHandlers, Extract<keyof TabHandlers, `tools.${string}`>>;

/** What the background asks about the compose windows of this page. */
export function toolHandlers(tools: ComposeTools, sessions: ComposeSessions): ToolHandlers {
  return {
    'tools.open': async () => ({ opened: tools.openHere() }),
    'tools.close': async ({ compose }) => {
      tools.close(compose);
      return {};
    },
    'tools.read': ({ compose }) => tools.read(compose),
    'tools.insert': (request) => tools.insert(request),
    'tools.track': ({ compose, tracked }) => tools.track(compose, tracked),
    'tools.link': async ({ compose, sessionId, accounts }) => {
      const found = tools.findCompose(compose);
      return found.ok ? sessions.link(found.value, sessionId, accounts) : found;
    },
    'tools.unlink': async ({ sessionId }) => {
      sessions.unlink(sessionId);
      return {};
    },
  };
}
