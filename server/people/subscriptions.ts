import { randomUUID } from 'node:crypto';
import type { ConsentSource, PersonConsent } from '../../lib/contract/consent.ts';
import { fail, invalid, ok, type Result } from '../../lib/contract/result.ts';
import type { SubscriptionType, SubscriptionTypeRow } from '../../lib/contract/subscription.ts';
import type { Database, Tx } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { lockPerson } from '../db/queries/people.ts';
import * as rows from '../db/queries/subscriptions.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { Writer } from './consent.ts';
import { findPersonConsent } from './contexts.ts';

/** What a new workspace begins with. */
const usualTypes: readonly Pick<SubscriptionType, 'name' | 'names'>[] = [
  { name: 'News', names: { sv: 'Nyheter', da: 'Nyheder', nb: 'Nyheter', nl: 'Nieuws' } },
  {
    name: 'Invitations',
    names: { sv: 'Inbjudningar', da: 'Invitationer', nb: 'Invitasjoner', nl: 'Uitnodigingen' },
  },
  { name: 'Offers', names: { sv: 'Erbjudanden', da: 'Tilbud', nb: 'Tilbud', nl: 'Aanbiedingen' } },
  {
    name: 'Urgent messages',
    names: {
      sv: 'Brådskande meddelanden',
      da: 'Hastende beskeder',
      nb: 'Hastemeldinger',
      nl: 'Dringende berichten',
    },
  },
];

/** Gives a new workspace the types that are usual. */
export async function addUsualTypes(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  const types = usualTypes.map((type) => ({ ...type, id: randomUUID(), active: true }));
  await rows.saveSubscriptionTypes(tx, workspaceId, types, now);
}

/**
 * Says which types of mailings there are, in this order.
 *
 * @returns `INVALID_INPUT` naming the second of two of one name; `NOT_ALLOWED` where one is left out that somebody has
 *   declined: their wish would be gone with it, so that it can only be put out of use
 */
export async function setSubscriptionTypes(
  db: Database,
  workspaceId: string,
  types: readonly SubscriptionType[],
  now: Date,
): Promise<Result<{ types: SubscriptionTypeRow[] }>> {
  const wrong = types.flatMap(({ id, name }, place) => {
    const before = types.slice(0, place);
    if (before.some((other) => other.id === id))
      return [{ path: `types.${place}.id`, message: 'stands in the list already' }];
    if (before.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      return [{ path: `types.${place}.name`, message: 'there is a type of this name already' }];
    return [];
  });
  if (wrong.length > 0) return invalid(wrong);
  return await withTransaction(db, async (tx) => {
    await rows.lockSubscriptionTypes(tx, workspaceId);
    const known = await rows.listSubscriptionTypes(tx, workspaceId);
    const kept = new Set(types.map(({ id }) => id));
    const lost = known.find(({ id, declined }) => declined > 0 && !kept.has(id));
    if (lost)
      return fail(
        'NOT_ALLOWED',
        `${lost.declined === 1 ? '1 person has' : `${lost.declined} people have`} declined “${lost.name}”: put it out of use, so that this stays known`,
      );
    await rows.saveSubscriptionTypes(tx, workspaceId, types, now);
    return ok({ types: await rows.listSubscriptionTypes(tx, workspaceId) });
  });
}

/**
 * Writes down which types a person does not want; all others are wanted. Each that changes is a line of the history.
 *
 * @returns `INVALID_INPUT` naming types that there are not
 */
export async function setSubscriptions(
  db: Database,
  writer: { workspaceId: string; userId: string },
  personId: string,
  said: { declined: readonly string[]; source: ConsentSource; comment: string | null },
  now: Date,
): Promise<Result<PersonConsent>> {
  return await withTransaction(db, (tx) => setSubscriptionsIn(tx, writer, personId, said, now));
}

/** The same, as part of a transaction; `userId` is null where the person says so themselves. */
export async function setSubscriptionsIn(
  tx: Tx,
  { workspaceId, userId, shown }: Writer,
  personId: string,
  said: { declined: readonly string[]; source: ConsentSource; comment: string | null },
  now: Date,
): Promise<Result<PersonConsent>> {
  if (!(await lockPerson(tx, workspaceId, personId))) return fail('NOT_FOUND', 'there is no such person');
  await rows.lockSubscriptionTypes(tx, workspaceId);
  const types = new Map((await rows.listSubscriptionTypes(tx, workspaceId)).map((type) => [type.id, type]));
  const strange = said.declined.flatMap((id, place) =>
    types.has(id) ? [] : [{ path: `declined.${place}`, message: 'there is no such type' }],
  );
  if (strange.length > 0) return invalid(strange);
  const before = (await rows.listSubscriptions(tx, workspaceId, [personId]))
    .filter(({ declined }) => declined)
    .map(({ typeId }) => typeId);
  const declined = [...new Set(said.declined)].filter((id) => !before.includes(id));
  const accepted = before.filter((id) => !said.declined.includes(id));
  const { source, comment } = said;
  const how = { source, comment, at: now.toISOString(), byUserId: userId };
  await rows.insertDeclined(tx, workspaceId, personId, declined, how);
  await rows.deleteDeclined(tx, workspaceId, personId, accepted);
  const line = (id: string, note: 'declined' | 'accepted'): ActivityDraft => ({
    id: randomUUID(),
    at: how.at,
    kind: 'consent.changed',
    personId,
    taskId: null,
    campaignId: null,
    byUserId: userId,
    title: types.get(id)?.name ?? '',
    note,
    detail: { typeId: id, source, comment, ...(shown && { shown }) },
  });
  const lines = [
    ...declined.map((id) => line(id, 'declined')),
    ...accepted.map((id) => line(id, 'accepted')),
  ];
  await insertActivities(tx, workspaceId, lines);
  if (lines.length > 0)
    await recordChanges(tx, workspaceId, {
      activities: lines.map(({ id }) => id),
      horizon: horizonAt(now),
    });
  return ok(await findPersonConsent(tx, workspaceId, personId));
}
