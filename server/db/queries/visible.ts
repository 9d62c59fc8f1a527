import { type RawBuilder, sql } from 'kysely';

/**
 * Who may see a template, campaign, selection of people, mailing or file that mails link to: its owner, admins, everybody where it is shared with all, and the
 * members of teams that it is shared with. The one place that says so; whatever lists, reads, offers or syncs either asks here.
 *
 * @param row - its name in the query
 * @param userId - of a user in the same workspace: a value, or a column of the query
 */
export function visibleTo(
  row: 't' | 'c' | 'e' | 's' | 'i' | 'm',
  userId: RawBuilder<string>,
): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${row}.${column}`);
  return sql<boolean>`(${of('shared')} or ${of('owner_id')} = ${userId} or exists (
    select from memberships seer where seer.workspace_id = ${of('workspace_id')} and seer.user_id = ${userId}
    and (seer.role = 'admin' or exists (
      select from team_members fellow where fellow.workspace_id = seer.workspace_id
      and fellow.user_id = seer.user_id and fellow.team_id = any(${of('team_ids')})))))`;
}

/** The same of a campaign named `c`; with nobody who looks, all are seen: the engine and the command line. */
export function campaignVisibleTo(viewer: string | null): RawBuilder<boolean> {
  return viewer === null ? sql<boolean>`true` : visibleTo('c', sql`${viewer}::uuid`);
}
