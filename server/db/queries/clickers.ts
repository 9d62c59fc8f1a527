import { type RawBuilder, sql } from 'kysely';
import type { Clicker } from '../../../lib/contract/registered-link.ts';
import type { Db } from '../open.ts';
import { visibleTo } from './visible.ts';

interface Viewer {
  workspaceId: string;
  userId: string;
}
interface Page {
  limit: number;
  offset: number;
}

/** People who have clicked a link of a mailing, the latest first. */
export async function listClickers(
  db: Db,
  user: Viewer,
  { mailingId, number }: { mailingId: string; number: number },
  page: Page,
): Promise<{ clickers: Clicker[]; total: number }> {
  return await read(db, user, sql`l.mailing_id = ${mailingId}::uuid and l.number = ${number}::int`, page);
}

/** The same of a registered link in all mailings, since its reset. */
export async function listRegisteredClickers(
  db: Db,
  user: Viewer,
  { id, resetAt }: { id: string; resetAt: string | null },
  page: Page,
): Promise<{ clickers: Clicker[]; total: number }> {
  const since = sql`(${resetAt}::timestamptz is null or e.at >= ${resetAt}::timestamptz)`;
  return await read(db, user, sql`l.registered_id = ${id}::uuid and ${since}`, page);
}

async function read(
  db: Db,
  { workspaceId, userId }: Viewer,
  which: RawBuilder<unknown>,
  { limit, offset }: Page,
): Promise<{ clickers: Clicker[]; total: number }> {
  const clicks = sql`
    select e.recipient_id, max(e.mailing_id::text)::uuid as mailing_id, count(*)::int as clicks, max(e.at) as last
    from mailing_links l
    join mailing_events e on e.workspace_id = l.workspace_id and e.mailing_id = l.mailing_id
      and e.link_number = l.number and e.kind = 'click' and e.machine is null
    where l.workspace_id = ${workspaceId}::uuid and ${which} group by e.recipient_id`;
  const { rows } = await sql<Omit<Clicker, 'lastAt'> & { lastAt: Date }>`
    select r.id as "recipientId", r.person_id as "personId", r.name, r.address as email,
      r.company_name as "companyName", m.id as "mailingId", c.clicks, c.last as "lastAt",
      case when ${visibleTo('m', sql`${userId}::uuid`)} then m.setup->>'name' end as "mailingName"
    from (${clicks}) c
    join mailing_recipients r on r.workspace_id = ${workspaceId}::uuid and r.id = c.recipient_id
    join mailings m on m.workspace_id = r.workspace_id and m.id = c.mailing_id
    order by c.last desc, r.id limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::int as total from (${clicks}) c`.execute(db);
  return {
    clickers: rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })),
    total: counted[0]?.total ?? 0,
  };
}
