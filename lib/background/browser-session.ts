import { asSession, forgetAged, forgetBrowserSession, forgetOld } from '../store/sessions.ts';
import type { Deps } from './deps.ts';
import { forgetPrintKey } from './matching.ts';
import { tellSession } from './session-events.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The browser has been started, or the extension loaded anew: numbers of tabs and requests mean nothing any more. Open
 * windows are gone as far as we know (a content script takes them up again when they are not), and a request whose
 * answer we have not seen never tells it now.
 */
export async function beginBrowserSession(deps: Deps): Promise<void> {
  const { store, now } = deps;
  await store.write(async () => {
    const sessions = await store.db.composeSessions
      .where('state')
      .anyOf('opening', 'writing', 'sending', 'failed', 'undone')
      .toArray();
    for (const session of sessions.map(asSession)) {
      await tellSession(deps, session.id, { type: 'tab.closed' });
      if (session.requestId)
        await tellSession(deps, session.id, { type: 'waited', message: deps.words.pageSilent() });
    }
    await forgetBrowserSession(store.db);
    await forgetPrintKey(store.db);
  });
  const before = (days: number): string => new Date(now().getTime() - days * dayMs).toISOString();
  await store.write(async () => {
    await forgetOld(store.db, before(30));
    // What a device is given at all (server/sync/horizon.ts).
    await forgetAged(store.db, before(14), before(90));
  });
}
