import type { Db, Tx } from '../open.ts';

/** Companies of a workspace that have several domains, a list of them each. */
export async function getCompanyDomains(db: Db, workspaceId: string): Promise<string[][]> {
  const { company_domains: companies } = await db
    .selectFrom('workspaces')
    .select('company_domains')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return companies;
}

export async function saveCompanyDomains(tx: Tx, workspaceId: string, companies: string[][]): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ company_domains: JSON.stringify(companies) })
    .where('id', '=', workspaceId)
    .execute();
}
