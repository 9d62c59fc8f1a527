import type { Selectable } from 'kysely';
import type { Db, Tx } from '../open.ts';
import type { PairingsTable } from '../tables/accounts.ts';

export type PairingRow = Selectable<PairingsTable>;

export async function insertPairing(
  db: Db,
  pairing: {
    id: string;
    deviceCodeHash: string;
    userCode: string;
    deviceName: string;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('pairings')
    .values({
      id: pairing.id,
      device_code_hash: pairing.deviceCodeHash,
      user_code: pairing.userCode,
      device_name: pairing.deviceName,
      status: 'pending',
      created_at: pairing.now,
      expires_at: pairing.expiresAt,
    })
    .execute();
}

export async function findPairingByUserCode(db: Db, userCode: string): Promise<PairingRow | null> {
  return (
    (await db.selectFrom('pairings').selectAll().where('user_code', '=', userCode).executeTakeFirst()) ?? null
  );
}

/** Locked until the transaction ends, so that a code is exchanged once. */
export async function lockPairing(
  tx: Tx,
  by: { deviceCodeHash: string } | { userCode: string },
): Promise<PairingRow | null> {
  const query = tx.selectFrom('pairings').selectAll().forUpdate();
  const found =
    'userCode' in by
      ? query.where('user_code', '=', by.userCode)
      : query.where('device_code_hash', '=', by.deviceCodeHash);
  return (await found.executeTakeFirst()) ?? null;
}

export async function decidePairing(
  tx: Tx,
  id: string,
  decision: { status: 'approved' | 'refused'; workspaceId: string; userId: string; now: Date },
): Promise<void> {
  const { status, workspaceId, userId, now } = decision;
  await tx
    .updateTable('pairings')
    .set({ status, workspace_id: workspaceId, decided_by: userId, decided_at: now })
    .where('id', '=', id)
    .execute();
}

export async function markCollected(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('pairings').set({ status: 'collected' }).where('id', '=', id).execute();
}

/** Old codes are kept a day, so that "expired" can be told from "never issued". */
export async function deletePairingsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('pairings').where('expires_at', '<', before).execute();
}
