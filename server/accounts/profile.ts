import type { Me, ProfileChange } from '../../lib/contract/account.ts';
import type { Failure } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { type MemberDetails, saveProfile } from '../db/queries/accounts.ts';
import { askToReplan } from '../db/queries/days-off.ts';
import { withTransaction } from '../db/transaction.ts';
import { cleanHtml } from '../templates/clean-html.ts';

/**
 * Changes what a user says about themselves. With another country their runs in all workspaces go by its holidays from
 * now on.
 *
 * @returns null, or what is wrong with a field
 */
export async function updateProfile(
  db: Database,
  userId: string,
  change: ProfileChange,
  now: Date,
): Promise<Failure | null> {
  const clean = change.signature ? cleanHtml(change.signature, 'signature') : null;
  if (clean && !clean.ok) return clean;
  await withTransaction(db, async (tx) => {
    await saveProfile(tx, userId, { ...change, ...(clean && { signature: clean.value.html }) }, now);
    if (change.country !== undefined) await askToReplan(tx, null, { whose: 'sender', userId }, now);
  });
  return null;
}

/** The user of a member, as they and their templates know them. */
export function userOf({
  userId,
  name,
  email,
  timeZone,
  country,
  title,
  signature,
}: MemberDetails): Me['user'] {
  return {
    id: userId,
    name,
    email,
    timeZone,
    title,
    ...(country !== null && { country }),
    ...(signature !== null && { signature }),
  };
}
