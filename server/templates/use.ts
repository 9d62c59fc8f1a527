import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { Database, Tx } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findTask } from '../db/queries/tasks.ts';
import { countTemplateUse, setFavourite } from '../db/queries/template-uses.ts';
import { lockTemplate } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { getTemplate } from './change-own.ts';
import { type Member, unknownTemplate } from './refusals.ts';

/**
 * Counts a use by the caller; the same one again counts nothing. An archived template counts too: a device may have
 * taken it before it heard of that.
 *
 * @param use - `taskId`: the caller's task whose mail it was taken for
 */
export async function useTemplate(
  db: Database,
  user: Member,
  use: { templateId: string; useId: string; taskId?: string | undefined },
  now: Date,
): Promise<Result<Template>> {
  const { workspaceId, userId } = user;
  const { templateId, useId: id, taskId = null } = use;
  return await forOneself(db, user, templateId, now, async (tx) => {
    if (taskId && !(await findTask(tx, workspaceId, userId, taskId)))
      return fail('NOT_FOUND', 'there is no such task of yours');
    await countTemplateUse(tx, workspaceId, { id, templateId, userId, taskId }, now);
    return ok(undefined);
  });
}

/** Marks a template as the caller's favourite, or no longer; nobody else sees it. */
export async function markFavourite(
  db: Database,
  user: Member,
  mark: { templateId: string; favourite: boolean },
  now: Date,
): Promise<Result<Template>> {
  const { workspaceId, userId } = user;
  return await forOneself(db, user, mark.templateId, now, async (tx) => {
    await setFavourite(tx, workspaceId, { ...mark, userId }, now);
    return ok(undefined);
  });
}

/** What concerns the caller alone is told to the caller's devices alone. */
async function forOneself(
  db: Database,
  user: Member,
  templateId: string,
  now: Date,
  work: (tx: Tx) => Promise<Result<undefined>>,
): Promise<Result<Template>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    if (!(await lockTemplate(tx, workspaceId, userId, templateId))) return unknownTemplate();
    const done = await work(tx);
    if (!done.ok) return done;
    await recordChanges(tx, workspaceId, { templates: [templateId], only: userId, horizon: horizonAt(now) });
    return ok(await getTemplate(tx, user, templateId));
  });
}
