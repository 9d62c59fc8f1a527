import type { Me } from '../../contract/account.ts';
import type { StepEmail } from '../../contract/campaign.ts';
import type { FieldTexts } from '../../contract/gate.ts';
import type { Person } from '../../contract/person.ts';
import { ok, type Result } from '../../contract/result.ts';
import { textForPerson } from '../library/copies.ts';
import { renderInsertable } from '../template/email.ts';

/** The opening email as one person would get it, to be read and written anew. */
export interface PrintedEmail {
  /** Both are templates again: what is printed stands for itself, what is still missing is asked for as before. */
  subject: string;
  html: string;
  /** Fields without a value, and prompts that somebody has to replace. */
  missing: string[];
  prompts: string[];
}

/**
 * Prints the opening email for one person, so that its text can be changed for them alone. Without its preheader, which
 * stays the step's.
 *
 * @param defaults - chosen at the launch for fields without a value
 * @returns `INVALID_INPUT` when the text cannot be read
 */
export function printFirstEmail(
  email: StepEmail,
  person: Person,
  me: Me,
  defaults: FieldTexts,
): Result<PrintedEmail> {
  const { preheader: _, ...text } = textForPerson(email, person.language);
  const printed = renderInsertable(text, person, me, { defaults });
  if (!printed.ok) return printed;
  const { subject, html, missing, prompts, marks } = printed.value;
  return ok({ subject: asTemplate(subject, marks), html: asTemplate(html, marks), missing, prompts });
}

/** Braces and brackets that came with a value print as themselves; the marks of what is missing stay what they are. */
function asTemplate(printed: string, marks: readonly string[]): string {
  const parts = [...marks].sort((a, b) => b.length - a.length).map((mark) => mark.replace(/\W/g, '\\$&'));
  const opening = new RegExp([...parts, '\\{\\{', '\\[\\['].join('|'), 'g');
  return printed.replace(opening, (found) => (marks.includes(found) ? found : `\\${found}`));
}
