import { compile } from '../template/compile.ts';
import { TemplateError } from '../template/error.ts';
import { findExpressions } from './expressions.ts';
import { type HtmlElement, type HtmlNode, readTree } from './html-tree.ts';
import { joinFields } from './join-fields.ts';
import { attributeOf, attributesOf, withAttribute } from './open-tag.ts';

/**
 * HTML from the clipboard as a mail can hold it: without the office's own tags, classes and styles, without what acts,
 * and with lists as lists. From Word, Outlook, Gmail and web pages. Fields stay as they are written.
 */
export function cleanPaste(pasted: string): string {
  const source = joinFields(fragmentOf(pasted));
  const tree = readTree(source);
  if (!tree) return encodeText(source.replaceAll(/<[^>]*>/g, ' '));
  return cleanNodes({ source, isPre: false }, tree)
    .replaceAll(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : blanks))
    .trim();
}

/** How many pictures of what is pasted are files on the writer's disk, as Word names them, and so are left out. */
export function countPicturesLeftOut(pasted: string): number {
  return fragmentOf(pasted).match(/<img\b[^<>]*?\ssrc\s*=\s*["']?file:/gi)?.length ?? 0;
}

/** What is cleaned, and whether its lines and blanks stand as they are written. */
interface Pasted {
  source: string;
  isPre: boolean;
}

/** What was marked, where the clipboard says it; a program puts a whole page around it. */
function fragmentOf(pasted: string): string {
  const start = pasted.indexOf(startMark);
  const end = pasted.lastIndexOf('<!--EndFragment-->');
  if (start >= 0 && end > start)
    return withTable(pasted.slice(0, start), pasted.slice(start + startMark.length, end));
  const body = pasted.search(/<body\b/i);
  const inside = body < 0 ? -1 : pasted.indexOf('>', body);
  if (inside < 0) return pasted;
  const rest = pasted.slice(inside + 1);
  const stop = rest.search(/<\/body>/i);
  return stop < 0 ? rest : rest.slice(0, stop);
}
/** Excel sets the mark inside its table, before the first row: the rows get the table that was opened in front of them. */
function withTable(before: string, fragment: string): string {
  if (!/^(?:\s|<col\b[^>]*>|<\/?colgroup\b[^>]*>)*<(?:tr|tbody|thead)\b/i.test(fragment)) return fragment;
  const at = before.toLowerCase().lastIndexOf('<table');
  const open = at < 0 ? '' : (/^<table\b[^>]*>/i.exec(before.slice(at))?.[0] ?? '');
  const rows = `${open || '<table>'}${fragment}`;
  return /<\/table\s*>$/i.test(fragment.trimEnd()) ? rows : `${rows}</table>`;
}
const startMark = '<!--StartFragment-->';

const gone = new Set(
  'script style head title meta link xml iframe object embed form input button select textarea svg math noscript template base'.split(
    ' ',
  ),
);
/** What a mail says with tags; of all others only the content stays. */
const kept = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tfoot tr td th a b strong i em u s strike del sub sup br hr img div'.split(
    ' ',
  ),
);

function cleanNodes(pasted: Pasted, nodes: readonly HtmlNode[]): string {
  let html = '';
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (!node) break;
    const items = wordItems(pasted.source, nodes, at);
    if (items.length > 0) {
      html += writeList(pasted.source, items);
      at = items.at(-1)?.index ?? at;
    } else if (node.type === 'text') html += cleanText(pasted, node);
    else if (node.type === 'element') html += cleanElement(pasted, node);
  }
  return html;
}

/** A `<` that begins no tag would begin one with what follows a tag that is left out. */
function cleanText({ source, isPre }: Pasted, { start, end }: HtmlNode): string {
  const text = source.slice(start, end);
  let html = '';
  let at = 0;
  const plain = (to: number): void => {
    const piece = text.slice(at, to).replaceAll('<', '&lt;');
    html += isPre ? withLines(piece) : piece;
  };
  for (const field of findExpressions(text)) {
    plain(field.start);
    html += text.slice(field.start, field.end);
    at = field.end;
  }
  plain(text.length);
  return html;
}

