import { addOpeningImage } from '../links/opening.ts';
import { Budget, defaultLimits } from '../template/budget.ts';
import { compile, type Template } from '../template/compile.ts';
import { mergeFieldsIn, sameFieldOf } from '../template/merge-fields.ts';
import { htmlToText } from '../template/plain-text.ts';
import { withPreheader } from '../template/preheader.ts';
import type { TemplateContext } from '../template/run.ts';
import { SafeHtml, sanitisedHtml } from '../template/safe-html.ts';
import type { TemplateKind } from '../template/values.ts';
import { linkField } from './links.ts';

/** A mailing's text as mails are written with it. */
export interface Edition {
  subject: string;
  preheader: string;
  html: string;
  /** Null: made of the HTML. */
  text: string | null;
  /** BCP 47 tag; null: not known. */
  language: string | null;
  /** IANA zone in which instants are written. */
  timeZone: string;
}

/** Addresses of one recipient; null: there is nowhere for them to lead to. */
export interface RecipientLinks {
  /** Of a tracked link by its number. */
  link(number: number): string;
  view: string;
  unsubscribe: string;
  manage: string;
  /** Null: its openings are not followed. */
  image: string | null;
}

/** A mail of a mailing, written for one recipient. */
export interface WrittenMail {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** Fields without a value, each once. */
  missing: string[];
}

/** Values that a mail is written with, as they are kept: what JSON can hold. */
export type KeptFields = Record<string, unknown>;

/** A text made ready for many recipients. */
export interface MailWriter {
  /** What of a context the text reads: enough to write the same mail again. */
  keep(context: TemplateContext): KeptFields;
  /** @throws {TemplateError} when a limit of printing is reached */
  write(fields: KeptFields, links: RecipientLinks): WrittenMail;
  /** Fields that it reads of the recipient, as they are written. */
  readonly fields: readonly string[];
  /** Still to be replaced by whoever writes it. */
  readonly prompts: readonly string[];
  /** Does it offer a way to unsubscribe, and to see it in the browser? */
  readonly offers: { unsubscribe: boolean; view: boolean };
}

const unsubscribing = ['unsubscribe_link', 'subscriptions_link', 'link.unsubscribe', 'link.subscription'];
const viewing = ['view_link', 'link.viewShipmentMessage'];
const ours = new Set([...unsubscribing, ...viewing]);

/**
 * Prepares a text once for all who get it.
 *
 * @param locale - how dates and numbers are written
 * @throws {TemplateError} when it cannot be read
 */
export function prepareMail(edition: Edition, locale: string): MailWriter {
  const { timeZone } = edition;
  const prepare = (source: string, kind: TemplateKind) => compile(source, { kind, locale, timeZone });
  const subject = prepare(edition.subject, 'subject');
  const preheader = prepare(edition.preheader, 'subject');
  const html = prepare(edition.html, 'html');
  const text = edition.text === null ? null : prepare(edition.text, 'text');
  const parts: Template[] = [subject, preheader, html, ...(text ? [text] : [])];
  const sources = [edition.subject, edition.preheader, edition.html, edition.text ?? ''];
  const own = parts.flatMap(({ fields }) => fields.map(({ name }) => name));
  const read = [...new Set([...own, ...sources.flatMap(mergeFieldsIn)])];
  const fields = read.filter((name) => !ours.has(name) && !name.startsWith('utskick_link_'));
  const kept = [...new Set(fields.flatMap(rootsOf))];
  return {
    keep: (context) => keepOf(context, kept),
    write: (values, links) => {
      const context = { ...givenBack(values), ...linkValues(links, read) };
      const budget = new Budget(defaultLimits, null);
      const print = (template: Template) => template(context, { budget });
      const [line, head, body] = [print(preheader), print(subject), print(html)];
      const shown = withPreheader(body.output, line.output);
      const plain = text && print(text);
      const missing = [line, head, body, ...(plain ? [plain] : [])].flatMap((part) => part.missing);
      return {
        subject: head.output,
        preheader: line.output,
        html: links.image === null ? shown : addOpeningImage(shown, links.image),
        text: plain ? plain.output : htmlToText(body.output),
        missing: [...new Set(missing)],
      };
    },
    fields,
    prompts: [...new Set(parts.flatMap(({ prompts }) => prompts.map((prompt) => prompt.text)))],
    offers: {
      unsubscribe: read.some((name) => unsubscribing.includes(name)),
      view: read.some((name) => viewing.includes(name)),
    },
  };
}

/** Under which names of a context a field may find its value. */
function rootsOf(name: string): string[] {
  return [...new Set([name, sameFieldOf(name)])].map((path) => path.split('.')[0] ?? path);
}

function keepOf(context: TemplateContext, names: readonly string[]): KeptFields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(context, name) ? context[name] : undefined;
      if (value === undefined || value === null || value === '') return [];
      if (value instanceof SafeHtml) return [[name, { [safeMark]: value.html, text: value.text }]];
      return [[name, value]];
    }),
  );
}

/** How sanitised HTML is told from other values where it is kept. */
const safeMark = ' safe html';

/** Kept values as a template reads them. */
export function givenBack(fields: KeptFields): TemplateContext {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, safeMark))
        return [name, value];
      const { [safeMark]: html = '', text = '' } = value as Record<string, string>; // as `keepOf` wrote it
      return [name, sanitisedHtml(html, text)];
    }),
  );
}

function linkValues(links: RecipientLinks, read: readonly string[]): TemplateContext {
  const numbered = read.flatMap((name) => {
    const [, number] = /^utskick_link_(\d+)$/.exec(name) ?? [];
    return number === undefined ? [] : [[linkField(Number(number)), links.link(Number(number))]];
  });
  const { unsubscribe, manage, view } = links;
  return {
    ...Object.fromEntries(numbered),
    unsubscribe_link: unsubscribe,
    subscriptions_link: manage,
    view_link: view,
    link: { unsubscribe, subscription: manage, viewShipmentMessage: view },
  };
}
