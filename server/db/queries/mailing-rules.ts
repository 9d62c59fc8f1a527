import type { ListRules } from '../../../lib/core/mailing/eligibility.ts';
import type { Db } from '../open.ts';

/** How a workspace wants the lists of its mailings to be read, and how long they may be. */
export async function findListRules(
  db: Db,
  workspaceId: string,
): Promise<ListRules & { mostRecipients: number }> {
  const row = await db
    .selectFrom('workspaces')
    .select(['filter_by_consent', 'most_recipients'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return { filterByConsent: row.filter_by_consent, mostRecipients: row.most_recipients };
}
