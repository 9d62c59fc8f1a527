import { type DocMark, type DocNode, defaultTags, markTypes, rawTypes, textTypes } from './doc.ts';
import { tagName } from './open-tag.ts';

/** The HTML of an edited mail. What nobody has changed is as it was written. */
export function writeDoc(doc: DocNode): string {
  return writeBlocks(doc.content ?? []) + (doc.attrs?.after ?? '');
}

export function writeBlocks(nodes: readonly DocNode[]): string {
  return nodes.map((node, index) => writeBlock(node, nodes[index - 1])).join('');
}

function writeBlock(node: DocNode, previous: DocNode | undefined): string {
  const { before = '', after = '' } = node.attrs ?? {};
  if (rawTypes.has(node.type)) return before + (node.attrs?.source ?? '');
  // Lines without tags of their own would run together.
  const joint = isBare(node) && previous && isBare(previous) ? '<br>' : '';
  const open = openTag(node);
  if (node.type === 'rule') return before + open;
  const inside = textTypes.has(node.type) ? writeText(node) : writeBlocks(node.content ?? []);
  return before + joint + open + inside + after + closeTag(node, open);
}

/** What stands in front of a node's content: blanks and its tag. */
export function writeStart(node: DocNode): string {
  return (node.attrs?.before ?? '') + openTag(node);
}

function isBare({ type, attrs }: DocNode): boolean {
  return type === 'paragraph' && attrs?.open === '';
}

function openTag(node: DocNode): string {
  const { open, level = 1 } = node.attrs ?? {};
  if (typeof open === 'string') return open;
  return node.type === 'heading' ? `<h${level}>` : (defaultTags[node.type] ?? '');
}

function closeTag(node: DocNode, open: string): string {
  const { close } = node.attrs ?? {};
  if (typeof close === 'string') return close;
  return open === '' ? '' : `</${tagName(open)}>`;
}

/** As it was written where nobody has changed it; an empty line that was made here keeps its height. */
function writeText(node: DocNode): string {
  const { source = null, read = null } = node.attrs ?? {};
  const written = writeInline(node.content ?? []);
  if (source !== null && written === read) return source;
  return written === '' && node.attrs?.open !== '' ? '<br>' : written;
}

/** The content of a paragraph: text, fields and images in the tags of their marks. */
export function writeInline(nodes: readonly DocNode[]): string {
  let html = '';
  let open: DocMark[] = [];
  for (const node of nodes) {
    const marks = inOrder(node.marks ?? []);
    const kept = commonLength(open, marks);
    html += closeMarks(open.slice(kept)) + marks.slice(kept).map(openMark).join('');
    html += writeLeaf(node, html);
    open = marks;
  }
  return html + closeMarks(open);
}

function writeLeaf(node: DocNode, before: string): string {
  if (node.type === 'text') return encodeText(node.text ?? '', before === '' || before.endsWith('<br>'));
  if (node.type === 'field' || node.type === 'inlineRaw') return node.attrs?.source ?? '';
  return openTag(node);
}

/** Blanks that HTML would swallow are written so that they stay. */
function encodeText(text: string, isFirst: boolean): string {
  const kept = text.replaceAll(/ {2,}/g, (blanks) => '\u00a0'.repeat(blanks.length - 1).concat(' '));
  const whole = isFirst ? kept.replace(/^ /, '\u00a0') : kept;
  return whole
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00a0', '&nbsp;');
}

function inOrder(marks: readonly DocMark[]): DocMark[] {
  const place = ({ type, attrs }: DocMark): number => attrs.depth ?? 1000 + markTypes.indexOf(type);
  return [...marks].sort((a, b) => place(a) - place(b));
}

function commonLength(a: readonly DocMark[], b: readonly DocMark[]): number {
  const differ = a.findIndex((mark, index) => {
    const other = b[index];
    return !other || mark.type !== other.type || openMark(mark) !== openMark(other);
  });
  return differ < 0 ? a.length : differ;
}

function openMark({ type, attrs }: DocMark): string {
  return attrs.open ?? defaultTags[type] ?? '';
}

function closeMarks(marks: readonly DocMark[]): string {
  return [...marks]
    .reverse()
    .map((mark) => `</${tagName(openMark(mark))}>`)
    .join('');
}
