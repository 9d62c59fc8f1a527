import { mostBlockedDomains } from '../../lib/contract/blocked-domains.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { readDomain } from '../../lib/core/person/blocked-domain.ts';
import type { Database } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { cancelSendsTo, lockBlocked, saveBlocked } from '../db/queries/blocked-domains.ts';
import { withTransaction } from '../db/transaction.ts';

interface Admin {
  workspaceId: string;
  userId: string;
}

const notOne = () => invalidField('domain', 'expected a domain such as fjord.example');

/**
 * Nothing goes to this domain and its subdomains by itself from now on, and nobody there is put on a campaign. Mails that
 * are planned and have not begun to leave are taken back; the engine ends their runs.
 *
 * @returns how many mails were taken back; `INVALID_INPUT` naming `domain`, or `LIMIT_REACHED`
 */
export async function blockDomain(
  db: Database,
  { workspaceId, userId }: Admin,
  typed: string,
  now: Date,
): Promise<Result<{ domains: string[]; added: string; takenBack: number }>> {
  const domain = readDomain(typed);
  if (domain === null) return notOne();
  return await withTransaction(db, async (tx) => {
    const before = await lockBlocked(tx, workspaceId);
    if (before.includes(domain)) return ok({ domains: before, added: domain, takenBack: 0 });
    if (before.length >= mostBlockedDomains)
      return fail('LIMIT_REACHED', `${mostBlockedDomains} domains can be blocked at most`);
    const domains = [...before, domain].sort();
    await saveBlocked(tx, workspaceId, domains);
    const takenBack = await cancelSendsTo(tx, workspaceId, domain, now);
    await writeAudit(tx, { workspaceId, userId, action: 'domain.block', subjectId: null, now });
    return ok({ domains, added: domain, takenBack });
  });
}

/** Lets mails go to a domain again. Runs that it has ended stay so, until somebody lets them go on. */
export async function unblockDomain(
  db: Database,
  { workspaceId, userId }: Admin,
  typed: string,
  now: Date,
): Promise<Result<{ domains: string[] }>> {
  const domain = readDomain(typed);
  if (domain === null) return notOne();
  return await withTransaction(db, async (tx) => {
    const before = await lockBlocked(tx, workspaceId);
    const domains = before.filter((one) => one !== domain);
    if (domains.length === before.length) return ok({ domains });
    await saveBlocked(tx, workspaceId, domains);
    await writeAudit(tx, { workspaceId, userId, action: 'domain.unblock', subjectId: null, now });
    return ok({ domains });
  });
}
