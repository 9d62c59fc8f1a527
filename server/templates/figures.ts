import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { TemplateFigures } from '../../lib/contract/template-library.ts';
import type { Database } from '../db/open.ts';
import { findFigures } from '../db/queries/template-figures.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { type Member, unknownTemplate } from './refusals.ts';

/** What became of the mails of a template that the user may see. */
export async function readFigures(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
): Promise<Result<TemplateFigures>> {
  const template = await findTemplate(db.kysely, workspaceId, userId, id);
  return template ? ok(await figuresOf(db, workspaceId, id)) : unknownTemplate();
}

/** Of one that is there. */
export async function figuresOf(db: Database, workspaceId: string, id: string): Promise<TemplateFigures> {
  const figures = (await findFigures(db.kysely, workspaceId, [id])).get(id);
  if (!figures) throw new Error(`expected figures of template ${id}`);
  return figures;
}
