import type { Me } from '../../contract/account.ts';
import { fail, ok, type Result } from '../../contract/errors.ts';
import type { RenderedEmail } from '../../contract/messages.ts';
import type { Person } from '../../contract/person.ts';
import type { Recipient } from '../../contract/primitives.ts';
import type { EmailContent } from '../../contract/task.ts';
import { compile, type Rendered, type TemplateContext } from './compile.ts';
import { templateContext } from './fields.ts';
import { htmlToText } from './plain-text.ts';
import { TemplateError } from './source.ts';
import type { TemplateKind } from './values.ts';

/**
 * The email of a task, written out for its person: the person first in To, then the further recipients, each address
 * once. `missing` names fields without a value; the text is still made, so that it can be shown.
 *
 * @returns `PERSON_NOT_REACHABLE` without an address, `INVALID_INPUT` when the template cannot be read
 */
export function renderEmail(content: EmailContent, person: Person | null, me: Me): Result<RenderedEmail> {
  if (!person?.email) {
    const name = person ? nameOf(person) : 'This person';
    return fail('PERSON_NOT_REACHABLE', `${name} has no email address`);
  }
  const context = templateContext(person, me);
  const subject = renderTemplate(content.subject, 'subject', context);
  const html = renderTemplate(content.html, 'html', context);
  if (!subject.ok) return fail('INVALID_INPUT', `Subject: ${subject.message}`);
  if (!html.ok) return fail('INVALID_INPUT', `Text: ${html.message}`);
  return ok({
    to: eachOnce([{ email: person.email, name: nameOf(person) }, ...content.alsoTo]),
    cc: eachOnce(content.cc),
    bcc: eachOnce(content.bcc),
    subject: subject.value.output,
    html: html.value.output,
    text: htmlToText(html.value.output),
    missing: [...new Set([...subject.value.missing, ...html.value.missing])],
  });
}

/** Details of a task (talk track, InMail text, notes) for its person; as written where it cannot be read. */
export function renderDetails(details: string, person: Person | null, me: Me): string {
  const rendered = renderTemplate(details, 'text', templateContext(person, me));
  return rendered.ok ? rendered.value.output : details;
}

/** Prepares and prints in one go; a template that cannot be read is an expected failure, with the reason. */
function renderTemplate(source: string, kind: TemplateKind, context: TemplateContext): Result<Rendered> {
  try {
    return ok(compile(source, { kind })(context));
  } catch (error) {
    if (error instanceof TemplateError) return fail('INVALID_INPUT', error.message);
    throw error;
  }
}

function nameOf(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim();
}

function eachOnce(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
}
