import { invalid, ok, type Result } from '../../lib/contract/result.ts';
import { readCompanies, type WrongCompany } from '../../lib/core/inbound/company.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { saveCompanyDomains } from '../db/queries/company-domains.ts';
import { withTransaction } from '../db/transaction.ts';

const reasons: Record<WrongCompany['why'], string> = {
  none: 'expected a domain such as fjord.example',
  freeMail: 'everybody can have an address there: it is no company’s own',
  twice: 'expected each domain once',
  alone: 'expected two domains at least',
};

/**
 * Says which domains are of one company, in place of what was said before.
 *
 * @returns as it is kept; `INVALID_INPUT` naming each domain that cannot be
 */
export async function setCompanyDomains(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  typed: readonly string[][],
  now: Date,
): Promise<Result<{ companies: string[][] }>> {
  const { companies, wrong } = readCompanies(typed);
  if (wrong.length > 0)
    return invalid(
      wrong.map(({ company, domain, why }) => ({
        path: ['companies', company, ...(domain === null ? [] : [domain])].join('.'),
        message: reasons[why],
      })),
    );
  return await withTransaction(db, async (tx) => {
    await saveCompanyDomains(tx, workspaceId, companies);
    await writeAudit(tx, { workspaceId, userId, action: 'companies.set', subjectId: null, now });
    return ok({ companies });
  });
}