function withLines(text: string): string {
  return text
    .replaceAll('\t', '    ')
    .replaceAll(/ {2,}/g, (blanks) => '&nbsp;'.repeat(blanks.length - 1).concat(' '))
    .replaceAll(/\r\n?|\n/g, '<br>');
}

function cleanElement(pasted: Pasted, node: HtmlElement): string {
  const { name } = node;
  if (gone.has(name) || name.includes(':')) return name === 'o:p' ? cleanNodes(pasted, node.children) : '';
  const open = pasted.source.slice(node.start, node.openEnd);
  if (name === 'pre') return cleanPre(pasted, node);
  const inside = cleanNodes(pasted, node.children);
  // Google Docs wraps everything in a bold element that is not bold.
  const isFalseBold = name === 'b' && /font-weight:\s*(?:normal|400)/i.test(open);
  if (!kept.has(name) || isFalseBold)
    return name === 'span' || name === 'font' ? styled(open, inside) : inside;
  if (name === 'img') return cleanImage(open);
  if (name === 'br' || name === 'hr') return `<${name}>`;
  if (name === 'div' && holdsBlocks(inside)) return inside;
  if (name === 'p' && isEmptyLine(inside)) return '';
  const tag = cleanTag(name, open);
  return tag === '<a>' ? inside : `${tag}${inside}</${name}>`;
}

function holdsBlocks(inside: string): boolean {
  return /<(?:p|div|ul|ol|table|h[1-6]|blockquote)[\s>]/.test(inside);
}

/** Its lines as lines of a paragraph. The first line break only ends its tag, the last only its last line. */
function cleanPre({ source }: Pasted, node: HtmlElement): string {
  const lines = cleanNodes({ source, isPre: true }, node.children).replace(/^<br>|<br>$/g, '');
  return holdsBlocks(lines) ? lines : `<p>${lines}</p>`;
}

/** Word makes the distance between paragraphs of empty ones. */
function isEmptyLine(inside: string): boolean {
  return /^(?:\s|&nbsp;|\u00a0|<br>)*$/.test(inside);
}

/** What a span says by its style, said by tags. */
function styled(open: string, inside: string): string {
  const style = attributeOf(open, 'style') ?? '';
  const says = (pattern: RegExp): boolean => pattern.test(style);
  if (isEmptyLine(inside)) return inside;
  let html = inside;
  if (says(/font-weight:\s*(?:bold|[6-9]00)/i)) html = `<strong>${html}</strong>`;
  if (says(/font-style:\s*italic/i)) html = `<em>${html}</em>`;
  if (says(/text-decoration[^;]*underline/i)) html = `<u>${html}</u>`;
  return html;
}

const attributesKept: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  td: ['colspan', 'rowspan', 'align', 'valign', 'width'],
  th: ['colspan', 'rowspan', 'align', 'valign', 'width'],
  table: ['width', 'border', 'cellpadding', 'cellspacing'],
  ol: ['start', 'type'],
};
const everywhere = ['dir', 'lang', 'align'];

function cleanTag(name: string, open: string): string {
  const wanted = [...(attributesKept[name] ?? []), ...(name === 'a' ? [] : everywhere)];
  const style = attributeOf(open, 'style') ?? '';
  const align = /text-align:\s*(center|right|justify)/i.exec(style)?.[1];
  let tag = `<${name}>`;
  for (const attribute of attributesOf(open)) {
    if (!wanted.includes(attribute.name) || (attribute.name === 'href' && !isAddress(attribute.value)))
      continue;
    tag = withAttribute(tag, attribute.name, attribute.value);
  }
  return align && name !== 'a' ? withAttribute(tag, 'style', `text-align:${align.toLowerCase()}`) : tag;
}

