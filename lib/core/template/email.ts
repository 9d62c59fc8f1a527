import type { Me } from '../../contract/account.ts';
import { type Failure, fail, ok, type Result } from '../../contract/errors.ts';
import type { RenderedEmail } from '../../contract/messages.ts';
import type { Person } from '../../contract/person.ts';
import type { Recipient } from '../../contract/primitives.ts';
import type { EmailContent } from '../../contract/task.ts';
import { Budget, defaultLimits } from './budget.ts';
import { type CompileOptions, compile, type Fallbacks, type Rendered } from './compile.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import { templateContext } from './fields.ts';
import { localeOfText } from './locale-of-text.ts';
import { htmlToText } from './plain-text.ts';
import { withPreheader } from './preheader.ts';
import type { FieldOutcome, TemplateContext } from './run.ts';
import { printable, type TemplateKind } from './values.ts';

/** What a printing may lean on besides the person and the user. */
export type Printing = Pick<CompileOptions, 'clock'> & {
  /** Texts of the person's run for fields without a value, by field. */
  defaults?: Fallbacks['defaults'] | undefined;
};

/**
 * The email of a task, written out for its person: the person first in To, then the further recipients, each address
 * once. Fields without a value and prompts stand in it as they are written, to be replaced by whoever sends it;
 * `missing` and `prompts` name them.
 *
 * @returns `PERSON_NOT_REACHABLE` without an address, `INVALID_INPUT` when the template cannot be read
 */
export function renderEmail(
  content: EmailContent,
  person: Person | null,
  me: Me,
  { clock, defaults = {} }: Printing = {},
): Result<RenderedEmail> {
  if (!person?.email) {
    const name = person ? nameOf(person) : 'This person';
    return fail('PERSON_NOT_REACHABLE', `${name} has no email address`);
  }
  const context = templateContext(person, me);
  const how = { ...formatsOf(content, person, me), unresolved: 'written', ...(clock && { clock }) } as const;
  const mail = renderMail(content, context, how, { defaults });
  if (!mail.ok) return mail;
  const { preheader: _, missingInLine: __, fields: ___, ...written } = mail.value;
  return ok({
    to: eachOnce([{ email: person.email, name: nameOf(person) }, ...content.alsoTo]),
    cc: eachOnce(content.cc),
    bcc: eachOnce(content.bcc),
    ...written,
  });
}

/** Details of a task (talk track, InMail text, notes) for its person; as written where it cannot be read. */
export function renderDetails(
  details: string,
  person: Person | null,
  me: Me,
  { clock, defaults = {} }: Printing = {},
): string {
  // For whoever works on the task: a text of no known language.
  const how = { ...formatsOf({}, person, me), ...(clock && { clock }) };
  const rendered = renderTemplate(details, 'text', templateContext(person, me), how, { defaults });
  return rendered.ok ? rendered.value.output : details;
}

/** A text that is to be inserted where a person writes. */
export interface Insertable {
  subject: string;
  /** Line that lists of mails show after the subject; stands in `html` unless something in it is missing. */
  preheader: string;
  html: string;
  /** The plain-text part: as it is written by hand, else made of what is to be seen. */
  text: string;
  /** Fields without a value, of the plain-text part too; they stand there as written. */
  missing: string[];
  /** Prompts, which stand in the text too. */
  prompts: string[];
  /** How they and the missing fields stand in subject and HTML. */
  marks: string[];
  /** Fields of the preheader without a value. */
  missingInLine: string[];
  /** Where each field came from, in any of its parts; one that is printed from different sources stands once for each. */
  fields: FilledField[];
}

/** A field as it was printed for somebody. */
export interface FilledField extends Pick<FieldOutcome, 'field' | 'source' | 'why'> {
  /** Empty where it is missing, or prints nothing. */
  text: string;
}

/**
 * Subject and text of a template for a window that a person writes in. What has no value stays as it is written, so
 * that it is seen; where nobody known is addressed that is every field of theirs.
 *
 * @returns `INVALID_INPUT` when the template cannot be read
 */
export function renderInsertable(
  content: MailParts,
  person: Person | null,
  me: Me,
  { clock, defaults = {} }: Printing = {},
): Result<Insertable> {
  const context = templateContext(person, me);
  const isKnown = { unresolved: 'written', builtIns: person !== null } as const;
  const written = { ...formatsOf(content, person, me), ...isKnown, ...(clock && { clock }) };
  return renderMail(content, context, written, { defaults });
}

