import type { Selectable } from 'kysely';
import type { Db, Tx } from '../open.ts';
import type { LinkCodesTable } from '../tables/accounts.ts';

export type LinkCodeRow = Selectable<LinkCodesTable>;

export async function insertLinkCode(
  db: Db,
  code: {
    id: string;
    codeHash: string;
    workspaceId: string;
    userId: string;
    purpose: LinkCodeRow['purpose'];
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('link_codes')
    .values({
      id: code.id,
      code_hash: code.codeHash,
      workspace_id: code.workspaceId,
      user_id: code.userId,
      purpose: code.purpose,
      created_at: code.now,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Locked until the transaction ends, so that a code is used once. */
export async function lockLinkCode(
  tx: Tx,
  codeHash: string,
  purpose: LinkCodeRow['purpose'],
): Promise<LinkCodeRow | null> {
  const row = await tx
    .selectFrom('link_codes')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .where('purpose', '=', purpose)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function markLinkUsed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('link_codes').set({ used_at: now }).where('id', '=', id).execute();
}

export async function deleteLinkCodesBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('link_codes').where('expires_at', '<', before).execute();
}
