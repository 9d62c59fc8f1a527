import { Parser } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { findExpressions, maskExpressions } from '../../lib/core/editor/expressions.ts';
import { forbiddenIn } from '../../lib/core/library/forbidden.ts';
import { checkNesting } from '../../lib/core/template/nesting.ts';
import { attributeJudge } from './judge-attribute.ts';
import { type Sheltered, shelter, unsheltered } from './shelter.ts';

const TAGS =
  'a abbr address b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins li main mark ol p pre q s section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  );
const EVERYWHERE = ['align', 'bgcolor', 'dir', 'lang', 'role', 'style', 'title', 'valign', 'width', 'height'];
const TABLE = ['border', 'cellpadding', 'cellspacing', 'colspan', 'rowspan', 'scope', 'background'];

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': EVERYWHERE,
  a: ['href', 'name', 'target'],
  img: ['src', 'alt', 'border', 'hspace', 'vspace'],
  font: ['color', 'face', 'size'],
  ol: ['start', 'type'],
  ...Object.fromEntries(['table', 'td', 'th', 'tr', 'col'].map((tag) => [tag, TABLE])),
};
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  '*': ['http', 'https', 'mailto', 'tel', 'sms'],
  img: ['http', 'https', 'cid', 'data'],
};
/** A page around the mail; its title becomes the subject. */
const FRAME = new Set(['html', 'head', 'body', 'title']);

/** HTML made elsewhere, as a template may hold it. */
export interface Sanitised {
  html: string;
  /**
   * What was taken out, each once and as it is shown to people: elements (`<script>`), attributes (`onclick`), parts of
   * styles (`position: fixed`), schemes of addresses (`javascript:`), comments (`<!--[if mso]>`).
   */
  removed: string[];
}

/**
 * Keeps what a mail may show, and the expressions of a template byte for byte; takes out what acts, and whatever is
 * unknown.
 *
 * @throws {TemplateError} naming the place where elements are nested too deeply
 */
export function sanitise(source: string): Sanitised {
  checkNesting(maskExpressions(source, findExpressions(source)));
  const kept = clean(shelter(source));
  // Where the text of an expression acts as HTML, it is read as HTML.
  return forbiddenIn(kept.html).length === 0 ? kept : clean(unsheltered(source));
}

function clean(sheltered: Sheltered): Sanitised {
  const { html: source, isWord, restore } = sheltered;
  const judge = attributeJudge(sheltered, SCHEMES);
  const removed = new Set<string>();
  const keepAttributes = (tag: string, attributes: Record<string, string>): Record<string, string> => {
    const kept: [string, string][] = [];
    for (const [name, written] of Object.entries(attributes)) {
      if (!isKnownAttribute(tag, name) && !isWord(name)) removed.add(restore(name));
      else {
        const judged = judge(tag, name, written);
        for (const what of judged.removed) removed.add(what);
        if (judged.value !== null) kept.push([name, judged.value]);
      }
    }
    return Object.fromEntries(kept);
  };
  const html = sanitizeHtml(source, {
    allowedTags: TAGS,
    // Judged above, so that what goes is named.
    allowedAttributes: false,
    allowedSchemes: [...(SCHEMES['*'] ?? [])],
    allowedSchemesByTag: { img: [...(SCHEMES.img ?? [])] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'background'],
    // Their contents go with them.
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template'],
    // Taken apart by a parser of styles they would lose the expressions in them.
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => {
        if (KNOWN.has(tagName)) return { tagName, attribs: keepAttributes(tagName, attribs) };
        if (!FRAME.has(tagName)) removed.add(`<${restore(tagName)}>`);
        if (tagName === 'body') for (const name of Object.keys(attribs)) removed.add(restore(name));
        return { tagName, attribs: {} };
      },
    },
  });
  for (const what of passedOver(source)) removed.add(restore(what));
  return { html: restore(html.trim()), removed: [...removed] };
}

const KNOWN = new Set(TAGS);

function isKnownAttribute(tag: string, name: string): boolean {
  return EVERYWHERE.includes(name) || (ATTRIBUTES[tag]?.includes(name) ?? false);
}

/**
 * What parsers take no notice of: comments by their kind, as what stands in one for Outlook is not seen elsewhere and
 * goes too; and attributes that a tag has twice, of which the first counts.
 */
function passedOver(source: string): string[] {
  const found = new Set<string>();
  let names = new Set<string>();
  const parser = new Parser({
    oncomment(text) {
      const condition = /^\s*(\[if [^\]]{1,60}\])/i.exec(text)?.[1];
      found.add(condition ? `<!--${condition}>` : '<!-- -->');
    },
    onprocessinginstruction(name) {
      if (name !== '!doctype') found.add(`<${name}>`);
    },
    onopentagname(tag) {
      names = new Set();
      if (!KNOWN.has(tag)) names.add('');
    },
    onattribute(name) {
      // Of an element that goes, its name says it all.
      if (names.has('')) return;
      if (names.has(name)) found.add(name);
      names.add(name);
    },
  });
  parser.end(source);
  return [...found];
}

/** The title of a page, on one line; empty where it has none. */
export function titleOf(source: string): string {
  const { html, restore } = shelter(source);
  let inside = false;
  let title = '';
  const parser = new Parser({
    onopentagname: (name) => {
      inside = name === 'title' && title === '';
    },
    ontext: (text) => {
      if (inside) title += text;
    },
    onclosetag: () => {
      inside = false;
    },
  });
  parser.end(html);
  return restore(title.replaceAll(/\s+/g, ' ').trim());
}