type MailParts = Pick<EmailContent, 'subject' | 'html' | 'text' | 'preheader' | 'language'>;
type How = Omit<CompileOptions, 'kind'>;

/**
 * What is missing is that of subject, HTML and a plain-text part written by hand: a preheader that lacks something is
 * left out, and nothing to be filled.
 */
function renderMail(
  content: MailParts,
  context: TemplateContext,
  how: How,
  given: Fallbacks,
): Result<Insertable> {
  const budget = new Budget(defaultLimits, how.clock ?? null);
  const fallbacks = { ...given, budget };
  const subject = renderTemplate(content.subject, 'subject', context, how, fallbacks);
  const line = renderTemplate(content.preheader ?? '', 'subject', context, how, fallbacks);
  const html = renderTemplate(content.html, 'html', context, how, fallbacks);
  if (!subject.ok) return refused('Subject', 'subject', subject);
  if (!line.ok) return refused('Preheader', 'preheader', line);
  if (!html.ok) return refused('Text', 'html', html);
  const text = hasOwnText(content) ? renderTemplate(content.text, 'text', context, how, fallbacks) : null;
  if (text && !text.ok) return refused('Plain text', 'text', text);
  const { marks } = toFill([subject.value, html.value]);
  return ok({
    subject: subject.value.output,
    preheader: line.value.output,
    // In the hidden line nobody would see what is still to be replaced.
    html:
      line.value.marks.length > 0 ? html.value.output : withPreheader(html.value.output, line.value.output),
    text: text ? text.value.output : htmlToText(html.value.output),
    ...toFill([subject.value, html.value, ...(text ? [text.value] : [])]),
    // Those of the plain-text part stand in no window.
    marks,
    missingInLine: line.value.missing,
    fields: filledIn([subject.value, line.value, html.value, ...(text ? [text.value] : [])]),
  });
}

/** Is the plain-text part written by hand? Blank text counts as none: the part is then made of the HTML. */
export function hasOwnText<C extends Pick<EmailContent, 'text'>>(
  content: C,
): content is C & { text: string } {
  return printable(content.text) !== undefined;
}

/** The same, with the part of the mail that it is about. */
function refused(name: string, path: string, { message, fields = [] }: Failure): Failure {
  return fail(
    'INVALID_INPUT',
    `${name}: ${message}`,
    fields.map((field) => ({ ...field, path })),
  );
}

function toFill(parts: readonly Rendered[]): Pick<Insertable, 'missing' | 'prompts' | 'marks'> {
  return {
    missing: [...new Set(parts.flatMap(({ missing }) => missing))],
    prompts: [...new Set(parts.flatMap(({ prompts }) => prompts))],
    marks: [...new Set(parts.flatMap(({ marks }) => marks))],
  };
}

function filledIn(parts: readonly Rendered[]): FilledField[] {
  const filled = new Map<string, FilledField>();
  for (const { texts } of parts)
    for (const [outcome, text] of texts) {
      const name = `${outcome.source} ${outcome.why} ${outcome.field}`;
      if (!filled.has(name)) filled.set(name, { ...outcome, text });
    }
  return [...filled.values()];
}

/** Dates and numbers as the text's language has them, on the clock of the one who sends. */
export function formatsOf(
  text: Pick<EmailContent, 'language'>,
  person: Person | null,
  me: Me,
): Pick<CompileOptions, 'locale' | 'timeZone'> {
  return { locale: localeOfText(text, person), timeZone: me.user.timeZone };
}

/** Prepares and prints in one go; a template that cannot be read is an expected failure, with the reason. */
function renderTemplate(
  source: string,
  kind: TemplateKind,
  context: TemplateContext,
  options: How,
  fallbacks: Fallbacks,
): Result<Rendered> {
  try {
    const template = compile(source, { ...options, kind });
    const { acting } = template;
    if (acting.length > 0) throw new TemplateError(fault('acts', { what: acting.join(', ') }));
    return ok(template(context, fallbacks));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { message, told } = error;
    return fail('INVALID_INPUT', message, [{ path: '', message, ...(told && { fault: told }) }]);
  }
}

export function nameOf(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim();
}

function eachOnce(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
}
