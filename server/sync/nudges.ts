import type { Database } from '../db/open.ts';
import { CHANGES_CHANNEL } from '../db/queries/changes.ts';

/** Tells streams of this process that their workspace has changed, whichever process changed it. */
export interface Nudges {
  /** @returns a function that stops listening */
  subscribe(workspaceId: string, changed: () => void): () => void;
  stop(): Promise<void>;
}

/** One listener on the database for all streams of the process. */
export async function startNudges(db: Database): Promise<Nudges> {
  const listeners = new Map<string, Set<() => void>>();
  const unlisten = await db.listen(CHANGES_CHANNEL, (workspaceId) => {
    for (const changed of listeners.get(workspaceId) ?? []) changed();
  });
  return {
    subscribe(workspaceId, changed) {
      const those = listeners.get(workspaceId) ?? new Set();
      listeners.set(workspaceId, those.add(changed));
      return () => {
        those.delete(changed);
        if (those.size === 0) listeners.delete(workspaceId);
      };
    },
    async stop() {
      listeners.clear();
      await unlisten();
    },
  };
}
