import { sql } from 'kysely';
import type { AddressHealth } from '../../../lib/core/inbound/address-health.ts';
import type { BouncedRecipient } from '../../../lib/core/inbound/bounce.ts';
import type { Db, Tx } from '../open.ts';

/** @param address - in lower case */
export async function lockAddressHealth(
  tx: Tx,
  workspaceId: string,
  address: string,
): Promise<AddressHealth | null> {
  const row = await tx
    .selectFrom('address_health')
    .select(['dead_at', 'bounces'])
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .forUpdate()
    .executeTakeFirst();
  return row ? { deadAt: row.dead_at?.toISOString() ?? null, bounces: row.bounces } : null;
}

export async function saveAddressHealth(
  tx: Tx,
  workspaceId: string,
  address: string,
  health: AddressHealth,
  latest: Pick<BouncedRecipient, 'reason' | 'code' | 'status' | 'text'> & { at: string },
): Promise<void> {
  const { reason, code, status, text, at } = latest;
  const row = { dead_at: health.deadAt, bounces: health.bounces, at, reason, code, status, text };
  await tx
    .insertInto('address_health')
    .values({ workspace_id: workspaceId, address, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'address']).doUpdateSet(row))
    .execute();
}

/** The address has answered. */
export async function forgetBounces(tx: Tx, workspaceId: string, address: string): Promise<void> {
  await tx
    .deleteFrom('address_health')
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .execute();
}

/** Those of the addresses that are dead, with what was said of each, in lower case. */
export async function findDeadAddresses(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('address_health')
    .select(['address', 'text'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) =>
      eb('address', '=', eb.fn.any(sql<string[]>`${addresses.map((one) => one.toLowerCase())}::text[]`)),
    )
    .where('dead_at', 'is not', null)
    .execute();
  return new Map(rows.map(({ address, text }) => [address, text]));
}
