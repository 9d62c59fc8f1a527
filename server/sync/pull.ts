import type { z } from 'zod';
import type { SyncPage, SyncRow } from '../../lib/contract/sync.ts';
import type { Database, Db } from '../db/open.ts';
import { findActivities } from '../db/queries/activities.ts';
import { findCampaigns } from '../db/queries/campaigns.ts';
import type { Change, SyncState } from '../db/queries/changes.ts';
import { findChanges, findNeeded, findSyncState } from '../db/queries/changes.ts';
import { findPeople } from '../db/queries/people.ts';
import { findTasks } from '../db/queries/tasks.ts';
import { findTemplates } from '../db/queries/templates.ts';
import { withoutHiddenNames } from '../people/hidden-names.ts';
import type { Cursor } from './cursor.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { horizonAt } from './horizon.ts';

interface PullRequest {
  workspaceId: string;
  userId: string;
  /** Cursor of the page before; absent at the first pull. */
  since?: string | undefined;
  limit: number;
}

/**
 * Rows that a user's device lacks: own tasks that are open or were closed in the last 14 days, the people and
 * campaigns they refer to, those people's recent activities, and the templates they may use. What is gone, or is the user's no longer, is told
 * with empty data. Pages follow each other by `cursor` until `more` is false; nothing that is committed is skipped,
 * whatever is written meanwhile. A cursor of another database, from the future (a restored backup) or older than
 * what was cleared away starts afresh and says so (`resync`).
 */
export async function pullChanges(
  db: Database,
  request: PullRequest,
  now: Date,
): Promise<z.output<typeof SyncPage>> {
  const { workspaceId, userId, limit } = request;
  const state = await findSyncState(db.kysely, workspaceId);
  const given = request.since === undefined ? null : parseCursor(request.since);
  const usable = given && isUsable(given, state) ? given : null;
  const cursor = usable ?? { epoch: state.epoch, seq: 0, floor: state.seq };
  const found = await findChanges(db.kysely, workspaceId, userId, cursor.seq, limit + 1);
  const changes = found.slice(0, limit);
  const more = found.length > limit;
  const last = changes.at(-1)?.seq ?? cursor.seq;
  // With nothing behind it the cursor goes up to where the workspace stood, so that it does not age needlessly.
  const seq = more ? last : Math.max(last, state.seq);
  return {
    rows: await readRows(db.kysely, request, changes, cursor.floor, now),
    cursor: formatCursor({ ...cursor, seq }),
    more,
    resync: request.since !== undefined && usable === null,
  };
}

function isUsable(cursor: Cursor, state: SyncState): boolean {
  return (
    cursor.epoch === state.epoch &&
    cursor.seq <= state.seq &&
    Math.max(cursor.seq, cursor.floor) >= state.horizon
  );
}

async function readRows(
  db: Db,
  { workspaceId, userId }: PullRequest,
  changes: Change[],
  floor: number,
  now: Date,
): Promise<SyncRow[]> {
  const ids = (kind: Change['kind']) =>
    changes.filter((change) => change.kind === kind).map((change) => change.id);
  const { closedSince, activitiesSince } = horizonAt(now);
  const needed = (kind: 'person' | 'campaign') =>
    findNeeded(db, workspaceId, userId, kind, ids(kind), closedSince);
  const tasks = await findTasks(db, workspaceId, userId, ids('task'));
  const templates = await findTemplates(db, workspaceId, userId, ids('template'));
  const lines = await findActivities(db, workspaceId, ids('activity'), activitiesSince);
  const data = {
    // A mail that leaves by itself is nothing to do, until something stands in its way.
    task: byId(
      tasks.filter(({ closedAt, automatic, trouble, held }) =>
        closedAt === null ? !automatic || trouble || held : new Date(closedAt) >= closedSince,
      ),
    ),
    person: byId(await findPeople(db, workspaceId, await needed('person'))),
    campaign: byId(await findCampaigns(db, workspaceId, await needed('campaign'))),
    activity: byId(await withoutHiddenNames(db, { workspaceId, userId }, lines)),
    template: byId(templates.filter((template) => template.archivedAt === null)),
  };
  return changes.flatMap((change) => {
    const row = toRow(change, data);
    return row.data === null && change.seq <= floor ? [] : [row];
  });
}

type Loaded = { [K in SyncRow['kind']]: Map<string, NonNullable<Extract<SyncRow, { kind: K }>['data']>> };

function toRow({ kind, id }: Change, data: Loaded): SyncRow {
  switch (kind) {
    case 'task':
      return { kind, id, data: data.task.get(id) ?? null };
    case 'person':
      return { kind, id, data: data.person.get(id) ?? null };
    case 'campaign':
      return { kind, id, data: data.campaign.get(id) ?? null };
    case 'activity':
      return { kind, id, data: data.activity.get(id) ?? null };
    case 'template':
      return { kind, id, data: data.template.get(id) ?? null };
  }
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
