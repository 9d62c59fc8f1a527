import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { chained, NO_HASH } from '../../../lib/core/person/consent-chain.ts';
import type { Db } from '../open.ts';

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What was said about contacting somebody. */
export interface ConsentFact {
  personId: string;
  at: string;
  /** A purpose, `no_mailings`, or the name of a type of mailings, and how it stands now. */
  about: string;
  now: string | null;
  byUserId: string | null;
  /** Legal basis, source, comment, what was shown, and what brought it. */
  how: Record<string, unknown> | null;
}

/** Binds facts to what is written of their people already. Locks these, so that two writers come one after the other. */
export async function appendProofs(
  db: Db,
  workspaceId: string,
  facts: readonly ConsentFact[],
): Promise<void> {
  if (facts.length === 0) return;
  const personIds = [...new Set(facts.map(({ personId }) => personId))].toSorted();
  await sql`
    select from people where workspace_id = ${workspaceId}::uuid and id = any(${personIds}::uuid[])
    order by id for no key update`.execute(db);
  const last = await findLast(db, workspaceId, personIds);
  const names = await findNames(db, [...new Set(facts.flatMap(({ byUserId }) => byUserId ?? []))]);
  const rows = facts.map(({ personId, at, about, now, byUserId, how }) => {
    const { number, hash: before } = last.get(personId) ?? { number: 0, hash: NO_HASH };
    const byName = byUserId === null ? null : (names.get(byUserId) ?? null);
    const fact = JSON.stringify({ at, about, now, by: byUserId, byName, how });
    const row = { person_id: personId, number: number + 1, fact, hash: sha256(chained(before, fact)) };
    last.set(personId, row);
    return row;
  });
  await sql`
    insert into consent_proofs (workspace_id, person_id, number, fact, hash)
    select ${workspaceId}::uuid, person_id, number, fact, hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (person_id uuid, number int, fact text, hash text)
  `.execute(db);
}

async function findLast(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, { number: number; hash: string }>> {
  const { rows } = await sql<{ personId: string; number: number; hash: string }>`
    select w.id as "personId", p.number, p.hash
    from unnest(${[...personIds]}::uuid[]) as w (id)
    cross join lateral (select number, hash from consent_proofs
      where workspace_id = ${workspaceId}::uuid and person_id = w.id order by number desc limit 1) p`.execute(
    db,
  );
  return new Map(rows.map(({ personId, number, hash }) => [personId, { number, hash }]));
}

async function findNames(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...userIds])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** All that was written of a person, the first first. */
export async function listProofs(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<{ number: number; fact: string; hash: string }[]> {
  return await db
    .selectFrom('consent_proofs')
    .select(['number', 'fact', 'hash'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .orderBy('number')
    .execute();
}
