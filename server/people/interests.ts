import { randomUUID } from 'node:crypto';
import type { Interest, InterestRow } from '../../lib/contract/interest.ts';
import { fail, invalid, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Db } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import * as rows from '../db/queries/interests.ts';
import { findPerson, lockPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseStrangers } from '../people-lists/keep.ts';
import { refuseInUse } from '../selections/refuse.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { TeamUser } from '../teams/teams.ts';

/**
 * Says what people can be interested in, in this order.
 *
 * @returns `INVALID_INPUT` naming the second of two of one name; `NOT_ALLOWED` where one is left out that people have
 */
export async function setInterests(
  db: Database,
  workspaceId: string,
  interests: readonly Interest[],
  now: Date,
): Promise<Result<{ interests: InterestRow[] }>> {
  const wrong = interests.flatMap(({ id, name }, place) => {
    const before = interests.slice(0, place);
    if (before.some((other) => other.id === id))
      return [{ path: `interests.${place}.id`, message: 'stands in the list already' }];
    if (before.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      return [{ path: `interests.${place}.name`, message: 'there is an interest of this name already' }];
    return [];
  });
  if (wrong.length > 0) return invalid(wrong);
  return await withTransaction(db, async (tx) => {
    await rows.lockInterests(tx, workspaceId);
    const kept = new Set(interests.map(({ id }) => id));
    const lost = (await rows.listInterests(tx, workspaceId)).find(
      ({ id, people }) => people > 0 && !kept.has(id),
    );
    if (lost)
      return fail(
        'NOT_ALLOWED',
        `${lost.people === 1 ? '1 person has' : `${lost.people} people have`} the interest “${lost.name}”: take it from them first`,
      );
    await rows.saveInterests(tx, workspaceId, interests, now);
    return ok({ interests: await rows.listInterests(tx, workspaceId) });
  });
}

/**
 * Takes an interest from everybody who has it, a thousand at a time, and then out of the list. What was begun and not
 * ended goes on when it is asked for again.
 *
 * @returns `SELECTION_IN_USE` while selections ask for it; `NOT_FOUND`
 */
export async function removeInterest(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<{ interests: InterestRow[] }>> {
  const { workspaceId } = user;
  const known = await rows.listInterests(db.kysely, workspaceId);
  if (!known.some((interest) => interest.id === id)) return fail('NOT_FOUND', 'there is no such interest');
  const refused = await withTransaction(db, (tx) => refuseInUse(tx, user, id));
  if (refused) return refused;
  for (;;) {
    const personIds = await rows.listSomeInterested(db.kysely, workspaceId, id);
    if (personIds.length === 0) break;
    const taken = await changeInterests(db, user, { personIds, add: [], remove: [id] }, now);
    if (!taken.ok) return taken;
  }
  return await withTransaction(db, async (tx) => {
    await rows.lockInterests(tx, workspaceId);
    const asked = await refuseInUse(tx, user, id);
    if (asked) return asked;
    await rows.deleteInterest(tx, workspaceId, id);
    return ok({ interests: await rows.listInterests(tx, workspaceId) });
  });
}

/** What a person is interested in. */
export async function interestsOf(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Result<{ interests: Interest[] }>> {
  if (!(await findPerson(db, workspaceId, personId))) return fail('NOT_FOUND', 'there is no such person');
  return ok({ interests: await rows.listInterestsOf(db, workspaceId, personId) });
}

/**
 * Gives people interests and takes others away. Each that changes is a line of their history.
 *
 * @returns how many people have others than before; `INVALID_INPUT` naming people and interests that there are not
 */
export async function changeInterests(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { personIds, add, remove }: Record<'personIds' | 'add' | 'remove', readonly string[]>,
  now: Date,
): Promise<Result<{ people: number }>> {
  return await withTransaction(db, async (tx) => {
    await lockPeople(tx, workspaceId, [...personIds]);
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    await rows.lockInterests(tx, workspaceId);
    const names = new Map((await rows.listInterests(tx, workspaceId)).map(({ id, name }) => [id, name]));
    const wrong = Object.entries({ add, remove }).flatMap(([field, ids]) =>
      ids.flatMap((id, place) =>
        names.has(id) ? [] : [{ path: `${field}.${place}`, message: 'there is no such interest' }],
      ),
    );
    if (wrong.length > 0) return invalid(wrong);
    const lost = await rows.deleteInterests(tx, workspaceId, personIds, remove);
    const gained = await rows.insertInterests(tx, workspaceId, personIds, add, now);
    const line =
      (kind: 'interest.added' | 'interest.removed') =>
      ({ personId, interestId }: { personId: string; interestId: string }): ActivityDraft => ({
        id: randomUUID(),
        at: now.toISOString(),
        kind,
        personId,
        taskId: null,
        campaignId: null,
        byUserId: userId,
        title: names.get(interestId) ?? '',
        note: null,
        detail: { interestId },
      });
    const lines = [...lost.map(line('interest.removed')), ...gained.map(line('interest.added'))];
    await insertActivities(tx, workspaceId, lines);
    if (lines.length > 0)
      await recordChanges(tx, workspaceId, {
        activities: lines.map(({ id }) => id),
        horizon: horizonAt(now),
      });
    return ok({ people: new Set(lines.map(({ personId }) => personId)).size });
  });
}
