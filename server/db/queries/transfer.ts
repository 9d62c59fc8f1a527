import { sql } from 'kysely';
import type { Db, Tx } from '../open.ts';
import type { Schema } from '../schema.ts';

/** A row as the database writes it in JSON; bytes as `\x…`, instants with offset. */
export type JsonRow = Record<string, unknown>;

/**
 * What belongs to a workspace, in the order in which it can be written: what is referred to comes first. `users` and
 * `accounts` are shared between workspaces; those of its members go along.
 *
 * Left out: channels with their keys and clients at providers (their secrets are sealed with keys that stay behind), accounts being connected, sessions, one-time codes, pairings under way, rate limits and throttles (they end by themselves), how far mailboxes were read, and the identity of
 * the database itself.
 */
export const transferTables = [
  'workspaces',
  'users',
  'accounts',
  'memberships',
  'teams',
  'team_members',
  'mailboxes',
  'days_off',
  'absences',
  'device_tokens',
  'companies',
  'people',
  'subscription_types',
  'declined_subscriptions',
  'interests',
  'person_interests',
  'projects',
  'project_members',
  'selections',
  'selection_members',
  'campaigns',
  'campaign_versions',
  'enrolments',
  'tasks',
  'task_changes',
  'activities',
  'sync_actions',
  'sync_counters',
  'changes',
  'practice_drafts',
  'practice_messages',
  'practice_arrivals',
  'audit_log',
  'example_fills',
  'consents',
  'consent_proofs',
  'distinct_people',
  'run_events',
  'templates',
  'template_uses',
  'template_categories',
  'template_favourites',
  'template_versions',
  'template_inserts',
  'template_attachments',
  'content_items',
  'tracked_links',
  'link_clicks',
  'opening_images',
  'mail_opens',
  'images',
  'sends',
  'mailings',
  'mailing_sources',
  'mailing_source_entries',
  'mailing_editions',
  'registered_links',
  'mailing_links',
  'mailing_recipients',
  'mailing_events',
  'link_acts',
  'mailing_figures',
  'mailing_hours',
  'address_refusals',
  'suppressed_addresses',
  'run_holds',
  'absence_places',
  'address_health',
  'inbound_mails',
  'mail_marks',
  'mail_searches',
  'mail_layouts',
  'feed_looks',
  'imports',
  'import_parts',
  'import_batches',
  'import_rows',
  'import_mappings',
] as const satisfies (keyof Schema)[];
export type TransferTable = (typeof transferTables)[number];

/** How many rows of a table are held at once; those of some are large. */
export function batchOf(table: TransferTable): number {
  const files: readonly TransferTable[] = [
    'template_attachments',
    'images',
    'content_items',
    'import_parts',
    'import_batches',
  ];
  if (files.includes(table)) return 1;
  const large: readonly TransferTable[] = [
    'templates',
    'template_versions',
    'campaigns',
    'campaign_versions',
    'sends',
    'mailings',
    'mailing_editions',
  ];
  return large.includes(table) ? 20 : 500;
}

/** Rows of one table, in batches, as they stood when the transaction began. */
export async function* readRows(
  tx: Tx,
  table: TransferTable,
  workspaceId: string,
): AsyncGenerator<JsonRow[]> {
  await sql`declare transfer no scroll cursor for
    select to_jsonb(t) as row from ${sql.table(table)} t where ${belongsTo(table, workspaceId)}`.execute(tx);
  try {
    for (;;) {
      const { rows } = await sql<{ row: JsonRow }>`fetch ${sql.lit(batchOf(table))} from transfer`.execute(
        tx,
      );
      if (rows.length === 0) return;
      yield rows.map(({ row }) => row);
    }
  } finally {
    await sql`close transfer`.execute(tx);
  }
}

function belongsTo(table: TransferTable, workspaceId: string) {
  const members = sql`(select user_id from memberships where workspace_id = ${workspaceId}::uuid)`;
  if (table === 'workspaces') return sql`id = ${workspaceId}::uuid`;
  if (table === 'users') return sql`id in ${members}`;
  if (table === 'accounts') return sql`user_id in ${members}`;
  return sql`workspace_id = ${workspaceId}::uuid`;
}

/**
 * Writes rows as {@link readRows} gave them. Columns that a row of an older version lacks get their defaults, those
 * that are no longer are left out. Users who are known already stay as they are.
 */
export async function writeRows(tx: Tx, table: TransferTable, rows: JsonRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // The log numbers its lines itself.
  const present = await columnsOf(tx, table);
  const columns = Object.keys(first).filter(
    (name) => present.has(name) && (table !== 'audit_log' || name !== 'id'),
  );
  const list = sql.join(columns.map((name) => sql.ref(name)));
  const shared = table === 'users' || table === 'accounts' ? sql`on conflict (id) do nothing` : sql``;
  await sql`insert into ${sql.table(table)} (${list})
    select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) ${shared}`.execute(
    tx,
  );
}

async function columnsOf(tx: Tx, table: TransferTable): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(tx);
  return new Set(rows.map(({ name }) => name));
}

/** Removes a workspace and everything in it; its users stay. */
export async function deleteWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.deleteFrom('audit_log').where('workspace_id', '=', workspaceId).execute();
  await tx.deleteFrom('workspaces').where('id', '=', workspaceId).execute();
}

/** Id of the newest migration that the database has. */
export async function newestMigration(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select max(id) as id from schema_migrations`.execute(db);
  return rows[0]?.id ?? '';
}