/** Pictures out of a document are files on somebody's disk, which no recipient has. */
function cleanImage(open: string): string {
  const src = attributeOf(open, 'src') ?? '';
  if (!/^https?:\/\//i.test(src)) return '';
  let tag = withAttribute('<img>', 'src', src);
  for (const name of ['alt', 'width', 'height']) {
    const value = attributeOf(open, name);
    if (value !== null) tag = withAttribute(tag, name, value);
  }
  return tag;
}

function isAddress(href: string): boolean {
  const address = href.trim();
  return /^(?:https?:|mailto:|tel:|sms:)/i.test(address) || isAddressOfFields(address);
}

/** One that begins with a field: whatever it prints, it must not act. */
function isAddressOfFields(address: string): boolean {
  if (!/^(?:\{\{|\[\[)/.test(address)) return false;
  try {
    return compile(withAttribute('<a>', 'href', address), { kind: 'html' }).acting.length === 0;
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

interface WordItem {
  /** Place among the nodes. */
  index: number;
  element: HtmlElement;
  list: string;
  /** From 1. */
  level: number;
}

/** Word writes list items as paragraphs with `mso-list` in their style; those that follow one another are a list. */
function wordItems(source: string, nodes: readonly HtmlNode[], from: number): WordItem[] {
  const items: WordItem[] = [];
  for (let index = from; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (!node) break;
    if (node.type === 'text' && items.length > 0 && source.slice(node.start, node.end).trim() === '')
      continue;
    const item = node.type === 'element' ? wordItem(source, node, index) : null;
    if (!item || (items[0] && items[0].list !== item.list)) break;
    items.push(item);
  }
  return items;
}

function wordItem(source: string, element: HtmlElement, index: number): WordItem | null {
  if (element.name !== 'p') return null;
  const open = source.slice(element.start, element.openEnd);
  const [, list, level] = /mso-list:\s*l(\d+)\s+level(\d+)/i.exec(open) ?? [];
  return list === undefined ? null : { index, element, list, level: Number(level) };
}

function writeList(source: string, items: readonly WordItem[]): string {
  const [first] = items;
  if (!first) return '';
  const { text, isNumbered } = readItem(source, first.element);
  const name = isNumbered ? 'ol' : 'ul';
  let html = '';
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (!item) break;
    const deeper = items.slice(at + 1).findIndex(({ level }) => level <= first.level);
    const inner = items.slice(at + 1, deeper < 0 ? undefined : at + 1 + deeper);
    html += `<li>${item === first ? text : readItem(source, item.element).text}${writeList(source, inner)}</li>`;
    at += 1 + inner.length;
  }
  return `<${name}>${html}</${name}>`;
}

/** The text of an item without its bullet, which stands in a part that is marked to be ignored. */
function readItem(source: string, element: HtmlElement): { text: string; isNumbered: boolean } {
  const bullet = findIgnored(source, element.children);
  const mark = bullet ? plainText(source.slice(bullet.start, bullet.end)) : '';
  const html = bullet
    ? source.slice(element.openEnd, bullet.start) + source.slice(bullet.end, element.closeStart)
    : source.slice(element.openEnd, element.closeStart);
  const inside = html.replaceAll(/<!--?\[if !supportLists\](?:--)?>|<!--?\[endif\](?:--)?>/g, '');
  const tree = readTree(inside);
  return {
    text: (tree ? cleanNodes({ source: inside, isPre: false }, tree) : plainText(inside)).trim(),
    isNumbered: /^[\da-z]{1,4}[.)]/i.test(mark),
  };
}

function findIgnored(source: string, nodes: readonly HtmlNode[]): HtmlElement | null {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    if (/mso-list:\s*ignore/i.test(source.slice(node.start, node.openEnd))) return node;
    const inner = findIgnored(source, node.children);
    if (inner) return inner;
  }
  return null;
}

function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&nbsp;|\s+/g, ' ')
    .trim();
}

/** A text from the clipboard: a paragraph for each line. */
export function textToHtml(text: string): string {
  return text
    .replace(/\s+$/, '')
    .split(/(?:\r?\n){2,}/)
    .map((block) => `<p>${block.split(/\r?\n/).map(encodeText).join('<br>')}</p>`)
    .join('');
}

function encodeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
