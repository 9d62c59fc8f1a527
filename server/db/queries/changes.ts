import { sql } from 'kysely';
import type { SyncRow } from '../../../lib/contract/sync.ts';
import type { Horizon } from '../../sync/horizon.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

/** Channel of `notify`; the payload is the id of the workspace that has changed. */
export const CHANGES_CHANNEL = 'workspace_changes';

export interface ChangedTask {
  id: string;
  /** Whose devices shall hear of it: the assignee's, and those of who was it before. */
  userId: string;
  /** It is new to the user, or open again: what it refers to may have been forgotten there. */
  appeared: boolean;
}

/** Rows that a transaction has written and devices may want to know of. */
export interface Changed {
  tasks?: ChangedTask[];
  people?: string[];
  activities?: string[];
  /** Activities that are there no longer. */
  activitiesGone?: { id: string; personId: string }[];
  templates?: string[];
  campaigns?: string[];
  /** Tell of the templates this user alone. */
  only?: string;
  /** What is older than this the devices have forgotten. */
  horizon: Horizon;
}

/**
 * Tells the devices of everyone concerned about changed rows, as the LAST statements before the commit: the
 * workspace's counter stays locked until then, which makes the order of numbers the order of commits. Domain rows
 * come first and the counter last in every transaction, so that no two can lock each other out.
 *
 * A task concerns its assignee, and brings its person (with recent history) and campaign along when they are new
 * to that user; a person, an activity and a campaign concern everyone who has that person or campaign; a template those who may use it, and
 * those who could before.
 */
export async function recordChanges(tx: Tx, workspaceId: string, changed: Changed): Promise<void> {
  await lockCounter(tx, workspaceId);
  // A statement of its own: it must see what was committed while the lock was awaited.
  const tasks = changed.tasks ?? [];
  const { closedSince, activitiesSince } = changed.horizon;
  const gone = changed.activitiesGone ?? [];
  const templates = changed.templates ?? [];
  const only = changed.only ?? null;
  await sql`
    with task_rows as (
      select * from unnest(${tasks.map((task) => task.userId)}::uuid[], ${tasks.map((task) => task.id)}::uuid[],
        ${tasks.map((task) => task.appeared)}::boolean[]) as t (user_id, id, appeared)
    ), referring as (
      select r.user_id, r.appeared, t.person_id, t.campaign_id from task_rows r
      join tasks t on t.workspace_id = ${workspaceId} and t.id = r.id and t.assignee_id = r.user_id
    ), people_named as (
      select user_id, person_id as id, bool_or(appeared) as appeared from referring group by 1, 2
    ), campaigns_named as (
      select user_id, campaign_id as id, bool_or(appeared) as appeared from referring where campaign_id is not null group by 1, 2
    ), fresh as (
      select n.user_id, 'person' as kind, n.id from people_named n
      where not exists (
        select from changes c
        where c.workspace_id = ${workspaceId} and c.kind = 'person' and c.id = n.id and c.user_id = n.user_id
      ) or n.appeared and not exists (
        select from tasks o
        where o.workspace_id = ${workspaceId} and o.person_id = n.id and o.assignee_id = n.user_id
        and (o.status = 'open' or o.closed_at >= ${closedSince}::timestamptz)
        and not exists (select from task_rows r where r.id = o.id and r.appeared)
      )
      union all
      select n.user_id, 'campaign', n.id from campaigns_named n
      where not exists (
        select from changes c
        where c.workspace_id = ${workspaceId} and c.kind = 'campaign' and c.id = n.id and c.user_id = n.user_id
      ) or n.appeared and not exists (
        select from tasks o
        where o.workspace_id = ${workspaceId} and o.campaign_id = n.id and o.assignee_id = n.user_id
        and (o.status = 'open' or o.closed_at >= ${closedSince}::timestamptz)
        and not exists (select from task_rows r where r.id = o.id and r.appeared)
      )
    ), targets as (
      select user_id, 'task' as kind, id from task_rows
      union select user_id, kind, id from fresh
      union
      select f.user_id, 'activity', a.id from fresh f
      join activities a on a.workspace_id = ${workspaceId} and a.person_id = f.id and a.at >= ${activitiesSince}::timestamptz
      where f.kind = 'person'
      union
      select c.user_id, 'person', c.id from changes c
      where c.workspace_id = ${workspaceId} and c.kind = 'person' and c.id = any(${changed.people ?? []}::uuid[])
      union
      select c.user_id, 'campaign', c.id from changes c
      where c.workspace_id = ${workspaceId} and c.kind = 'campaign' and c.id = any(${changed.campaigns ?? []}::uuid[])
      union
      select c.user_id, 'activity', a.id from activities a
      join changes c on c.workspace_id = ${workspaceId} and c.kind = 'person' and c.id = a.person_id
      where a.workspace_id = ${workspaceId} and a.id = any(${changed.activities ?? []}::uuid[])
      union
      select c.user_id, 'activity', g.id
      from unnest(${gone.map((one) => one.id)}::uuid[], ${gone.map((one) => one.personId)}::uuid[]) as g (id, person_id)
      join changes c on c.workspace_id = ${workspaceId} and c.kind = 'person' and c.id = g.person_id
      union
      select m.user_id, 'template', t.id from templates t
      join memberships m on m.workspace_id = t.workspace_id and ${visibleTo('t', sql.ref('m.user_id'))}
      where t.workspace_id = ${workspaceId} and t.id = any(${templates}::uuid[])
      and (${only}::uuid is null or m.user_id = ${only}::uuid)
      union
      select c.user_id, 'template', c.id from changes c
      where c.workspace_id = ${workspaceId} and c.kind = 'template' and c.id = any(${templates}::uuid[])
      and (${only}::uuid is null or c.user_id = ${only}::uuid)
    ), numbered as (
      -- People and campaigns before the tasks that name them.
      select *, row_number() over (order by array_position(array['person', 'campaign', 'task', 'activity', 'template'], kind), id, user_id) as place
      from targets
    ), counter as (
      update sync_counters set seq = seq + (select count(*) from targets)
      where workspace_id = ${workspaceId} returning seq - (select count(*) from targets) as before
    )
    insert into changes (workspace_id, kind, id, user_id, seq)
    select ${workspaceId}::uuid, n.kind, n.id, n.user_id, counter.before + n.place from numbered n, counter
    on conflict (workspace_id, kind, id, user_id) do update set seq = excluded.seq
  `.execute(tx);
}

