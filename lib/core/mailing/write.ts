import { addOpeningImage } from '../links/opening.ts';
import { Budget, defaultLimits } from '../template/budget.ts';
import { compile, type Template } from '../template/compile.ts';
import { mergeFieldsIn } from '../template/merge-fields.ts';
import { htmlToText } from '../template/plain-text.ts';
import { withPreheader } from '../template/preheader.ts';
import type { TemplateContext } from '../template/run.ts';
import type { TemplateKind } from '../template/values.ts';
import { givenBack, type KeptFields, keepOf, rootsOf } from './kept-fields.ts';
import { linkField } from './links.ts';
import { inPieces, type PrintMail } from './pieces.ts';

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
const isOurs = (name: string) => ours.has(name) || numberOf(name) !== null;

/**
 * Prepares a text once for all who get it.
 *
 * @param locale - how dates and numbers are written
 * @throws {TemplateError} when it cannot be read
 */
export function prepareMail(edition: Edition, locale: string): MailWriter {
  const parts = compileParts(edition, locale);
  const all = [parts.subject, parts.preheader, parts.html, ...(parts.text ? [parts.text] : [])];
  const sources = [edition.subject, edition.preheader, edition.html, edition.text ?? ''];
  const own = all.flatMap(({ fields }) => fields.map(({ name }) => name));
  const read = [...new Set([...own, ...sources.flatMap(mergeFieldsIn)])];
  const fields = read.filter((name) => !isOurs(name));
  const kept = [...new Set(fields.flatMap(rootsOf))];
  const numbers = read.flatMap((name) => numberOf(name) ?? []);
  const oneByOne = printer(parts, numbers);
  const print = isPlain(all) ? inPieces(oneByOne) : oneByOne;
  return {
    keep: (context) => keepOf(context, kept),
    write: (values, links) => {
      const { body, ...mail } = print(values, addressesOf(links, numbers));
      return { ...mail, html: withPreheader(body, mail.preheader) };
    },
    fields,
    prompts: [...new Set(all.flatMap(({ prompts }) => prompts.map((prompt) => prompt.text)))],
    offers: {
      unsubscribe: read.some((name) => unsubscribing.includes(name)),
      view: read.some((name) => viewing.includes(name)),
    },
  };
}

interface Parts {
  subject: Template;
  preheader: Template;
  html: Template;
  text: Template | null;
}

function compileParts({ subject, preheader, html, text, timeZone }: Edition, locale: string): Parts {
  const prepare = (source: string, kind: TemplateKind) => compile(source, { kind, locale, timeZone });
  return {
    subject: prepare(subject, 'subject'),
    preheader: prepare(preheader, 'subject'),
    html: prepare(html, 'html'),
    text: text === null ? null : prepare(text, 'text'),
  };
}

/** Values are printed as they are, and stand in text; of what stands elsewhere, all is an address of ours. */
function isPlain(parts: readonly Template[]): boolean {
  return parts.every(({ plainFields }) => plainFields && [...plainFields.apart].every(isOurs));
}

/** Prints each mail by itself. */
function printer({ subject, preheader, html, text }: Parts, numbers: readonly number[]): PrintMail {
  return (values, addresses) => {
    const context = { ...givenBack(values), ...linkValues(addresses, numbers) };
    const budget = new Budget(defaultLimits, null);
    const print = (template: Template) => template(context, { budget });
    const [line, head, body] = [print(preheader), print(subject), print(html)];
    const plain = text && print(text);
    const missing = [line, head, body, ...(plain ? [plain] : [])].flatMap((part) => part.missing);
    const image = addresses[3 + numbers.length];
    return {
      subject: head.output,
      preheader: line.output,
      body: image === undefined ? body.output : addOpeningImage(body.output, image),
      text: plain ? plain.output : htmlToText(body.output),
      missing: [...new Set(missing)],
    };
  };
}

/** Of a recipient in the order in which they are printed; that of the image at the end, if openings are followed. */
function addressesOf(links: RecipientLinks, numbers: readonly number[]): string[] {
  const { view, unsubscribe, manage, image } = links;
  const tracked = numbers.map((number) => links.link(number));
  return [view, unsubscribe, manage, ...tracked, ...(image === null ? [] : [image])];
}

function linkValues(addresses: readonly string[], numbers: readonly number[]): TemplateContext {
  const [view, unsubscribe, manage, ...tracked] = addresses;
  return {
    ...Object.fromEntries(numbers.map((number, index) => [linkField(number), tracked[index]])),
    unsubscribe_link: unsubscribe,
    subscriptions_link: manage,
    view_link: view,
    link: { unsubscribe, subscription: manage, viewShipmentMessage: view },
  };
}

/** Of a tracked link, by the field that stands for it. */
function numberOf(field: string): number | null {
  const [, number] = /^utskick_link_(\d+)$/.exec(field) ?? [];
  return number === undefined ? null : Number(number);
}
