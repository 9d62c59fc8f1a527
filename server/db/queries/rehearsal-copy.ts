import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { JsonRow, TransferTable } from './transfer.ts';

/** Some rows of a workspace: all of a table, or those whose column names one of these. */
export interface SomeRows {
  table: TransferTable;
  of?: { column: 'id' | 'campaign_id' | 'person_id' | 'template_id'; ids: readonly string[] };
}

/** Rows as `writeRows` takes them; files come without what they hold. */
export async function readSomeRows(db: Db, workspaceId: string, { table, of }: SomeRows): Promise<JsonRow[]> {
  const members = sql`(select user_id from memberships where workspace_id = ${workspaceId}::uuid)`;
  const own =
    table === 'workspaces'
      ? sql`t.id = ${workspaceId}::uuid`
      : table === 'users'
        ? sql`t.id in ${members}`
        : sql`t.workspace_id = ${workspaceId}::uuid`;
  const some = of ? sql`and t.${sql.ref(of.column)} = any(${of.ids}::uuid[])` : sql``;
  const row =
    table === 'template_attachments'
      ? sql`to_jsonb(t) || jsonb_build_object('content', '\\x', 'bytes', 0)`
      : sql`to_jsonb(t)`;
  const { rows } = await sql<{ row: JsonRow }>`
    select ${row} as row from ${sql.table(table)} t where ${own} ${some}`.execute(db);
  return rows.map((one) => one.row);
}
