import type { BounceAct } from '../../lib/contract/bounce.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Tx } from '../db/open.ts';
import { forgetBounces } from '../db/queries/address-health.ts';
import * as rows from '../db/queries/bounced.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { applySuppressions } from '../people/suppressions.ts';
import { horizonAt } from '../sync/horizon.ts';

/**
 * Deals with addresses from which mail came back: they leave the lists of those to be managed, and are used again, taken
 * from their people, or these work there no longer. The same once more changes nobody.
 *
 * @returns how many people were changed
 */
export async function actOnAddresses(
  db: Database,
  workspaceId: string,
  { act, addresses }: { act: BounceAct; addresses: readonly string[] },
  now: Date,
): Promise<{ people: number }> {
  const meant = [...new Set(addresses.map((address) => address.toLowerCase()))];
  return await withTransaction(db, async (tx) => {
    const people = await rows.lockPeopleAt(tx, workspaceId, meant);
    await rows.markHandled(tx, workspaceId, meant, now);
    if (act === 'clear') {
      await forgetBounces(tx, workspaceId, meant, now);
      return { people: 0 };
    }
    if (act === 'remove') await rows.saveAddress(tx, workspaceId, people, null, now);
    else await rows.saveFormer(tx, workspaceId, people, now, now);
    await tellDevices(tx, workspaceId, people, now);
    return { people: people.length };
  });
}

/**
 * Puts another address in the place of one that does not work: with everybody who has it, and with a recipient, so that
 * their mailing can be sent again. The new one is counted anew.
 *
 * @returns `NOT_FOUND` where nobody has the old one, `INVALID_INPUT` naming `email`
 */
export async function correctAddress(
  db: Database,
  workspaceId: string,
  given: { address: string; email: string; recipientId: string | null },
  now: Date,
): Promise<Result<{ people: number }>> {
  const [address, email] = [given.address.toLowerCase(), given.email.toLowerCase()];
  if (address === email)
    return invalidField('email', 'expected another address than the one that does not work');
  return await withTransaction(db, async (tx): Promise<Result<{ people: number }>> => {
    const people = await rows.lockPeopleAt(tx, workspaceId, [address]);
    const { recipientId } = given;
    const done =
      recipientId === null
        ? 'unknown'
        : await rows.correctRecipient(tx, workspaceId, recipientId, address, email);
    if (done === 'taken')
      return invalidField('email', `${given.email} gets the mailing already, as another recipient`);
    if (people.length === 0 && done === 'unknown')
      return fail('NOT_FOUND', 'nobody has this address any more');
    await rows.saveAddress(tx, workspaceId, people, given.email, now);
    const moved = people.map((id) => ({ id, email: given.email }));
    await applySuppressions(tx, workspaceId, moved, now);
    await rows.markHandled(tx, workspaceId, [address, email], now);
    await forgetBounces(tx, workspaceId, [email], now);
    await tellDevices(tx, workspaceId, people, now);
    return ok({ people: people.length });
  });
}

/** Says that somebody works at their company no longer, or does again. */
export async function setFormer(
  db: Database,
  workspaceId: string,
  personId: string,
  isFormer: boolean,
  now: Date,
): Promise<Result<{ formerSince: string | null }>> {
  return await withTransaction(db, async (tx) => {
    const since = isFormer ? now : null;
    if (!(await rows.saveFormer(tx, workspaceId, [personId], since, now)))
      return fail('NOT_FOUND', 'there is no such person');
    await tellDevices(tx, workspaceId, [personId], now);
    return ok({ formerSince: since?.toISOString() ?? null });
  });
}

async function tellDevices(tx: Tx, workspaceId: string, people: string[], now: Date): Promise<void> {
  if (people.length === 0) return;
  const horizon = horizonAt(now);
  const tasks = await findTasksNaming(tx, workspaceId, people, horizon.closedSince);
  await recordChanges(tx, workspaceId, { people, tasks, horizon });
}
