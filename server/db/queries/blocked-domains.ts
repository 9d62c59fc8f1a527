import { sql } from 'kysely';
import { lanes } from '../../../lib/core/send/lanes.ts';
import { moves } from '../../../lib/core/send/state.ts';
import type { Db, Tx } from '../open.ts';

/** Domains to which nothing of a workspace goes by itself, by the alphabet. */
export async function listBlocked(db: Db, workspaceId: string): Promise<string[]> {
  return await read(db, workspaceId, '');
}

/** The same, to stay so until the transaction ends: what it plans was not blocked when it was planned. */
export async function holdBlocked(tx: Tx, workspaceId: string): Promise<string[]> {
  return await read(tx, workspaceId, 'for share');
}

/** The same, to be changed in this transaction, which waits for whoever plans by them. */
export async function lockBlocked(tx: Tx, workspaceId: string): Promise<string[]> {
  return await read(tx, workspaceId, 'for no key update');
}

async function read(db: Db, workspaceId: string, lock: string): Promise<string[]> {
  const { rows } = await sql<{ domains: string[] }>`
    select to_jsonb(blocked_domains) as domains from workspaces where id = ${workspaceId}::uuid ${sql.raw(lock)}
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`expected workspace ${workspaceId}`);
  return row.domains.sort();
}

export async function saveBlocked(tx: Tx, workspaceId: string, domains: readonly string[]): Promise<void> {
  await sql`
    update workspaces set blocked_domains = ${[...domains]}::text[] where id = ${workspaceId}::uuid
  `.execute(tx);
}

/**
 * Takes back campaigns' mails to a domain or its subdomains that have not begun to be handed over.
 * @returns how many
 */
export async function cancelSendsTo(tx: Tx, workspaceId: string, domain: string, now: Date): Promise<number> {
  const { from, to } = moves.cancel;
  const { rows } = await sql`
    update sends set state = ${to}, cause = 'blocked', told = false, settled_at = ${now}, claimed_by = null,
      lease_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and lane = ${lanes.indexOf('campaign')}
    and (domain = ${domain} or right(domain, length(${domain}::text) + 1) = '.' || ${domain}::text)
    and state = any(${from}::text[])
    returning 1`.execute(tx);
  return rows.length;
}
