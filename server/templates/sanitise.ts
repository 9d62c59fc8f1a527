import { Parser } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { forbiddenIn } from '../../lib/core/library/forbidden.ts';
import { compile } from '../../lib/core/template/compile.ts';
import { TemplateError } from '../../lib/core/template/error.ts';

const TAGS =
  'a abbr address b big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins li main mark ol p pre q s section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  );
const EVERYWHERE = ['align', 'bgcolor', 'dir', 'lang', 'role', 'style', 'title', 'valign', 'width', 'height'];
const TABLE = ['border', 'cellpadding', 'cellspacing', 'colspan', 'rowspan', 'scope', 'background'];

/** HTML made elsewhere, as a template may hold it. */
export interface Sanitised {
  html: string;
  /** What was taken out, each once and as it is shown to people: `<script>`, `onclick`, `<!--[if mso]>`. */
  removed: string[];
}

/**
 * Keeps what a mail may show and the expressions of a template; takes out what acts, and whatever is unknown.
 *
 * @throws {TemplateError} naming the place where elements are nested too deeply
 */
export function sanitise(source: string): Sanitised {
  const removed = [...forbiddenIn(source), ...commentsIn(source)];
  const html = sanitizeHtml(source, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': EVERYWHERE,
      a: ['href', 'name', 'target'],
      img: ['src', 'alt', 'border', 'hspace', 'vspace'],
      font: ['color', 'face', 'size'],
      ol: ['start', 'type'],
      ...Object.fromEntries(['table', 'td', 'th', 'tr', 'col'].map((tag) => [tag, TABLE])),
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms'],
    allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'background'],
    // Their contents go with them.
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template'],
    // Styles are judged as a whole by `forbiddenIn`; taken apart they would lose the expressions in them.
    parseStyleAttributes: false,
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: harmless(tagName, attribs) }) },
  });
  return { html: html.trim(), removed };
}

/** Kinds of comments: what stands in one for Outlook is not seen elsewhere, and goes too. */
function commentsIn(source: string): string[] {
  const found = new Set<string>();
  const note = (text: string): void => {
    const condition = /^\s*(\[if [^\]]{1,60}\])/i.exec(text)?.[1];
    found.add(condition ? `<!--${condition}>` : '<!-- -->');
  };
  new Parser({ oncomment: note }).end(source);
  return [...found];
}

/** Attributes without those that `forbiddenIn` names, so that what was sanitised is never refused. */
function harmless(tag: string, attributes: Record<string, string>): Record<string, string> {
  const kept = Object.entries(attributes).filter(([name, value]) => {
    const quoted = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return isHarmless(`<${TAGS.includes(tag) ? tag : 'p'} ${name}="${quoted}">`);
  });
  return Object.fromEntries(kept);
}

/** As it is written, and as it can be printed: a block in it may hide what acts. */
function isHarmless(open: string): boolean {
  try {
    return forbiddenIn(open).length === 0 && compile(open, { kind: 'html' }).acting.length === 0;
  } catch (error) {
    // That it cannot be read is said of the template as a whole.
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

/** The title of a page, on one line; empty where it has none. */
export function titleOf(source: string): string {
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
  parser.end(source);
  return title.replaceAll(/\s+/g, ' ').trim();
}
