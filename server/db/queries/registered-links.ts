import { type RawBuilder, sql } from 'kysely';
import type { LinkActions, LinkResponse, RegisteredLink } from '../../../lib/contract/registered-link.ts';
import type { Db, Tx } from '../open.ts';
import type { LinkCounts } from '../tables/registered-links.ts';

interface Viewer {
  workspaceId: string;
  userId: string;
}

export type StoredLink = Omit<RegisteredLink, 'mayChange'>;
type StoredRow = Omit<StoredLink, 'lastClickAt' | 'resetAt'> & {
  lastClickAt: Date | null;
  resetAt: Date | null;
  baseline: Partial<LinkCounts>;
};

/** Registered links by name, with their counts since the reset. @param which - of the link named `g` */
async function readLinks(
  db: Db,
  which: RawBuilder<boolean>,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredLink[]> {
  const { rows } = await sql<StoredRow>`
    with found as (
      select g.* from registered_links g where ${which}
      order by lower(g.name), g.id limit ${limit} offset ${offset})
    select g.id, g.name, g.response, g.actions, g.owner_id as "ownerId", u.name as "ownerName",
      g.reset_at as "resetAt", g.baseline, c.clicks, c.machine as "machineClicks", c.mailings, c.last as "lastClickAt"
    from found g left join users u on u.id = g.owner_id
    cross join lateral (
      select count(*)::int as mailings, coalesce(sum(p.count), 0)::int as clicks,
        coalesce(sum(q.count), 0)::int as machine, max(e.at) as last
      from mailing_links l
      left join mailing_figures p on p.workspace_id = l.workspace_id and p.mailing_id = l.mailing_id
        and p.name = 'link.' || l.number || '.clicks'
      left join mailing_figures q on q.workspace_id = l.workspace_id and q.mailing_id = l.mailing_id
        and q.name = 'link.' || l.number || '.machine'
      left join lateral (
        select at from mailing_events e where e.workspace_id = l.workspace_id and e.mailing_id = l.mailing_id
        and e.link_number = l.number and e.kind = 'click' and e.machine is null
        and (g.reset_at is null or e.at >= g.reset_at)
        order by e.at desc limit 1) e on true
      where l.workspace_id = g.workspace_id and l.registered_id = g.id) c
    order by lower(g.name), g.id`.execute(db);
  return rows.map(toLink);
}

/** A click before the reset may be found to be a machine’s after it. */
function toLink({ baseline, lastClickAt, resetAt, ...row }: StoredRow): StoredLink {
  return {
    ...row,
    clicks: Math.max(0, row.clicks - (baseline.clicks ?? 0)),
    machineClicks: Math.max(0, row.machineClicks - (baseline.machineClicks ?? 0)),
    lastClickAt: lastClickAt?.toISOString() ?? null,
    resetAt: resetAt?.toISOString() ?? null,
  };
}

export async function listRegistered(
  db: Db,
  workspaceId: string,
  { search, ...page }: { search: string; limit: number; offset: number },
): Promise<{ links: StoredLink[]; total: number }> {
  const which = sql<boolean>`g.workspace_id = ${workspaceId}::uuid and g.deleted_at is null
    and (${search} = '' or strpos(lower(g.name), lower(${search})) > 0
      or strpos(lower(g.response->>'url'), lower(${search})) > 0)`;
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from registered_links g where ${which}`.execute(db);
  return { links: await readLinks(db, which, page), total: rows[0]?.total ?? 0 };
}

/** @returns null: there is none, or it is deleted */
export async function findLink(db: Db, workspaceId: string, id: string): Promise<StoredLink | null> {
  const which = sql<boolean>`g.workspace_id = ${workspaceId}::uuid and g.id = ${id}::uuid and g.deleted_at is null`;
  return (await readLinks(db, which, { limit: 1, offset: 0 }))[0] ?? null;
}

/** Registered links, also deleted ones, in the order in which they are asked for. */
export async function findRegistered(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<
  { id: string; name: string; response: LinkResponse; actions: LinkActions; deletedAt: Date | null }[]
> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('registered_links')
    .select(['id', 'name', 'response', 'actions', 'deleted_at as deletedAt'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...ids]}::uuid[]`)))
    .orderBy(sql`array_position(${[...ids]}::uuid[], id)`)
    .execute();
}

/** What a page says, and the name of the workspace whose it is; null: there is no such page. */
export async function findLinkPage(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ response: LinkResponse; sender: string } | null> {
  const { rows } = await sql<{ response: LinkResponse; sender: string }>`
    select g.response, w.name as sender from registered_links g join workspaces w on w.id = g.workspace_id
    where g.workspace_id = ${workspaceId}::uuid and g.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Keeps registered links from being added elsewhere until the transaction ends. */
export async function lockRegistered(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registered links ${workspaceId}`}, 0))`.execute(
    tx,
  );
}

/** Whose a link is, which stays as it is until the transaction ends; null: there is none. */
export async function lockLink(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ ownerId: string | null; name: string; actions: LinkActions; isDeleted: boolean } | null> {
  const { rows } = await sql<{
    ownerId: string | null;
    name: string;
    actions: LinkActions;
    isDeleted: boolean;
  }>`
    select owner_id as "ownerId", name, actions, deleted_at is not null as "isDeleted" from registered_links
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for no key update`.execute(tx);
  return rows[0] ?? null;
}

export interface LinkText {
  name: string;
  response: LinkResponse;
  actions: LinkActions;
  acts: boolean;
}

export async function insertLink(
  tx: Tx,
  { workspaceId, userId }: Viewer,
  { id, name, response, actions, acts }: LinkText & { id: string },
  now: Date,
): Promise<void> {
  const said = { name, response: JSON.stringify(response), actions: JSON.stringify(actions), acts };
  await tx
    .insertInto('registered_links')
    .values({ workspace_id: workspaceId, id, ...said, owner_id: userId, created_at: now })
    .execute();
}

export async function saveLink(tx: Tx, workspaceId: string, id: string, link: LinkText): Promise<void> {
  const { name, response, actions, acts } = link;
  await tx
    .updateTable('registered_links')
    .set({ name, response: JSON.stringify(response), actions: JSON.stringify(actions), acts })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function setLinkDeleted(
  tx: Tx,
  workspaceId: string,
  id: string,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable('registered_links')
    .set({ deleted_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Begins to count anew; what was before is kept, so that it can be taken back. */
export async function resetLink(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
  await sql`
    update registered_links g set reset_at = ${now},
      before_reset = jsonb_build_object('resetAt', g.reset_at, 'baseline', g.baseline),
      baseline = (
        select jsonb_build_object(
          'clicks', coalesce(sum(f.count) filter (where f.name like '%.clicks'), 0),
          'machineClicks', coalesce(sum(f.count) filter (where f.name like '%.machine'), 0))
        from mailing_links l join mailing_figures f on f.workspace_id = l.workspace_id and f.mailing_id = l.mailing_id
          and f.name in ('link.' || l.number || '.clicks', 'link.' || l.number || '.machine')
        where l.workspace_id = g.workspace_id and l.registered_id = g.id)
    where g.workspace_id = ${workspaceId}::uuid and g.id = ${id}::uuid`.execute(tx);
}

export async function takeBackReset(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`
    update registered_links set reset_at = (before_reset->>'resetAt')::timestamptz,
      baseline = before_reset->'baseline', before_reset = null
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and before_reset is not null`.execute(tx);
}
