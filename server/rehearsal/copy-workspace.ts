import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Database } from '../db/open.ts';
import { findPeople } from '../db/queries/people.ts';
import { readSomeRows, type SomeRows } from '../db/queries/rehearsal-copy.ts';
import { type JsonRow, writeRows } from '../db/queries/transfer.ts';
import { withTransaction } from '../db/transaction.ts';

/**
 * Copies what the rehearsal of a campaign needs: the workspace with its members, days off and absences, the campaign, the people
 * with their companies and what they have agreed to, and the templates that its steps name. Who is on the campaign already is not among it,
 * so that everybody can be rehearsed; nor are the mails of those runs, which take places where a pace is set.
 *
 * @param to - an empty database
 */
export async function copyForRehearsal(
  from: Database,
  to: Database,
  workspaceId: string,
  { campaign, personIds }: { campaign: Campaign; personIds: readonly string[] },
): Promise<void> {
  const templates = [
    ...new Set(
      campaign.days.flatMap(({ steps }) => steps.flatMap(({ email }) => email?.fromTemplate?.id ?? [])),
    ),
  ];
  const people = await findPeople(from.kysely, workspaceId, [...personIds]);
  const companies = [...new Set(people.flatMap(({ companyId }) => companyId ?? []))];
  const parts: SomeRows[] = [
    { table: 'workspaces' },
    { table: 'users' },
    { table: 'memberships' },
    { table: 'teams' },
    { table: 'team_members' },
    { table: 'days_off' },
    { table: 'absences' },
    { table: 'companies', of: { column: 'id', ids: companies } },
    { table: 'people', of: { column: 'id', ids: personIds } },
    { table: 'consents', of: { column: 'person_id', ids: personIds } },
    { table: 'campaigns', of: { column: 'id', ids: [campaign.id] } },
    { table: 'campaign_versions', of: { column: 'campaign_id', ids: [campaign.id] } },
    { table: 'templates', of: { column: 'id', ids: templates } },
    { table: 'template_attachments', of: { column: 'template_id', ids: templates } },
  ];
  const read: { table: SomeRows['table']; rows: JsonRow[] }[] = [];
  for (const part of parts)
    read.push({ table: part.table, rows: await readSomeRows(from.kysely, workspaceId, part) });
  const users = new Set(
    read.flatMap(({ table, rows }) => (table === 'users' ? rows.map(({ id }) => id) : [])),
  );
  await withTransaction(to, async (tx) => {
    for (const { table, rows } of read)
      await writeRows(
        tx,
        table,
        rows.map((row) => withoutStrangers(row, users)),
      );
  });
}

/** Who has left the workspace is no user of the copy. */
function withoutStrangers(row: JsonRow, users: ReadonlySet<unknown>): JsonRow {
  const entries = Object.entries(row).map(([name, value]) =>
    ['owner_id', 'by_user_id', 'created_by'].includes(name) && !users.has(value)
      ? [name, null]
      : [name, value],
  );
  return Object.fromEntries(entries);
}
