import { type Selectable, sql } from 'kysely';
import type { Db } from '../open.ts';
import type { PracticeArrivalsTable } from '../tables/practice.ts';

export type PracticeArrivalRecord = Selectable<PracticeArrivalsTable>;

export interface NewPracticeArrival {
  id: string;
  workspaceId: string;
  recipient: string;
  envelopeFrom: string;
  messageId: string | null;
  sender: string;
  shownTo: string;
  subject: string;
  html: string | null;
  text: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; type: string; bytes: number }[];
  source: Uint8Array;
  at: Date;
}

export async function addPracticeArrival(db: Db, arrival: NewPracticeArrival): Promise<void> {
  await db
    .insertInto('practice_arrivals')
    .values({
      workspace_id: arrival.workspaceId,
      id: arrival.id,
      recipient: arrival.recipient,
      envelope_from: arrival.envelopeFrom,
      message_id: arrival.messageId,
      sender: arrival.sender,
      shown_to: arrival.shownTo,
      subject: arrival.subject,
      html: arrival.html,
      body_text: arrival.text,
      headers: JSON.stringify(arrival.headers),
      attachments: JSON.stringify(arrival.attachments),
      source: arrival.source,
      at: arrival.at,
    })
    .execute();
}

export interface PracticeArrivalListRow {
  id: string;
  recipient: string;
  sender: string;
  subject: string;
  snippet: string;
  at: Date;
  bytes: number;
  total: number;
}

/** What arrived, newest first. `search` looks into addresses, subject and text; empty for all. */
export async function listPracticeArrivals(
  db: Db,
  workspaceId: string,
  page: { search: string; limit: number; offset: number },
): Promise<PracticeArrivalListRow[]> {
  const pattern = `%${page.search.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await sql<PracticeArrivalListRow>`
    select id, recipient, sender, subject, left(regexp_replace(body_text, '[[:space:]]+', ' ', 'g'), 200) as snippet, at,
      octet_length(source) as bytes, (count(*) over ())::int as total
    from practice_arrivals
    where workspace_id = ${workspaceId}
      and (${page.search} = '' or subject ilike ${pattern} or body_text ilike ${pattern}
           or recipient ilike ${pattern} or sender ilike ${pattern})
    order by at desc, recipient, id
    limit ${page.limit} offset ${page.offset}
  `.execute(db);
  return found.rows;
}

export async function countPracticeArrivals(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('practice_arrivals')
    .select((q) => q.fn.countAll().as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export function findPracticeArrival(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<PracticeArrivalRecord | undefined> {
  return db
    .selectFrom('practice_arrivals')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** One copy of the message with this Message-ID, a To recipient's first: evidence that it has arrived. */
export async function findPracticeArrivalId(
  db: Db,
  workspaceId: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('practice_arrivals')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', messageId)
    .orderBy(sql`shown_to ilike '%' || recipient || '%'`, 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** People of the workspace who read mail for one of these addresses, sign-in address or mailbox. */
export async function findPracticeReaders(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<{ userId: string; email: string }[]> {
  if (addresses.length === 0) return [];
  const found = await sql<{ user_id: string; email: string }>`
    select distinct m.user_id, a.email
    from memberships m
    join lateral (
      select lower(u.email) as email from users u where u.id = m.user_id
      union
      select lower(b.email) from mailboxes b where b.workspace_id = m.workspace_id and b.user_id = m.user_id
    ) a on true
    where m.workspace_id = ${workspaceId} and a.email in (${sql.join(addresses.map((a) => a.toLowerCase()))})
  `.execute(db);
  return found.rows.map((row) => ({ userId: row.user_id, email: row.email }));
}

/** Workspaces in which somebody writes from this address. */
export async function findPracticeWorkspaces(db: Db, address: string): Promise<string[]> {
  const found = await sql<{ workspace_id: string }>`
    select workspace_id from memberships m join users u on u.id = m.user_id where lower(u.email) = ${address.toLowerCase()}
    union
    select workspace_id from mailboxes where lower(email) = ${address.toLowerCase()}
  `.execute(db);
  return found.rows.map((row) => row.workspace_id);
}
