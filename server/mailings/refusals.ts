import type { Mailing } from '../../lib/contract/mailing.ts';
import { type Failure, fail, ok, type Result } from '../../lib/contract/result.ts';
import { figureNames, statusFigure, summaryOf } from '../../lib/core/mailing/figures.ts';
import { isEditable } from '../../lib/core/mailing/state.ts';
import type { Tx } from '../db/open.ts';
import { findMailing, getMailing, lockMailing, type StoredMailing } from '../db/queries/mailings.ts';
import type { TeamUser } from '../teams/teams.ts';

export const unknownMailing = () => fail('NOT_FOUND', 'there is no such mailing');

/** A mailing as the user sees it. */
export function seenBy({ userId, role }: TeamUser, stored: StoredMailing): Mailing {
  const { edition: _, listRun: __, approvedBy: ___, ...mailing } = stored;
  return {
    ...mailing,
    summary: summaryOf(mailing.figures),
    mayChange: role === 'admin' || mailing.ownerId === userId,
  };
}

/** Has somebody got it, or may have? */
export function hasLeft({ figures }: Pick<StoredMailing, 'figures'>): boolean {
  const gone = [figureNames.sent, statusFigure('sending'), statusFigure('unsure')];
  return gone.some((name) => (figures[name] ?? 0) > 0);
}

/** Locks a mailing that the user may change. @returns `NOT_FOUND` for one that they may not see, `NOT_ALLOWED` */
export async function lockOwn(tx: Tx, user: TeamUser, id: string): Promise<Result<StoredMailing>> {
  if (!(await lockMailing(tx, user.workspaceId, id))) return unknownMailing();
  const stored = await findMailing(tx, user, id);
  if (!stored) return unknownMailing();
  if (seenBy(user, stored).mayChange) return ok(stored);
  const { name, ownerName } = stored;
  return fail(
    'NOT_ALLOWED',
    `“${name}” belongs to ${ownerName ?? 'somebody else'}; they or an admin can change it`,
  );
}

/** @returns why the mailing cannot be changed any more; null where it can */
export function refuseEdit(mailing: StoredMailing): Failure | null {
  if (isEditable(mailing.status, hasLeft(mailing))) return null;
  const why = hasLeft(mailing)
    ? 'some recipients have it already'
    : `it is ${mailing.status.replaceAll('_', ' ')}`;
  return fail('NOT_ALLOWED', `“${mailing.name}” cannot be changed: ${why}`);
}

/** A mailing as it stands at the end of a transaction. */
export async function answer(tx: Tx, user: TeamUser, id: string): Promise<Result<Mailing>> {
  const stored = await getMailing(tx, user.workspaceId, id);
  return stored ? ok(seenBy(user, stored)) : unknownMailing();
}
