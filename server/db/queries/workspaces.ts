import type { Db } from '../open.ts';

/** Every workspace of the database, for housekeeping only. */
export async function listWorkspaceIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
  return rows.map((row) => row.id);
}
