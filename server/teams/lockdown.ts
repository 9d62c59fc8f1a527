import type { EndpointName } from '../../lib/contract/api.ts';
import type { Lockdown } from '../../lib/contract/lockdown.ts';
import { type Failure, fail } from '../../lib/contract/result.ts';
import type { Database, Db } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { getLockdown, saveLockdown } from '../db/queries/lockdown.ts';
import { withTransaction } from '../db/transaction.ts';
import type { TeamUser } from './teams.ts';

type Locked = keyof Lockdown;

/** Which endpoints change content, and of which kind. Writing a mail, marking and launching are not among them. */
const contentOf: Partial<Record<EndpointName, readonly Locked[]>> = {
  'templates.create': ['templates'],
  'templates.update': ['templates'],
  'templates.move': ['templates'],
  'templates.share': ['templates'],
  'templates.archive': ['templates'],
  'templates.delete': ['templates'],
  'templates.duplicate': ['templates'],
  'templates.restore': ['templates'],
  'templates.import': ['templates'],
  'templates.importHtml': ['templates'],
  'templates.attach': ['templates'],
  'templates.detach': ['templates'],
  'content.track': ['templates'],
  'content.attach': ['templates'],
  'templates.updateCopies': ['campaigns'],
  'templateCategories.create': ['templates'],
  'templateCategories.rename': ['templates'],
  'templateCategories.merge': ['templates'],
  'templateCategories.delete': ['templates'],
  'campaigns.create': ['campaigns'],
  'campaigns.update': ['campaigns'],
  'campaigns.copy': ['campaigns'],
  'campaigns.share': ['campaigns'],
  'campaigns.archive': ['campaigns'],
  'campaigns.delete': ['campaigns'],
  'campaigns.restore': ['campaigns'],
};

/** Why a lockdown keeps somebody from asking this; null when it does not. */
export async function refuseLocked(
  db: Db,
  { workspaceId, role }: TeamUser,
  name: EndpointName,
): Promise<Failure | null> {
  const kinds = contentOf[name];
  if (!kinds || role === 'admin') return null;
  const lockdown = await getLockdown(db, workspaceId);
  const kind = kinds.find((one) => lockdown[one]);
  return kind ? fail('CONTENT_LOCKED', `only admins may change ${kind} here; an admin can lift that`) : null;
}

/** Locks content for everybody but admins, or opens it again. */
export async function setLockdown(
  db: Database,
  { workspaceId, userId }: TeamUser,
  lockdown: Lockdown,
  now: Date,
): Promise<Lockdown> {
  return await withTransaction(db, async (tx) => {
    await saveLockdown(tx, workspaceId, lockdown);
    await writeAudit(tx, { workspaceId, userId, action: 'lockdown.set', subjectId: null, now });
    return await getLockdown(tx, workspaceId);
  });
}
