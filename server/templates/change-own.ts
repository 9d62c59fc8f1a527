import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { Database, Tx } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findTemplate, getStored, lockLibrary, lockTemplate } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { type Member, refuseStranger, type TemplateUser, unknownTemplate } from './refusals.ts';

/**
 * Changes a template and tells the devices. Own templates may be changed, and shared ones by a manager too.
 *
 * @param work - writes the change to the locked template in the locked library; a failure must come before it has
 *   written anything
 * @returns the template as it is then; `NOT_FOUND`, `NOT_ALLOWED`, or what `work` has refused
 */
export async function changeOwn(
  db: Database,
  user: TemplateUser,
  id: string,
  now: Date,
  work: (tx: Tx, template: Template) => Promise<Result<undefined>>,
): Promise<Result<Template>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    // Before the template, as whoever changes a category does: two that lock in opposite orders wait for ever.
    await lockLibrary(tx, workspaceId);
    const template = await lockTemplate(tx, workspaceId, userId, id);
    if (!template) return unknownTemplate();
    const refused = refuseStranger(template, user);
    if (refused) return refused;
    const done = await work(tx, template);
    if (!done.ok) return done;
    await tellTemplates(tx, workspaceId, [id], now);
    // As it is stored: a manager who takes the sharing away from somebody else's template no longer sees it.
    return ok(await getStored(tx, workspaceId, userId, id));
  });
}

/** A template that is there for sure, in the transaction that has locked or written it. */
export async function getTemplate(tx: Tx, { workspaceId, userId }: Member, id: string): Promise<Template> {
  const template = await findTemplate(tx, workspaceId, userId, id);
  if (!template) throw new Error(`expected to read template ${id}`);
  return template;
}

/** Lets devices hear of templates; as the last statement of a transaction. */
export function tellTemplates(tx: Tx, workspaceId: string, ids: string[], now: Date): Promise<void> {
  return recordChanges(tx, workspaceId, { templates: ids, horizon: horizonAt(now) });
}
