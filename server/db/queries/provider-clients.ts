import { sql } from 'kysely';
import type { Provider } from '../../../lib/contract/channel.ts';
import type { Db } from '../open.ts';

/** A workspace's own client at a provider, with its sealed secret. */
export interface StoredProviderClient {
  provider: Provider;
  clientId: string;
  secret: string | null;
  tenant: string | null;
}

export async function listProviderClients(db: Db, workspaceId: string): Promise<StoredProviderClient[]> {
  const rows = await db
    .selectFrom('provider_clients')
    .select(['provider', 'client_id', 'secret', 'tenant'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return rows.map(({ client_id: clientId, ...row }) => ({ ...row, clientId }));
}

export async function findProviderClient(
  db: Db,
  workspaceId: string,
  provider: Provider,
): Promise<StoredProviderClient | null> {
  const all = await listProviderClients(db, workspaceId);
  return all.find((one) => one.provider === provider) ?? null;
}

export async function saveProviderClient(
  db: Db,
  workspaceId: string,
  { provider, clientId, secret, tenant }: StoredProviderClient,
  now: Date,
): Promise<void> {
  const values = { client_id: clientId, secret, tenant, updated_at: now };
  await db
    .insertInto('provider_clients')
    .values({ workspace_id: workspaceId, provider, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'provider']).doUpdateSet(values))
    .execute();
}

export async function deleteProviderClient(db: Db, workspaceId: string, provider: Provider): Promise<void> {
  await db
    .deleteFrom('provider_clients')
    .where('workspace_id', '=', workspaceId)
    .where('provider', '=', provider)
    .execute();
}

/** Channels of a provider are made anew by whoever holds them, and what they had refused goes again. */
export async function renewChannelsOf(
  db: Db,
  workspaceId: string,
  provider: Provider,
  now: Date,
): Promise<{ userId: string }[]> {
  const { rows } = await sql<{ userId: string }>`
    update channels set version = version + 1, access_token = null, access_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and provider = ${provider} and removed_at is null
    returning user_id as "userId"`.execute(db);
  return rows;
}
