import { sql } from 'kysely';
import { type Failure, invalid } from '../../lib/contract/result.ts';
import { verdictOf } from '../../lib/core/mailing/eligibility.ts';
import type { Tx } from '../db/open.ts';
import { readFacts, recountRecipients, saveVerdicts } from '../db/queries/mailing-list.ts';
import { findListRules } from '../db/queries/mailing-rules.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';

/**
 * Makes chosen recipients ready once more, as far as the mailing may go to them now. Who is being written to stays.
 *
 * @returns `INVALID_INPUT` naming those who cannot get it, and why; nothing is changed then
 */
export async function openAgain(
  tx: Tx,
  workspaceId: string,
  mailing: StoredMailing,
  ids: readonly string[],
): Promise<Failure | null> {
  const rules = await findListRules(tx, workspaceId);
  const about = { workspaceId, typeId: mailing.setup.typeId };
  const which = sql<{
    id: string;
  }>`select n.id from mailing_recipients n where n.workspace_id = ${workspaceId}::uuid
    and n.mailing_id = ${mailing.id}::uuid and n.id = any(${[...ids]}::uuid[])`;
  // Chosen one by one: a source that leaves them out does not count here, being taken out by hand does.
  const facts = new Map((await readFacts(tx, about, which, sql<boolean>`false`)).map((one) => [one.id, one]));
  const wrong = ids.flatMap((id, place) => {
    const one = facts.get(id);
    const status = one && (one.status === 'sending' ? 'sending' : verdictOf(one, mailing.options, rules));
    if (status === 'ready') return [];
    const message =
      status === undefined ? 'expected a recipient of this mailing' : status.replaceAll('_', ' ');
    return [{ path: `recipientIds.${place}`, message }];
  });
  if (wrong.length > 0) return invalid(wrong);
  await saveVerdicts(
    tx,
    workspaceId,
    [...facts.keys()].map((id) => ({ id, status: 'ready' as const })),
  );
  await recountRecipients(tx, workspaceId, mailing.id);
  return null;
}
