import { Parser } from 'htmlparser2';
import { urlInText } from '../links/url-in-text.ts';
import { deepestHtml } from './nesting.ts';
import { TextWriter } from './text-writer.ts';

/** Elements that begin and end a line, and how many line breaks stand around them. */
const blocks: ReadonlyMap<string, number> = new Map([
  ...'address article aside caption center dd div dl dt fieldset figcaption figure footer form header main nav section tr'
    .split(' ')
    .map((name) => [name, 1] as const),
  ...['p', 'table', 'h4', 'h5', 'h6'].map((name) => [name, 2] as const),
  // Three before, to set off what they begin; two after.
  ...['h1', 'h2', 'h3'].map((name) => [name, 3] as const),
]);
/** What stands in them is not for people. */
const unread = new Set(['script', 'style', 'title', 'template']);

/**
 * Plain text of an HTML body, as the text part of a mail: links with their address, what images say instead of
 * themselves, lists, quotations, cells of tables apart, no wrapping. Of HTML that is nested deeper than mails are, the text alone. Takes time by its length alone.
 */
export function htmlToText(html: string): string {
  return read(html) ?? read(html.replaceAll(/<[^<>]*>/g, ' ')) ?? '';
}

/** @returns null where elements are nested too deeply */
function read(html: string): string | null {
  const writer = new TextWriter();
  let depth = 0;
  let unreadDepth = 0;
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      // Takes no more.
      if (depth > deepestHtml) parser.pause();
      else if (unread.has(name)) unreadDepth += 1;
      else if (unreadDepth === 0) open(writer, name, attributes);
    },
    ontext(text) {
      if (unreadDepth === 0) writer.add(text);
    },
    onclosetag(name) {
      depth -= 1;
      if (unread.has(name)) unreadDepth -= 1;
      else if (unreadDepth === 0) close(writer, name);
    },
  });
  parser.write(html);
  if (depth > deepestHtml) return null;
  parser.end();
  return writer.text;
}

function open(writer: TextWriter, name: string, attributes: Readonly<Record<string, string>>): void {
  switch (name) {
    case 'a':
      writer.openLink(addressIn(attributes.href ?? ''));
      return;
    case 'br':
      writer.lineBreak();
      return;
    case 'img':
      writer.addApart(attributes.alt ?? '');
      return;
    case 'hr':
      writer.rule();
      return;
    case 'pre':
      writer.openPre();
      return;
    case 'blockquote':
      writer.openQuote();
      return;
    case 'ul':
    case 'ol':
      writer.openList(name === 'ol', attributes.type ?? '1', attributes.start);
      return;
    case 'li':
      writer.openItem();
      return;
    default: {
      const breaks = blocks.get(name);
      if (breaks !== undefined) writer.block(breaks);
    }
  }
}

function close(writer: TextWriter, name: string): void {
  switch (name) {
    case 'a':
      writer.closeLink();
      return;
    case 'td':
    case 'th':
      writer.gap();
      return;
    case 'pre':
      writer.closePre();
      return;
    case 'blockquote':
      writer.closeQuote();
      return;
    case 'ul':
    case 'ol':
      writer.closeList();
      return;
    case 'li':
      writer.closeItem();
      return;
    default: {
      const breaks = blocks.get(name);
      if (breaks !== undefined) writer.block(Math.min(breaks, 2));
    }
  }
}

/** A place in the same mail is no address. */
function addressIn(href: string): string {
  return href.startsWith('#') ? '' : urlInText(href.replace(/^mailto:/i, ''));
}
