import type { Person } from '../contract/person.ts';
import type { LocalDatabase } from './db.ts';
import { derived } from './derived.ts';

/** Everybody in the local copy who has this address, whatever its case. */
export async function findPeopleByEmail(db: LocalDatabase, email: string): Promise<Person[]> {
  const byEmail = await derived(db, 'people by email', () => readByEmail(db));
  return byEmail.get(email.toLowerCase()) ?? [];
}

async function readByEmail(db: LocalDatabase): Promise<Map<string, Person[]>> {
  const people = new Map<string, Person[]>();
  for (const person of await db.people.toArray()) {
    const email = person.email?.toLowerCase();
    if (email) people.set(email, [...(people.get(email) ?? []), person]);
  }
  return people;
}
