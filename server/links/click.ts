import { randomUUID } from 'node:crypto';
import type { AgentKind } from '../../lib/core/tracking/agent-kind.ts';
import type { Database } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import type { CountedLink } from '../db/queries/links.ts';
import { countClick, insertClick, setLinkActivity } from '../db/queries/links.ts';
import { isTrackingOff } from '../db/queries/mail-marks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { LinkKey } from './public-key.ts';

/**
 * Stores that a link was asked for. A person's first click makes a line in their history, further ones are counted in
 * it; what a machine asks for is stored and counts nothing.
 */
export async function storeClick(
  db: Database,
  { workspaceId, key }: LinkKey,
  agent: AgentKind,
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    // §16: archived mails are not tracked.
    const tracked = !(await isTrackingOff(tx, workspaceId, key));
    await insertClick(tx, workspaceId, { id: randomUUID(), key, agent, tracked }, now);
    if (agent === 'machine' || !tracked) return;
    const link = await countClick(tx, workspaceId, key);
    if (!link?.personId) return;
    let { activityId } = link;
    if (activityId === null) {
      const line = draftLine(link, link.personId, now);
      activityId = line.id;
      await insertActivities(tx, workspaceId, [line]);
      await setLinkActivity(tx, workspaceId, key, line.id);
    }
    await recordChanges(tx, workspaceId, { activities: [activityId], horizon: horizonAt(now) });
  });
}

function draftLine(link: CountedLink, personId: string, now: Date): ActivityDraft {
  return {
    id: randomUUID(),
    at: now.toISOString(),
    kind: link.contentName === null ? 'link.clicked' : 'content.opened',
    personId,
    taskId: link.taskId,
    campaignId: link.campaignId,
    byUserId: null,
    title: link.contentName ?? shortAddress(link.url),
    note: null,
    detail: null,
  };
}

const LONGEST_TITLE = 200;

/** Host and path. What follows may hold more than a colleague needs to see. */
function shortAddress(url: string): string {
  const { host, pathname } = new URL(url);
  const text = host + (pathname === '/' ? '' : pathname);
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;
}
