import { randomInt } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { endSessions, savePasswordHash } from '../db/queries/operators.ts';
import { withTransaction } from '../db/transaction.ts';
import { SHORTEST_PASSWORD } from './users.ts';

/** Letters and digits that nobody takes for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** @returns four groups of four, about 79 bits */
export function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** Gives a user a new password and signs them out of the server's pages; paired devices stay. */
export async function setPassword(
  db: Database,
  user: { id: string; workspaceId: string },
  password: string,
  now: Date,
): Promise<Result<null>> {
  if (password.length < SHORTEST_PASSWORD) {
    return fail('INVALID_INPUT', `password: expected ${SHORTEST_PASSWORD} characters or more`);
  }
  const hash = await hashPassword(password);
  await withTransaction(db, async (tx) => {
    await savePasswordHash(tx, user.id, hash, now);
    await endSessions(tx, user.id);
    const { workspaceId } = user;
    await writeAudit(tx, { workspaceId, userId: null, action: 'user.password', subjectId: user.id, now });
  });
  return ok(null);
}
