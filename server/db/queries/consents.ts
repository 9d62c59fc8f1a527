import { sql } from 'kysely';
import type { Consent } from '../../../lib/contract/consent.ts';
import type { Db, Tx } from '../open.ts';

/** What was said about purposes, for each of the people. */
export async function listConsents(
  db: Db,
  workspaceId: string,
  personIds: string[],
): Promise<{ personId: string; consent: Consent }[]> {
  const rows = await db
    .selectFrom('consents as c')
    .leftJoin('users as u', 'u.id', 'c.by_user_id')
    .selectAll('c')
    .select('u.name as by_name')
    .where('c.workspace_id', '=', workspaceId)
    .where((eb) => eb('c.person_id', '=', eb.fn.any(sql<string[]>`${personIds}::uuid[]`)))
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    consent: {
      purpose: row.purpose,
      status: row.status,
      legalBasis: row.legal_basis,
      source: row.source,
      comment: row.comment,
      at: row.at.toISOString(),
      byName: row.by_name,
    },
  }));
}

/** Those of the people to whom nothing may go that goes to many. */
export async function listNoMailings(db: Db, workspaceId: string, personIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${personIds}::uuid[]`)))
    .where('no_mailings', '=', true)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Those of the people who have withdrawn their consent to a purpose. */
export async function listWithdrawn(
  db: Db,
  workspaceId: string,
  purpose: Consent['purpose'],
  personIds: string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('consents')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('purpose', '=', purpose)
    .where('status', '=', 'withdrawn')
    .where((eb) => eb('person_id', '=', eb.fn.any(sql<string[]>`${personIds}::uuid[]`)))
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** A consent as it is written; who said so stands beside it. */
export type ConsentDraft = Omit<Consent, 'byName' | 'source' | 'at'> & {
  source: NonNullable<Consent['source']>;
  at: string;
  byUserId: string | null;
};

export async function saveConsent(
  tx: Tx,
  workspaceId: string,
  personId: string,
  consent: ConsentDraft,
): Promise<void> {
  const said = {
    status: consent.status,
    legal_basis: consent.legalBasis,
    source: consent.source,
    comment: consent.comment,
    at: consent.at,
    by_user_id: consent.byUserId,
  };
  await tx
    .insertInto('consents')
    .values({ workspace_id: workspaceId, person_id: personId, purpose: consent.purpose, ...said })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id', 'purpose']).doUpdateSet(said))
    .execute();
}

/** Writes down consent that people have given in the same way; where something was said already, that stays. */
export async function insertConsents(
  tx: Tx,
  workspaceId: string,
  lines: readonly { personId: string; purpose: Consent['purpose'] }[],
  {
    legalBasis,
    source,
    comment,
    at,
    byUserId,
  }: Pick<ConsentDraft, 'legalBasis' | 'source' | 'comment' | 'at'> & { byUserId: string | null },
): Promise<void> {
  await sql`
    insert into consents (workspace_id, person_id, purpose, status, legal_basis, source, comment, at, by_user_id)
    select ${workspaceId}::uuid, person_id, purpose, 'given', ${legalBasis}, ${source}, ${comment}, ${at}::timestamptz,
      ${byUserId}::uuid
    from unnest(${lines.map(({ personId }) => personId)}::uuid[], ${lines.map(({ purpose }) => purpose)}::text[])
      as l (person_id, purpose)
    on conflict do nothing
  `.execute(tx);
}

export async function saveNoMailings(
  tx: Tx,
  workspaceId: string,
  personId: string,
  noMailings: boolean,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ no_mailings: noMailings })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
}
