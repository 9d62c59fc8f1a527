import { sql } from 'kysely';
import type { Db } from '../open.ts';

/**
 * Who has each of these addresses: of several the one with the lowest id, and how many they are.
 *
 * @param emails - in small letters
 */
export async function findFirstByEmail(
  db: Db,
  workspaceId: string,
  emails: readonly string[],
): Promise<Map<string, { id: string; total: number }>> {
  if (emails.length === 0) return new Map();
  const { rows } = await sql<{ email: string; id: string; total: number }>`
    select lower(p.email) as email, min(p.id::text) as id, count(*)::int as total
    from people p
    where p.workspace_id = ${workspaceId} and lower(p.email) = any(${emails}::text[])
    group by lower(p.email)
  `.execute(db);
  return new Map(rows.map(({ email, id, total }) => [email, { id, total }]));
}
