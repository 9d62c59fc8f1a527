import type { Attrs, NodeType, Node as PmNode } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import {
  attributeOf,
  renamed,
  styleOf,
  withAttribute,
  withStyle,
} from '../../../lib/core/editor/open-tag.ts';

/** A change of the document; null where it does not apply here. */
export type Change = (state: EditorState) => Transaction | null;

export type Alignment = 'left' | 'center' | 'right' | 'justify';

/** Makes the chosen lines paragraphs (0) or headings; how they look otherwise stays. */
export const setLevel =
  (level: number): Change =>
  (state) =>
    changeLines(state, (node) => ({
      type: nodeType(state, level === 0 ? 'paragraph' : 'heading'),
      attrs: {
        ...node.attrs,
        ...(level > 0 && { level }),
        open: renamed(node.attrs.open ?? '', level === 0 ? 'p' : `h${level}`),
        close: null,
      },
    }));

/** Aligns the chosen lines. A line without a tag gets one. */
export const align =
  (to: Alignment | null): Change =>
  (state) =>
    changeLines(state, (node) => {
      const tag = node.attrs.open || (node.type.name === 'heading' ? `<h${node.attrs.level}>` : '<p>');
      const open = node.attrs.open === '' ? '<div>' : tag;
      return {
        type: node.type,
        attrs: {
          ...node.attrs,
          open: withStyle(withAttribute(open, 'align', null), 'text-align', to),
          close: null,
        },
      };
    });

/** How a line is aligned; null where it says nothing. */
export function alignmentOf(node: PmNode): string | null {
  const open = node.attrs.open ?? '';
  return styleOf(open, 'text-align') ?? attributeOf(open, 'align');
}

function changeLines(
  state: EditorState,
  change: (node: PmNode) => { type: NodeType; attrs: Attrs },
): Transaction | null {
  const { tr, selection } = state;
  state.doc.nodesBetween(selection.from, selection.to, (node, pos) => {
    if (!node.isTextblock) return true;
    const { type, attrs } = change(node);
    tr.setNodeMarkup(pos, type, attrs);
    return false;
  });
  return tr.docChanged ? tr : null;
}

/**
 * Enter: the new line is of the same kind; after a heading, and in an empty line of a list or a quote, it is a plain one.
 */
export const splitLine: Change = (state) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!parent.isTextblock) return null;
  const { tr } = state;
  if (!empty) tr.deleteSelection();
  const item = $from.node(-1);
  const isHeadingEnd = parent.type.name === 'heading' && $from.parentOffset === parent.content.size;
  const line = isHeadingEnd
    ? { type: nodeType(state, 'paragraph'), attrs: { before: parent.attrs.before } }
    : { type: parent.type, attrs: { ...parent.attrs, source: null, read: null } };
  const isItem = item.type.name === 'item';
  if (isItem && parent.content.size === 0) return null;
  const types = isItem ? [{ type: item.type, attrs: item.attrs }, line] : [line];
  return tr.split(tr.mapping.map($from.pos), types.length, types).scrollIntoView();
};

export function nodeType(state: EditorState, name: string): NodeType {
  const type = state.schema.nodes[name];
  if (!type) throw new Error(`expected a node ${name} in the schema`);
  return type;
}