/** Locks the workspace's counter until the commit, and lets listeners know at the commit. */
async function lockCounter(tx: Tx, workspaceId: string): Promise<void> {
  const lock = () =>
    sql`select pg_notify(${CHANGES_CHANNEL}, ${workspaceId}) from sync_counters where workspace_id = ${workspaceId} for update`.execute(
      tx,
    );
  if ((await lock()).rows.length > 0) return;
  await sql`insert into sync_counters (workspace_id) values (${workspaceId}) on conflict do nothing`.execute(
    tx,
  );
  await lock();
}

export interface SyncState {
  /** Id of this database. */
  epoch: string;
  /** Number of the latest change. */
  seq: number;
  horizon: number;
}

/** Where the workspace's changes stand. */
export async function findSyncState(db: Db, workspaceId: string): Promise<SyncState> {
  const row = await db
    .selectFrom('database_identity as d')
    .leftJoin('sync_counters as s', (join) => join.on('s.workspace_id', '=', workspaceId))
    .select(['d.id as epoch', 's.seq', 's.horizon'])
    .executeTakeFirstOrThrow();
  return { epoch: row.epoch, seq: Number(row.seq ?? 0), horizon: Number(row.horizon ?? 0) };
}

export interface Change {
  kind: SyncRow['kind'];
  id: string;
  seq: number;
}

/** What has changed for a user after a number, oldest change first. */
export async function findChanges(
  db: Db,
  workspaceId: string,
  userId: string,
  after: number,
  limit: number,
): Promise<Change[]> {
  const rows = await db
    .selectFrom('changes')
    .select(['kind', 'id', 'seq'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/**
 * Which of the given people or campaigns a user needs: those that a task of the user refers to which is open or
 * was closed since a moment.
 */
export async function findNeeded(
  db: Db,
  workspaceId: string,
  userId: string,
  kind: 'person' | 'campaign',
  ids: string[],
  closedSince: Date,
): Promise<string[]> {
  const column = kind === 'person' ? 'person_id' : 'campaign_id';
  const rows = await db
    .selectFrom('tasks')
    .select(column)
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', userId)
    .where((eb) => eb(column, '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .where((eb) => eb.or([eb('status', '=', 'open'), eb('closed_at', '>=', closedSince)]))
    .execute();
  return rows.flatMap((row) => row[column] ?? []);
}

/**
 * Forgets changes of rows that no device needs any more: tasks closed and activities before the given moments,
 * templates that are archived or no longer the user's, and people and campaigns that no other task needs. Cursors older than what was forgotten start afresh.
 */
export async function pruneChanges(tx: Tx, workspaceId: string, before: Horizon): Promise<void> {
  await lockCounter(tx, workspaceId);
  await sql`
    with gone as (
      delete from changes c where c.workspace_id = ${workspaceId} and case c.kind
        when 'activity' then not exists (
          select from activities a where a.workspace_id = c.workspace_id and a.id = c.id and a.at >= ${before.activitiesSince}::timestamptz)
        when 'task' then not exists (
          select from tasks t where t.workspace_id = c.workspace_id and t.id = c.id and t.assignee_id = c.user_id
          and (t.status = 'open' or t.closed_at >= ${before.closedSince}::timestamptz))
        when 'person' then not exists (
          select from tasks t where t.workspace_id = c.workspace_id and t.person_id = c.id and t.assignee_id = c.user_id
          and (t.status = 'open' or t.closed_at >= ${before.closedSince}::timestamptz))
        when 'template' then not exists (
          select from templates t where t.workspace_id = c.workspace_id and t.id = c.id and t.archived_at is null
          and ${visibleTo('t', sql.ref('c.user_id'))})
        else not exists (
          select from tasks t where t.workspace_id = c.workspace_id and t.campaign_id = c.id and t.assignee_id = c.user_id
          and (t.status = 'open' or t.closed_at >= ${before.closedSince}::timestamptz))
      end
      returning c.seq
    )
    update sync_counters set horizon = greatest(horizon, coalesce((select max(seq) from gone), 0))
    where workspace_id = ${workspaceId}
  `.execute(tx);
}

/**
 * Gives this database a new identity, so that every device starts afresh. After a restore or an import the counters
 * stand somewhere else than the devices believe.
 */
export async function renewIdentity(db: Db): Promise<void> {
  await sql`update database_identity set id = gen_random_uuid()`.execute(db);
}
