import { sql } from 'kysely';
import type { Db, Tx } from '../open.ts';

/** How many people more, or fewer, have first opened a mailing in an hour. */
export interface HourChange {
  workspaceId: string;
  mailingId: string;
  /** Its beginning. */
  hour: Date;
  more: number;
}

/** Adds to the hours of mailings, always in the same order, so that two who count never wait for each other. */
export async function countHours(tx: Tx, changes: readonly HourChange[]): Promise<void> {
  const nameOf = ({ workspaceId, mailingId, hour }: HourChange) =>
    `${workspaceId} ${mailingId} ${hour.toISOString()}`;
  const inOrder = changes
    .filter(({ more }) => more !== 0)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  if (inOrder.length === 0) return;
  await sql`
    insert into mailing_hours (workspace_id, mailing_id, hour, opened)
    select c."workspaceId", c."mailingId", c.hour, c.more
    from jsonb_to_recordset(${JSON.stringify(inOrder)}::jsonb)
      as c ("workspaceId" uuid, "mailingId" uuid, hour timestamptz, more int)
    on conflict (workspace_id, mailing_id, hour) do update set opened = mailing_hours.opened + excluded.opened
  `.execute(tx);
}

/** Counts the hours of a mailing anew, from its recipients. */
export async function recountHours(tx: Tx, workspaceId: string, mailingId: string): Promise<void> {
  await sql`
    delete from mailing_hours where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
  `.execute(tx);
  await sql`
    insert into mailing_hours (workspace_id, mailing_id, hour, opened)
    select workspace_id, mailing_id, date_trunc('hour', opened_at, 'UTC'), count(*) from mailing_recipients
    where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid and opened_at is not null
    group by 1, 2, 3`.execute(tx);
}

/** Hours in which people have first opened a mailing, from one instant up to another. */
export async function listHours(
  db: Db,
  workspaceId: string,
  mailingId: string,
  { from, to }: { from: Date; to: Date },
): Promise<{ hour: Date; opened: number }[]> {
  return await db
    .selectFrom('mailing_hours')
    .select(['hour', 'opened'])
    .where('workspace_id', '=', workspaceId)
    .where('mailing_id', '=', mailingId)
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .orderBy('hour')
    .execute();
}
