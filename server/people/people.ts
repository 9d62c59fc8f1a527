import { randomUUID } from 'node:crypto';
import type { NewPerson, Person, PersonToAdd } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { addressWasEdited } from '../db/queries/address-health.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { askToReplan } from '../db/queries/days-off.ts';
import { findPerson, insertPeople, lockPeople, savePerson } from '../db/queries/people.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { atCompanies } from './companies.ts';
import { applySuppressions } from './suppressions.ts';

/**
 * Adds a person. What is left out is empty; the same address may stand with several people, since the systems
 * that people come from allow it.
 */
export async function createPerson(
  db: Database,
  workspaceId: string,
  person: NewPerson,
  now: Date,
): Promise<Person> {
  const [created] = await createPeople(db, workspaceId, [person], now);
  if (!created) throw new Error('expected one person to be created');
  return created;
}

/**
 * Adds a person by an id that the caller may have made: the same once more is answered with the person as they are.
 *
 * @returns the person; `INVALID_INPUT` when the id is somebody else's, by another name
 */
export async function addPerson(
  db: Database,
  workspaceId: string,
  { id = randomUUID(), ...person }: PersonToAdd,
  now: Date,
): Promise<Result<Person>> {
  await addAll(db, workspaceId, [withDefaults(id, person)], now);
  const added = await findPerson(db.kysely, workspaceId, id);
  if (!added) throw new Error(`expected to read the new person ${id}`);
  const same = added.firstName === person.firstName && added.email === (person.email ?? null);
  if (same) return ok(added);
  return invalidField('id', 'expected an id that nobody else has');
}

/** Adds many people at once, 1,000 to a statement; for example data, imports and benchmarks. */
export async function createPeople(
  db: Database,
  workspaceId: string,
  people: NewPerson[],
  now: Date,
): Promise<Person[]> {
  const created: Person[] = [];
  for (let start = 0; start < people.length; start += 1000) {
    const some = people.slice(start, start + 1000).map((person) => withDefaults(randomUUID(), person));
    created.push(...(await addAll(db, workspaceId, some, now)));
  }
  return created;
}

async function addAll(db: Database, workspaceId: string, people: Person[], now: Date): Promise<Person[]> {
  return await withTransaction(db, async (tx) => {
    const placed = await atCompanies(tx, workspaceId, people, now);
    await insertPeople(tx, workspaceId, placed, now);
    await applySuppressions(tx, workspaceId, placed, now);
    return placed;
  });
}

/** Replaces what is known about a person; devices that show the person are told. */
export async function updatePerson(
  db: Database,
  workspaceId: string,
  id: string,
  person: NewPerson,
  now: Date,
): Promise<Result<Person>> {
  return await withTransaction(db, async (tx) => {
    await lockPeople(tx, workspaceId, [id]);
    const before = await findPerson(tx, workspaceId, id);
    if (!before) return fail('NOT_FOUND', 'there is no such person');
    // Who does not tell companies of one name apart means the one that it is.
    const { companyId = person.companyName ? before.companyId : null } = person;
    const [updated] = await atCompanies(tx, workspaceId, [withDefaults(id, { ...person, companyId })], now);
    if (!updated) throw new Error(`expected person ${id} to be placed`);
    await savePerson(tx, workspaceId, updated, now);
    await addressWasEdited(
      tx,
      workspaceId,
      { personId: id, before: before.email, after: updated.email },
      now,
    );
    if (before.email !== updated.email) await applySuppressions(tx, workspaceId, [updated], now);
    if (before.country !== updated.country)
      await askToReplan(tx, workspaceId, { whose: 'recipient', personId: id }, now);
    await recordChanges(tx, workspaceId, {
      people: [id],
      tasks: await findTasksNaming(tx, workspaceId, [id], horizonAt(now).closedSince),
      horizon: horizonAt(now),
    });
    return ok(updated);
  });
}

function withDefaults(id: string, person: NewPerson): Person {
  return {
    id,
    firstName: person.firstName,
    lastName: person.lastName ?? '',
    email: person.email ?? null,
    title: person.title ?? null,
    companyName: person.companyName ?? null,
    companyId: person.companyId ?? null,
    phone: person.phone ?? null,
    profileUrl: person.profileUrl ?? null,
    timeZone: person.timeZone ?? null,
    language: person.language ?? null,
    country: person.country ?? null,
    fields: person.fields ?? {},
  };
}
