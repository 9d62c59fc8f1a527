import { sql } from 'kysely';
import type { Db, Tx } from '../open.ts';

/** Told when there is something to do for a mailing. */
export const MAILINGS_CHANNEL = 'mailing_work';

/** Wakes whoever moves mailings on, when the transaction ends. */
export async function tellWork(tx: Tx): Promise<void> {
  await sql`select pg_notify(${MAILINGS_CHANNEL}, '')`.execute(tx);
}

/** Names a mailing that there is something to do for. */
export interface MailingKey {
  workspaceId: string;
  mailingId: string;
}

/** Takes a mailing that is being sent, the one that has waited longest; nobody else plans its mails meanwhile. */
export async function lockMailingToSend(tx: Tx, now: Date): Promise<MailingKey | null> {
  const { rows } = await sql<MailingKey>`
    select workspace_id as "workspaceId", id as "mailingId" from mailings
    where status = 'sending' and deleted_at is null and (rests_until is null or rests_until <= ${now})
    order by rests_until nulls first, updated_at limit 1 for no key update skip locked`.execute(tx);
  return rows[0] ?? null;
}

/** Takes a mailing whose start has come. */
export async function lockMailingToStart(tx: Tx, now: Date): Promise<MailingKey | null> {
  const { rows } = await sql<MailingKey>`
    select workspace_id as "workspaceId", id as "mailingId" from mailings
    where status = 'scheduled' and deleted_at is null and starts_at <= ${now}
      and (rests_until is null or rests_until <= ${now})
    order by starts_at limit 1 for no key update skip locked`.execute(tx);
  return rows[0] ?? null;
}

/** Leaves a mailing alone for a while. */
export async function rest(
  db: Db,
  { workspaceId, mailingId }: MailingKey,
  until: Date | null,
): Promise<void> {
  await sql`
    update mailings set rests_until = ${until} where workspace_id = ${workspaceId}::uuid and id = ${mailingId}::uuid
  `.execute(db);
}

/** Puts off whichever mailing would come next, because working at it has failed. */
export async function putOffNextMailing(db: Db, now: Date, until: Date): Promise<void> {
  await sql`
    update mailings set rests_until = ${until} where (workspace_id, id) in (
      select workspace_id, id from mailings where deleted_at is null
      and (status = 'sending' or list_state = 'computing' or (status = 'scheduled' and starts_at <= ${now}))
      and (rests_until is null or rests_until <= ${now})
      order by rests_until nulls first, updated_at limit 1 for update skip locked)`.execute(db);
}
