import { randomUUID } from 'node:crypto';
import type { PairingStarted } from '../../lib/contract/account.ts';
import { type Failure, fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { Database } from '../db/open.ts';
import { type Membership, writeAudit } from '../db/queries/accounts.ts';
import {
  decidePairing,
  deletePairingsBefore,
  findPairingByUserCode,
  insertPairing,
  lockPairing,
  markCollected,
  type PairingRow,
} from '../db/queries/pairings.ts';
import { withTransaction } from '../db/transaction.ts';
import { hashOf, makeSecret, makeUserCode, normaliseUserCode } from './secret-code.ts';
import { issueToken } from './tokens.ts';

const VALID_MS = 10 * 60_000;
const KEPT_MS = 24 * 60 * 60_000;
const POLL_SECONDS = 2;

/** A device asks to be paired: it keeps the device code, a person approves the user code. */
export async function startPairing(
  db: Database,
  deviceName: string,
  publicUrl: string,
  now: Date,
): Promise<PairingStarted> {
  await deletePairingsBefore(db.kysely, new Date(now.getTime() - KEPT_MS));
  const deviceCode = makeSecret();
  const userCode = makeUserCode();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await insertPairing(db.kysely, {
    id: randomUUID(),
    deviceCodeHash: hashOf(deviceCode),
    userCode,
    deviceName,
    now,
    expiresAt,
  });
  return {
    deviceCode,
    userCode,
    verificationUrl: `${publicUrl}/pair?code=${userCode}`,
    expiresAt: expiresAt.toISOString(),
    intervalSeconds: POLL_SECONDS,
  };
}

/** Exchanges an approved device code for a token, once. */
export function collectToken(
  db: Database,
  deviceCode: string,
  now: Date,
): Promise<Result<{ token: string }>> {
  return withTransaction(db, async (tx) => {
    const pairing = await lockPairing(tx, { deviceCodeHash: hashOf(deviceCode) });
    const refused = whyNotCollectable(pairing, now);
    if (refused || !pairing) return refused ?? unknownCode();
    const { workspace_id: workspaceId, decided_by: userId } = pairing;
    if (!workspaceId || !userId) throw new Error(`pairing ${pairing.id} is approved by nobody`);
    await markCollected(tx, pairing.id);
    return ok({ token: await issueToken(tx, { workspaceId, userId, name: pairing.device_name }, now) });
  });
}

function whyNotCollectable(pairing: PairingRow | null, now: Date): Failure | null {
  if (!pairing || pairing.status === 'collected') return unknownCode();
  if (pairing.status === 'refused') return fail('PAIRING_REFUSED', 'the request to pair was refused');
  if (pairing.expires_at <= now) return expiredCode();
  if (pairing.status === 'pending') return fail('PAIRING_PENDING', 'nobody has approved the code yet');
  return null;
}

/** The request behind a code as a person typed it, if it can still be decided. */
export async function findOpenPairing(db: Database, typed: string, now: Date): Promise<Result<PairingRow>> {
  const userCode = normaliseUserCode(typed);
  const pairing = userCode ? await findPairingByUserCode(db.kysely, userCode) : null;
  return openOrWhyNot(pairing, now);
}

/** A person approves or refuses; a code is decided once. */
export function decide(
  db: Database,
  typed: string,
  by: Membership,
  status: 'approved' | 'refused',
  now: Date,
): Promise<Result<PairingRow>> {
  return withTransaction(db, async (tx) => {
    const userCode = normaliseUserCode(typed);
    const found = openOrWhyNot(userCode ? await lockPairing(tx, { userCode }) : null, now);
    if (!found.ok) return found;
    await decidePairing(tx, found.value.id, { status, workspaceId: by.workspaceId, userId: by.userId, now });
    await writeAudit(tx, { ...by, action: `pairing.${status}`, subjectId: found.value.id, now });
    return ok({ ...found.value, status });
  });
}

function openOrWhyNot(pairing: PairingRow | null, now: Date): Result<PairingRow> {
  if (!pairing)
    return fail('PAIRING_UNKNOWN', 'no device shows this code; look at the device and type it again');
  if (pairing.status !== 'pending') {
    return fail(
      'PAIRING_UNKNOWN',
      'this code has been used already; start again on the device for a new one',
    );
  }
  return pairing.expires_at <= now ? expiredCode() : ok(pairing);
}

function unknownCode(): Failure {
  return fail('PAIRING_UNKNOWN', 'this code was never issued or has been used already');
}

function expiredCode(): Failure {
  return fail('PAIRING_EXPIRED', 'this code has expired; start again on the device for a new one');
}
