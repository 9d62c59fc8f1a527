import { type RawBuilder, sql } from 'kysely';
import type { MailingSource } from '../../../lib/contract/mailing.ts';
import type { SetupSource } from '../../../lib/core/mailing/sources.ts';
import type { Db, Tx } from '../open.ts';

/** A source with whom of it alone is meant. */
export type StoredSource = MailingSource & { onlyOf: SetupSource['only'] };

/** Where the recipients of a mailing come from, in their order. */
export async function listSources(db: Db, workspaceId: string, mailingId: string): Promise<StoredSource[]> {
  const { rows } = await sql<StoredSource>`
    select id, kind, ref_id as "refId", name, count, excludes, by_setup as "bySetup", only_of as "onlyOf"
    from mailing_sources where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
    order by place, id`.execute(db);
  return rows;
}

/** Adds a source at the end. @returns false: it is there already */
export async function insertSource(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  source: Omit<StoredSource, 'count'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into mailing_sources (workspace_id, mailing_id, id, place, kind, ref_id, name, excludes, by_setup, only_of)
    select ${workspaceId}::uuid, ${mailingId}::uuid, ${source.id}::uuid, coalesce(max(place), -1) + 1, ${source.kind},
      ${source.refId}::uuid, ${source.name}, ${source.excludes}::boolean, ${source.bySetup}::boolean,
      ${source.onlyOf && JSON.stringify(source.onlyOf)}::jsonb
    from mailing_sources where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function deleteSource(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    delete from mailing_sources where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
    and id = ${id}::uuid returning 1`.execute(tx);
  return rows.length > 0;
}

export async function setSourceCount(
  tx: Tx,
  workspaceId: string,
  { mailingId, id, count }: { mailingId: string; id: string; count: number | null },
): Promise<void> {
  await sql`
    update mailing_sources set count = ${count}::int where workspace_id = ${workspaceId}::uuid
    and mailing_id = ${mailingId}::uuid and id = ${id}::uuid`.execute(tx);
}

/** Somebody, or an address, added one by one. */
export interface SourceEntry {
  personId: string | null;
  /** In lower case; null for a person. */
  email: string | null;
  name: string | null;
}

/** An address that nobody is known for has an id made of it, so that it stands once in a mailing. */
export const whoOfAddress = (address: RawBuilder<string>): RawBuilder<string> =>
  sql<string>`md5('address ' || ${address})::uuid`;

export async function insertEntries(
  tx: Tx,
  workspaceId: string,
  { mailingId, sourceId }: { mailingId: string; sourceId: string },
  entries: readonly SourceEntry[],
): Promise<void> {
  await sql`
    insert into mailing_source_entries (workspace_id, mailing_id, source_id, who, person_id, email, name)
    select ${workspaceId}::uuid, ${mailingId}::uuid, ${sourceId}::uuid,
      coalesce(e."personId", ${whoOfAddress(sql`e.email`)}), e."personId", e.email, e.name
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e ("personId" uuid, email text, name text)
    on conflict do nothing`.execute(tx);
}

/** People by their address in lower case; of several with one address the one with the lowest id. */
export async function findLowestByEmail(
  db: Db,
  workspaceId: string,
  emails: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ email: string; id: string }>`
    select lower(email) as email, min(id::text) as id from people
    where workspace_id = ${workspaceId}::uuid and lower(email) = any(${[...emails]}::text[])
    group by lower(email)`.execute(db);
  return new Map(rows.map(({ email, id }) => [email, id]));
}
