import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { Database } from '../db/open.ts';
import { findFirstMembership, type Membership, writeAudit } from '../db/queries/accounts.ts';
import {
  deleteLinkCodesBefore,
  insertLinkCode,
  lockLinkCode,
  markLinkUsed,
} from '../db/queries/link-codes.ts';
import { withTransaction } from '../db/transaction.ts';
import { hashOf, makeSecret } from './secret-code.ts';
import { issueToken } from './tokens.ts';

const VALID_MS = 10 * 60_000;
const KEPT_MS = 24 * 60 * 60_000;

/** What a one-time code opens: a session in the browser, or the pairing of an extension. */
export type LinkPurpose = 'web' | 'extension';

/**
 * Makes a one-time code that is valid for ten minutes. Only its hash is kept.
 * @throws {Error} when the user is in no workspace
 */
export async function issueLinkCode(
  db: Database,
  userId: string,
  purpose: LinkPurpose,
  now: Date,
): Promise<string> {
  const member = await findFirstMembership(db.kysely, userId);
  if (!member) throw new Error(`user ${userId} is in no workspace`);
  await deleteLinkCodesBefore(db.kysely, new Date(now.getTime() - KEPT_MS));
  const code = makeSecret();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  const { workspaceId } = member;
  const id = randomUUID();
  await insertLinkCode(db.kysely, {
    id,
    codeHash: hashOf(code),
    workspaceId,
    userId,
    purpose,
    now,
    expiresAt,
  });
  return code;
}

/** Uses up a code that opens a browser session. */
export function useWebLink(db: Database, code: string, now: Date): Promise<Result<Membership>> {
  return useLink(db, code, 'web', now, async (member) => member);
}

/** Exchanges a code for the token of a device. */
export function redeemLink(
  db: Database,
  code: string,
  deviceName: string,
  now: Date,
): Promise<Result<{ token: string; userId: string }>> {
  return useLink(db, code, 'extension', now, async (member, tx) => ({
    token: await issueToken(tx, { ...member, name: deviceName }, now),
    userId: member.userId,
  }));
}

type Tx = Parameters<Parameters<typeof withTransaction>[1]>[0];

function useLink<T>(
  db: Database,
  code: string,
  purpose: LinkPurpose,
  now: Date,
  work: (member: Membership, tx: Tx) => Promise<T>,
): Promise<Result<T>> {
  return withTransaction(db, async (tx) => {
    const row = await lockLinkCode(tx, hashOf(code), purpose);
    if (!row || row.used_at)
      return fail('PAIRING_UNKNOWN', 'this link was never issued or has been used already');
    if (row.expires_at <= now) return fail('PAIRING_EXPIRED', 'this link has expired; ask for a new one');
    const member = await findMembership(tx, row.workspace_id, row.user_id);
    await markLinkUsed(tx, row.id, now);
    await writeAudit(tx, { ...member, action: `link.${purpose}`, subjectId: row.id, now });
    return ok(await work(member, tx));
  });
}

/** Exists as long as the code does: the code's row refers to it. */
async function findMembership(tx: Tx, workspaceId: string, userId: string): Promise<Membership> {
  const row = await tx
    .selectFrom('memberships')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return { workspaceId, userId, role: row.role };
}
