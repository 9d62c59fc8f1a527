import type { Me } from '../../lib/contract/account.ts';
import type { Db } from '../db/open.ts';
import { findMembers, type MemberDetails } from '../db/queries/accounts.ts';
import { userOf } from './profile.ts';

/** A member as templates see the one who writes. Mailboxes are left out: no template names them. */
export async function getWriter(db: Db, workspaceId: string, userId: string): Promise<Me> {
  return (await getWriters(db, workspaceId, [userId]))(userId);
}

/** The same of several; asking for another throws. */
export async function getWriters(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<(userId: string) => Me> {
  const writers = await findWriters(db, workspaceId, userIds);
  return (userId) => {
    const found = writers.get(userId);
    if (!found) throw new Error(`expected user ${userId} to be a member of workspace ${workspaceId}`);
    return found;
  };
}

/** Those of the users that are members, by their id. */
export async function findWriters(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Me>> {
  const members = await findMembers(db, workspaceId, userIds);
  return new Map(members.map((member) => [member.userId, writerOf(member)]));
}

function writerOf(member: MemberDetails): Me {
  return {
    user: userOf(member),
    workspace: { id: member.workspaceId, name: member.workspaceName },
    role: member.role,
    mailboxes: [],
  };
}
