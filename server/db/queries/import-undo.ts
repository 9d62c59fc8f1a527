import { sql } from 'kysely';
import type { ConsentPurpose } from '../../../lib/contract/consent.ts';
import type { Tx } from '../open.ts';

interface Written {
  importId: string;
  personIds: readonly string[];
  /** When the import wrote them. */
  at: Date;
}

/** Deletes those of the people to whom nothing has happened since an import has added them. @returns their ids */
export async function deleteUntouched(
  tx: Tx,
  workspaceId: string,
  { importId, personIds, at }: Written,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    delete from people p
    where p.workspace_id = ${workspaceId} and p.id = any(${personIds}::uuid[]) and p.updated_at = ${at}::timestamptz
    and not p.no_mailings
    and not exists (select from tasks t where t.workspace_id = p.workspace_id and t.person_id = p.id)
    and not exists (select from enrolments e where e.workspace_id = p.workspace_id and e.person_id = p.id)
    and not exists (select from run_events r where r.workspace_id = p.workspace_id and r.person_id = p.id)
    and not exists (select from tracked_links l where l.workspace_id = p.workspace_id and l.person_id = p.id)
    and not exists (select from selection_members m where m.workspace_id = p.workspace_id and m.person_id = p.id)
    and not exists (select from project_members m where m.workspace_id = p.workspace_id and m.person_id = p.id)
    and not exists (select from person_interests i where i.workspace_id = p.workspace_id and i.person_id = p.id)
    and not exists (select from mailing_recipients r where r.workspace_id = p.workspace_id and r.person_id = p.id)
    and not exists (select from mailing_source_entries s where s.workspace_id = p.workspace_id and s.person_id = p.id)
    and not exists (select from declined_subscriptions d where d.workspace_id = p.workspace_id and d.person_id = p.id)
    and not exists (select from activities a where a.workspace_id = p.workspace_id and a.person_id = p.id
      and a.detail ->> 'importId' is distinct from ${importId}::text)
    and not exists (select from consents c where c.workspace_id = p.workspace_id and c.person_id = p.id
      and (c.source <> 'import' or c.at <> ${at}::timestamptz))
    returning p.id
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Takes back consent that an import wrote down, where nothing else was said since. @returns the lines of history that go */
export async function deleteImportConsents(
  tx: Tx,
  workspaceId: string,
  { importId, personIds, at }: Written,
): Promise<{ id: string; personId: string; purpose: ConsentPurpose }[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<{ id: string; personId: string; purpose: ConsentPurpose }>`
    with gone as (
      delete from consents c
      where c.workspace_id = ${workspaceId} and c.person_id = any(${personIds}::uuid[]) and c.source = 'import'
      and c.at = ${at}::timestamptz
      returning c.person_id, c.purpose)
    delete from activities a using gone g
    where a.workspace_id = ${workspaceId} and a.person_id = g.person_id and a.title = g.purpose
    and a.kind = 'consent.changed' and a.detail ->> 'importId' = ${importId}::text
    returning a.id, a.person_id as "personId", g.purpose
  `.execute(tx);
  return rows;
}

/** Deletes those of the companies that were made at a moment, were never changed, and are nobody's any more. */
export async function deleteEmptyCompanies(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from companies c
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[]) and c.created_at = ${at}::timestamptz
    and c.updated_at = ${at}::timestamptz
    and not exists (select from people p where p.workspace_id = c.workspace_id and p.company_id = c.id)
  `.execute(tx);
}
