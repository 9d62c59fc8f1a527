import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { saveConsent, saveNoMailings } from '../db/queries/consents.ts';
import { insertComplaint } from '../db/queries/mailing-choices.ts';
import { insertDeclined, listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { findSuppressed, type Wishes } from '../db/queries/suppressed-addresses.ts';

/** Stands with what is brought back, so that it is known where it is from. */
const COMMENT = 'Refused before they were erased';

/**
 * People who are new, or have another address: what the owner of the address has refused before being erased holds for
 * them, too.
 */
export async function applySuppressions(
  tx: Tx,
  workspaceId: string,
  people: readonly { id: string; email: string | null }[],
  now: Date,
): Promise<void> {
  const suppressed = await findSuppressed(tx, workspaceId, people);
  if (suppressed.size === 0) return;
  const types = new Map((await listSubscriptionTypes(tx, workspaceId)).map(({ id, name }) => [id, name]));
  for (const { id, email } of people) {
    const wishes = suppressed.get(id);
    if (!wishes) continue;
    await bringBack(tx, workspaceId, id, wishes, types, now);
    if (wishes.complained && email) await insertComplaint(tx, workspaceId, [email.toLowerCase()], now);
  }
}

async function bringBack(
  tx: Tx,
  workspaceId: string,
  personId: string,
  wishes: Wishes,
  types: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const how = { source: 'unknown', comment: COMMENT } as const;
  const said = { status: 'withdrawn', legalBasis: null, at, byUserId: null, ...how } as const;
  const withdrawn = [...new Set(wishes.withdrawn)];
  const declined = [...new Set(wishes.declined)].filter((id) => types.has(id));
  if (wishes.noMailings) await saveNoMailings(tx, workspaceId, personId, true);
  for (const purpose of withdrawn) await saveConsent(tx, workspaceId, personId, { purpose, ...said });
  await insertDeclined(tx, workspaceId, personId, declined, { ...how, at, byUserId: null });
  const line = (title: string, note: string, detail: Record<string, unknown> = {}): ActivityDraft => ({
    ...{ id: randomUUID(), at, personId, title, note },
    kind: 'consent.changed',
    taskId: null,
    campaignId: null,
    byUserId: null,
    detail: { ...how, ...detail },
  });
  await insertActivities(tx, workspaceId, [
    ...(wishes.noMailings ? [line('no_mailings', 'forbidden')] : []),
    ...withdrawn.map((purpose) => line(purpose, 'withdrawn', { at })),
    ...declined.map((typeId) => line(types.get(typeId) ?? '', 'declined', { typeId })),
  ]);
}
