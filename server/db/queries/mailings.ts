import { type RawBuilder, sql } from 'kysely';
import type {
  Mailing,
  MailingContent,
  MailingFigures,
  MailingOptions,
  MailingPane,
  MailingRow,
  MailingSetup,
  MailingType,
} from '../../../lib/contract/mailing.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

export interface Viewer {
  workspaceId: string;
  userId: string;
}
type StoredRow = Omit<MailingRow, 'mayChange' | 'startsAt' | 'startedAt' | 'finishedAt' | 'updatedAt'> & {
  startsAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  updatedAt: Date;
};
/** A line of the list, without what depends on who asks. */
export type ListedMailing = Omit<MailingRow, 'mayChange'>;

const listed = sql`m.id, m.type, m.setup->>'name' as name, m.status, m.setup->>'subject' as subject,
  m.owner_id as "ownerId", u.name as "ownerName", m.shared, to_jsonb(m.team_ids) as "teamIds",
  m.starts_at as "startsAt", m.started_at as "startedAt", m.finished_at as "finishedAt", m.updated_at as "updatedAt",
  coalesce((select jsonb_object_agg(f.name, f.count) from mailing_figures f
    where f.workspace_id = m.workspace_id and f.mailing_id = m.id), '{}') as figures`;

/** Which mailings a list shows. */
export interface MailingFilter {
  search: string;
  /** Whose; null: everybody's. */
  ownerId: string | null;
  statuses: readonly string[];
  /** Only those that name it, or take recipients from it; null: all. */
  selectionId: string | null;
  projectId: string | null;
  limit: number;
  offset: number;
}

/** Mailings that a user may see, those changed last first. */
export async function listMailings(
  db: Db,
  { workspaceId, userId }: Viewer,
  { search, ownerId, statuses, selectionId, projectId, limit, offset }: MailingFilter,
): Promise<{ mailings: ListedMailing[]; total: number }> {
  const { rows } = await sql<StoredRow & { total: number }>`
    select ${listed}, (count(*) over ())::int as total
    from mailings m left join users u on u.id = m.owner_id
    where m.workspace_id = ${workspaceId}::uuid and m.deleted_at is null and ${visibleTo('m', sql`${userId}::uuid`)}
    and (${search} = '' or strpos(lower(m.setup->>'name'), lower(${search})) > 0
      or strpos(lower(m.setup->>'subject'), lower(${search})) > 0)
    and (${ownerId}::uuid is null or m.owner_id = ${ownerId}::uuid)
    and (cardinality(${[...statuses]}::text[]) = 0 or m.status = any(${[...statuses]}::text[]))
    and ${about('selection', selectionId)} and ${about('project', projectId)}
    order by m.updated_at desc, m.id limit ${limit} offset ${offset}`.execute(db);
  return { mailings: rows.map(({ total: _, ...row }) => toListed(row)), total: rows[0]?.total ?? 0 };
}

/** Does a mailing name a selection or project in its setup, or take recipients from it? */
function about(kind: 'selection' | 'project', refId: string | null): RawBuilder<boolean> {
  if (refId === null) return sql<boolean>`true`;
  return sql<boolean>`(m.setup->>${sql.lit(`${kind}Id`)} = ${refId}::text or exists (
    select from mailing_sources s where s.workspace_id = m.workspace_id and s.mailing_id = m.id
    and s.kind = ${sql.lit(kind)} and s.ref_id = ${refId}::uuid and not s.excludes))`;
}

