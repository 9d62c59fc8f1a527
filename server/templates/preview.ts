import { fail, ok, type Result } from '../../lib/contract/result.ts';
import type { PrintedTemplate } from '../../lib/contract/template-library.ts';
import { chooseText } from '../../lib/core/library/languages.ts';
import { renderInsertable } from '../../lib/core/template/email.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database } from '../db/open.ts';
import { findPerson } from '../db/queries/people.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { type Member, unknownTemplate } from './refusals.ts';

/**
 * What a template prints for a person, written by the one who asks; in the text of the person's language. Counts no
 * use.
 *
 * @param clock - milliseconds from any beginning, for the limit of time
 * @returns `NOT_FOUND`; `INVALID_INPUT` when the text cannot be printed
 */
export async function previewTemplate(
  { kysely }: Database,
  { workspaceId, userId }: Member,
  asked: { templateId: string; personId: string },
  clock: () => number = () => performance.now(),
): Promise<Result<PrintedTemplate>> {
  const template = await findTemplate(kysely, workspaceId, userId, asked.templateId);
  if (!template) return unknownTemplate();
  const person = await findPerson(kysely, workspaceId, asked.personId);
  if (!person) return fail('NOT_FOUND', 'there is no such person');
  const text = chooseText(template, template.variants, person.language);
  const made = renderInsertable(text, person, await getWriter(kysely, workspaceId, userId), { clock });
  if (!made.ok) return made;
  const { marks: _, missingInLine: __, fields: ___, ...printed } = made.value;
  return ok(printed);
}
