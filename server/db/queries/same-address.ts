import { sql } from 'kysely';
import type { Db } from '../open.ts';

/** Somebody whose address is asked about. */
interface Holder {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

/**
 * People inside a campaign who have one of these addresses, whatever their capital letters, those who came first before
 * the others.
 *
 * @param others - people who count as inside
 */
export async function listAtAddresses(
  db: Db,
  workspaceId: string,
  campaignId: string,
  emails: readonly string[],
  others: readonly string[],
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select p.id, p.first_name as "firstName", p.last_name as "lastName", p.email
    from people p
    left join enrolments e on e.workspace_id = p.workspace_id and e.campaign_id = ${campaignId}
      and e.person_id = p.id and e.status = 'active'
    where p.workspace_id = ${workspaceId}
      and lower(p.email) in (select lower(asked) from unnest(${emails}::text[]) as q (asked))
      and (e.id is not null or p.id = any(${others}::uuid[]))
    order by e.created_at, p.id
  `.execute(db);
  return rows;
}