function toListed({ startsAt, startedAt, finishedAt, updatedAt, ...row }: StoredRow): ListedMailing {
  const said = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    startsAt: said(startsAt),
    startedAt: said(startedAt),
    finishedAt: said(finishedAt),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A mailing as it is stored. */
export type StoredMailing = Omit<Mailing, 'mayChange' | 'summary'> & {
  edition: number;
  listRun: number;
  approvedBy: string | null;
};
type WholeRow = StoredRow &
  Pick<StoredMailing, 'setup' | 'content' | 'options' | 'pane' | 'timeZone' | 'problem' | 'version'> &
  Pick<StoredMailing, 'edition' | 'listRun' | 'approvedBy' | 'sources'> & {
    listState: Mailing['list']['state'];
    listDone: number;
    listAt: Date | null;
    listProblem: string | null;
  };

const whole = sql`${listed}, m.setup, m.content, m.options, m.pane, m.time_zone as "timeZone", m.problem, m.version,
  m.edition, m.list_run as "listRun", m.approved_by as "approvedBy", m.list_state as "listState",
  m.list_done as "listDone", m.list_at as "listAt", m.list_problem as "listProblem",
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'refId', s.ref_id, 'name', s.name,
      'count', s.count, 'excludes', s.excludes, 'bySetup', s.by_setup) order by s.place)
    from mailing_sources s where s.workspace_id = m.workspace_id and s.mailing_id = m.id), '[]') as sources`;

function toWhole(row: WholeRow): StoredMailing {
  const { listState, listDone, listAt, listProblem, ...rest } = row;
  const { setup, content, options, sources, pane, timeZone, problem, version, edition, listRun, approvedBy } =
    rest;
  return {
    ...toListed(rest),
    setup,
    content,
    options,
    sources,
    pane,
    timeZone,
    problem,
    version,
    edition,
    listRun,
    approvedBy,
    list: {
      state: listState,
      done: listDone,
      at: listAt?.toISOString() ?? null,
      problem: listProblem,
    },
  };
}

async function readOne(
  db: Db,
  where: RawBuilder<boolean>,
  deleted: RawBuilder<boolean> = sql<boolean>`m.deleted_at is null`,
): Promise<StoredMailing | null> {
  const { rows } = await sql<WholeRow>`
    select ${whole} from mailings m left join users u on u.id = m.owner_id
    where ${deleted} and ${where}`.execute(db);
  return rows[0] ? toWhole(rows[0]) : null;
}

/** One mailing that the user may see. */
export async function findMailing(
  db: Db,
  { workspaceId, userId }: Viewer,
  id: string,
): Promise<StoredMailing | null> {
  return await readOne(
    db,
    sql<boolean>`m.workspace_id = ${workspaceId}::uuid and m.id = ${id}::uuid
      and ${visibleTo('m', sql`${userId}::uuid`)}`,
  );
}

/** One that was deleted, and that the user could see before. */
export async function findDeletedMailing(
  db: Db,
  { workspaceId, userId }: Viewer,
  id: string,
): Promise<StoredMailing | null> {
  return await readOne(
    db,
    sql<boolean>`m.workspace_id = ${workspaceId}::uuid and m.id = ${id}::uuid
      and ${visibleTo('m', sql`${userId}::uuid`)}`,
    sql<boolean>`m.deleted_at is not null`,
  );
}

/** One mailing, whoever may see it: for what the server does by itself. */
export async function getMailing(db: Db, workspaceId: string, id: string): Promise<StoredMailing | null> {
  return await readOne(db, sql<boolean>`m.workspace_id = ${workspaceId}::uuid and m.id = ${id}::uuid`);
}

/** Locks a mailing until the transaction ends; answers whether the workspace has it. */
export async function lockMailing(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from mailings where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at is null
    for no key update`.execute(tx);
  return rows.length > 0;
}

/** @returns false: there is one of this id already, which stays as it is */
export async function insertMailing(
  tx: Tx,
  { workspaceId, userId }: Viewer,
  mailing: {
    id: string;
    type: MailingType;
    setup: MailingSetup;
    content: MailingContent;
    options: MailingOptions;
  },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into mailings (workspace_id, id, type, setup, content, options, owner_id, created_at, updated_at)
    values (${workspaceId}, ${mailing.id}, ${mailing.type}, ${JSON.stringify(mailing.setup)}::jsonb,
      ${JSON.stringify(mailing.content)}::jsonb, ${JSON.stringify(mailing.options)}::jsonb, ${userId}, ${now}, ${now})
    on conflict (workspace_id, id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** What a save may change; absent: stays. */
export interface MailingChange {
  setup?: MailingSetup | undefined;
  content?: MailingContent | undefined;
  options?: MailingOptions | undefined;
  pane?: MailingPane | undefined;
}

export async function saveMailing(
  tx: Tx,
  workspaceId: string,
  id: string,
  { setup, content, options, pane }: MailingChange,
  now: Date,
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    update mailings set setup = coalesce(${json(setup)}::jsonb, setup), content = coalesce(${json(content)}::jsonb, content),
      options = coalesce(${json(options)}::jsonb, options), pane = coalesce(${pane ?? null}, pane),
      version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx);
}

/** Marks a mailing as deleted, or takes that back. */
export async function setMailingDeleted(
  tx: Tx,
  workspaceId: string,
  id: string,
  at: Date | null,
): Promise<void> {
  await sql`
    update mailings set deleted_at = ${at} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
  `.execute(tx);
}

/** Columns that say where a mailing stands. */
export interface MailingStanding {
  status: Mailing['status'];
  startsAt?: Date | null;
  timeZone?: string | null;
  startedAt?: Date;
  finishedAt?: Date | null;
  approvedBy?: string;
  problem?: string | null;
  edition?: number;
}

export async function saveStanding(
  tx: Tx,
  workspaceId: string,
  id: string,
  standing: MailingStanding,
  now: Date,
): Promise<void> {
  const { status, startsAt, timeZone, startedAt, finishedAt, approvedBy, problem, edition } = standing;
  await tx
    .updateTable('mailings')
    .set({
      status,
      rests_until: null,
      updated_at: now,
      ...(startsAt !== undefined && { starts_at: startsAt }),
      ...(timeZone !== undefined && { time_zone: timeZone }),
      ...(startedAt !== undefined && { started_at: startedAt }),
      ...(finishedAt !== undefined && { finished_at: finishedAt }),
      ...(approvedBy !== undefined && { approved_by: approvedBy }),
      ...(problem !== undefined && { problem }),
      ...(edition !== undefined && { edition }),
    })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Adds to counts, each made where it is not there; in one order, so that two who count never wait for each other. */
export async function countFigures(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  more: MailingFigures,
): Promise<void> {
  const changed = Object.entries(more)
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (changed.length === 0) return;
  await sql`
    insert into mailing_figures (workspace_id, mailing_id, name, count)
    select ${workspaceId}::uuid, ${mailingId}::uuid, f.name, f.count
    from unnest(${changed.map(([name]) => name)}::text[], ${changed.map(([, count]) => count)}::int[]) as f (name, count)
    on conflict (workspace_id, mailing_id, name) do update set count = mailing_figures.count + excluded.count
  `.execute(tx);
}

/** What all mails of a mailing have in common beside their text. */
export interface MailingHead {
  trackOpens: boolean;
  /** Names the list for mail programs (RFC 2919), without angle brackets. */
  listId: string;
}

/** Of mailings, by workspace and id. */
export async function findSetups(
  db: Db,
  keys: readonly { workspaceId: string; id: string }[],
): Promise<Map<string, MailingHead>> {
  const unique = new Map(keys.map((key) => [`${key.workspaceId} ${key.id}`, key]));
  const { rows } = await sql<{ workspaceId: string; id: string; setup: MailingSetup }>`
    select m.workspace_id as "workspaceId", m.id, m.setup
    from unnest(${[...unique.values()].map((key) => key.workspaceId)}::uuid[],
      ${[...unique.values()].map((key) => key.id)}::uuid[]) as k (workspace_id, id)
    join mailings m on m.workspace_id = k.workspace_id and m.id = k.id`.execute(db);
  return new Map(
    rows.map(({ workspaceId, id, setup }) => [
      `${workspaceId} ${id}`,
      { trackOpens: setup.trackOpens, listId: listIdOf(workspaceId, setup) },
    ]),
  );
}

/** One for each type of mailings, so that mail programs can sort by it. */
function listIdOf(workspaceId: string, { typeId, from }: MailingSetup): string {
  const domain = from.email.slice(from.email.lastIndexOf('@') + 1).toLowerCase();
  return `${(typeId ?? workspaceId).replaceAll('-', '')}.list.${domain}`;
}
