/**
 * A mail as the editor holds it: JSON of its ProseMirror document. Every node keeps what it was written with, so that
 * what nobody has changed is written again byte for byte:
 *
 * - `before`: blanks in front of it
 * - `open`, `close`: its tags as written; null: those of its kind; empty: it has none
 * - `after`: blanks in front of its end tag
 * - `source`, `read`: of a node that holds text, how its content was written, and how we would have written it; null
 *   where that is the same. As long as we would still write it so, nobody has changed it
 */
export interface DocNode {
  type: string;
  attrs?: DocAttributes;
  content?: DocNode[];
  marks?: DocMark[];
  text?: string;
}

export interface DocMark {
  type: MarkType;
  attrs: DocAttributes;
}

export interface DocAttributes {
  before?: string;
  open?: string | null;
  close?: string | null;
  after?: string;
  source?: string | null;
  read?: string | null;
  /** Of marks: how deep the tag stood; null for one that was added in the editor, which goes inside the others. */
  depth?: number | null;
  level?: number;
}

export const markTypes = ['link', 'bold', 'italic', 'underline', 'strike', 'colour', 'inline'] as const;
export type MarkType = (typeof markTypes)[number];

/** Elements that mark a text, and the kind of mark they are; of the others nothing is known but their tag. */
export const markOf: Readonly<Record<string, MarkType>> = {
  a: 'link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  ...Object.fromEntries(
    'ins span font sup sub small big code mark tt abbr cite q kbd var samp time bdi bdo dfn nobr'
      .split(' ')
      .map((name) => [name, 'inline' as const]),
  ),
};

/** Tags of what the editor itself makes. */
export const defaultTags: Readonly<Record<string, string>> = {
  paragraph: '<p>',
  box: '<div>',
  quote: '<blockquote>',
  list: '<ul>',
  item: '<li>',
  table: '<table>',
  section: '<tbody>',
  row: '<tr>',
  cell: '<td>',
  rule: '<hr>',
  hardBreak: '<br>',
  bold: '<strong>',
  italic: '<em>',
  underline: '<u>',
  strike: '<s>',
  colour: '<span>',
  inline: '<span>',
};

/** Nodes that are shown as they were written. */
export const rawTypes: ReadonlySet<string> = new Set(['island', 'itemTag', 'rowTag', 'cellTag']);
export const textTypes: ReadonlySet<string> = new Set(['paragraph', 'heading']);
