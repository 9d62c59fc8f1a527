import type { Me } from '../../lib/contract/account.ts';
import type { Db } from '../db/open.ts';
import { findMember } from '../db/queries/accounts.ts';

/** A member as templates see the one who writes. Mailboxes are left out: no template names them. */
export async function getWriter(db: Db, workspaceId: string, userId: string): Promise<Me> {
  const member = await findMember(db, workspaceId, userId);
  if (!member) throw new Error(`expected user ${userId} to be a member of workspace ${workspaceId}`);
  const { name, email, timeZone, title, role, workspaceName } = member;
  return {
    user: { id: userId, name, email, timeZone, title },
    workspace: { id: workspaceId, name: workspaceName },
    role,
    mailboxes: [],
  };
}
