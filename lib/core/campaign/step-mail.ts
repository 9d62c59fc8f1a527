import type { Me } from '../../contract/account.ts';
import type { Person } from '../../contract/person.ts';
import type { Recipient } from '../../contract/primitives.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { EmailContent } from '../../contract/task.ts';
import { formatsOf, type Printing, renderEmail } from '../template/email.ts';
import { escapeHtml } from '../template/escape.ts';

/** The mail of a run that a step follows up, as it went out or as the campaign has it. */
export interface EarlierMail {
  from: Recipient;
  /** ISO 8601 with `Z`. */
  sentAt: string;
  subject: string;
  html: string;
  text: string;
  /** In angle brackets; null where only the mail client that sent it knows. */
  messageId: string | null;
  /** Message-IDs of what it answered, oldest first. */
  references: readonly string[];
}

/** A step's mail, ready to go to its person. */
export interface StepMail {
  to: Recipient[];
  cc: Recipient[];
  bcc: Recipient[];
  subject: string;
  html: string;
  text: string;
  inReplyTo: string | null;
  references: string[];
}

/**
 * Writes the mail of a step that leaves without a person. What would have to be filled in by hand is a failure: nobody
 * is to get a mail with a hole in it. A follow-up answers the earlier mail and has its text under its own.
 *
 * @param earlier - what it follows up; null: nothing
 * @returns `PERSON_NOT_REACHABLE`, `INVALID_INPUT` (a text cannot be read), `FIELD_MISSING` naming fields and prompts
 */
export function writeStepMail(
  content: EmailContent,
  person: Person | null,
  me: Me,
  earlier: EarlierMail | null,
  printing: Printing = {},
): Result<StepMail> {
  const rendered = renderEmail(content, person, me, printing);
  if (!rendered.ok) return rendered;
  const { to, cc, bcc, subject, html, text, missing, prompts } = rendered.value;
  const open = [...missing, ...prompts];
  if (open.length > 0) return fail('FIELD_MISSING', `still to be filled in: ${open.join(', ')}`);
  const mail = { to, cc, bcc, subject, html, text, inReplyTo: null, references: [] };
  return ok(earlier ? answerTo(earlier, mail, formatsOf(content, person, me)) : mail);
}

function answerTo(earlier: EarlierMail, mail: StepMail, formats: ReturnType<typeof formatsOf>): StepMail {
  const { messageId, references } = earlier;
  const line = `${dateOf(earlier.sentAt, formats)} · ${earlier.from.name ?? ''} <${earlier.from.email}>`;
  const quote = `<div><br></div><div>${escapeHtml(line)}</div><blockquote style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${earlier.html}</blockquote>`;
  return {
    ...mail,
    subject: mail.subject || answerSubject(earlier.subject),
    html: beforeEnd(mail.html, quote),
    text: `${mail.text}\n\n${line}\n${quoted(earlier.text)}`,
    inReplyTo: messageId,
    references: messageId ? [...references, messageId] : [],
  };
}

/** The subject of an answer, marked once however long the thread. */
function answerSubject(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

/** What was quoted before is quoted once more (RFC 3676 §4.5). */
function quoted(text: string): string {
  const mark = (line: string) => (line === '' || line.startsWith('>') ? '>' : '> ');
  return text
    .split('\n')
    .map((line) => mark(line) + line)
    .join('\n');
}

/** Inside the body where the text is a whole document. */
function beforeEnd(html: string, added: string): string {
  const at = /<\/body\s*>/i.exec(html)?.index ?? html.length;
  return html.slice(0, at) + added + html.slice(at);
}

function dateOf(instant: string, { locale, timeZone }: ReturnType<typeof formatsOf>): string {
  const format = { dateStyle: 'long', timeStyle: 'short', ...(timeZone && { timeZone }) } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(instant));
}
