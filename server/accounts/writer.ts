import type { Me } from '../../lib/contract/account.ts';
import type { Db } from '../db/open.ts';
import { findMember } from '../db/queries/accounts.ts';
import { userOf } from './profile.ts';

/** A member as templates see the one who writes. Mailboxes are left out: no template names them. */
export async function getWriter(db: Db, workspaceId: string, userId: string): Promise<Me> {
  const member = await findMember(db, workspaceId, userId);
  if (!member) throw new Error(`expected user ${userId} to be a member of workspace ${workspaceId}`);
  return {
    user: userOf(member),
    workspace: { id: workspaceId, name: member.workspaceName },
    role: member.role,
    mailboxes: [],
  };
}
