import type { ResponseOf } from '../../lib/contract/api.ts';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import { MailLayout, MailSearch, MOST_SEARCHES } from '../../lib/contract/mail.ts';
import type { Database } from '../db/open.ts';
import { lockMember } from '../db/queries/accounts.ts';
import { listLayouts, listSearches, saveSearch } from '../db/queries/mail-searches.ts';
import { withTransaction } from '../db/transaction.ts';
import type { Asker } from './list.ts';

/** Keeps a search, or gives it another name or other filters. */
export async function keepSearch(
  db: Database,
  asker: Asker,
  search: MailSearch,
  now: Date,
): Promise<Result<MailSearch>> {
  return await withTransaction(db, async (tx) => {
    // Two at once must not both be the fiftieth.
    await lockMember(tx, asker.workspaceId, asker.userId);
    const kept = await listSearches(tx, asker);
    if (kept.length >= MOST_SEARCHES && !kept.some(({ id }) => id === search.id))
      return fail('LIMIT_REACHED', `there may be ${MOST_SEARCHES} saved searches`);
    await saveSearch(tx, asker, search, now);
    return ok(search);
  });
}

/** Rows of a newer version may hold what this one does not know: such a search or layout is left out. */
export async function readSearches(db: Database, asker: Asker): Promise<MailSearch[]> {
  const kept = await listSearches(db.kysely, asker);
  return kept.flatMap((search) => MailSearch.safeParse(search).data ?? []);
}

/** The same of how tables are arranged. */
export async function readLayouts(
  db: Database,
  asker: Asker,
): Promise<ResponseOf<'mails.layouts'>['layouts']> {
  const kept = await listLayouts(db.kysely, asker);
  return Object.fromEntries(
    kept.flatMap(({ folder, layout }) => {
      const { data } = MailLayout.safeParse(layout);
      return data ? [[folder, data]] : [];
    }),
  );
}
