import type { NodeRange, Node as PmNode } from '@tiptap/pm/model';
import { liftListItem, sinkListItem } from '@tiptap/pm/schema-list';
import { type EditorState, type Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { renamed, tagName } from '../../../lib/core/editor/open-tag.ts';
import { type Change, nodeType } from './lines.ts';

/** Makes items of the chosen lines; of items of another kind this kind; and lines again of items of this kind. */
export const toggleList =
  (tag: 'ul' | 'ol'): Change =>
  (state) => {
    const list = listAround(state);
    if (!list) return wrapLines(state, tag);
    const open: string = list.node.attrs.open ?? '<ul>';
    if (open.toLowerCase().startsWith(`<${tag}`)) return outdent(state);
    const attrs = { ...list.node.attrs, open: renamed(open, tag), close: null };
    return state.tr.setNodeMarkup(list.pos, null, attrs);
  };

/** The list that the cursor is in. */
export function listAround({ selection }: EditorState): { node: PmNode; pos: number } | null {
  return listIn(selection);
}

function listIn({ $from }: Selection): { node: PmNode; pos: number } | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === 'list') return { node, pos: $from.before(depth) };
    if (node.type.name === 'cell') return null;
  }
  return null;
}

function wrapLines(state: EditorState, tag: string): Transaction | null {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (!range) return null;
  const lines = blocksOf(range);
  if (!lines.every((line) => line.isTextblock)) return null;
  // The text of an item needs no paragraph of its own.
  const bare = { open: '', close: '', source: null, read: null, before: '' };
  const items = lines.map((line) =>
    nodeType(state, 'item').create(null, nodeType(state, 'paragraph').create(bare, line.content)),
  );
  const list = nodeType(state, 'list').create({ open: `<${tag}>` }, items);
  const tr = state.tr.replaceWith(range.start, range.end, list);
  return tr.setSelection(near(tr, range.start + 3 + $from.parentOffset));
}

function blocksOf({ parent, startIndex, endIndex }: NodeRange): PmNode[] {
  return Array.from({ length: endIndex - startIndex }, (_, index) => parent.child(startIndex + index));
}

function near(tr: Transaction, pos: number): Selection {
  return TextSelection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)));
}

/** One level up; out of the list from the first, where the line needs a tag again. */
export const outdent: Change = (state) => {
  const lifted = run(liftListItem(nodeType(state, 'item')), state);
  return lifted && dressLines(lifted);
};

/** One level down. A list that is made for it has bullets or numbers as the one around it. */
export const indent: Change = (state) => {
  const around = listAround(state);
  const tr = run(sinkListItem(nodeType(state, 'item')), state);
  const made = tr && listIn(tr.selection);
  if (!tr || !made || made.node.attrs.open !== null) return tr;
  return tr.setNodeAttribute(made.pos, 'open', `<${tagName(around?.node.attrs.open ?? '<ul>')}>`);
};

function dressLines(tr: Transaction): Transaction {
  const { from, to } = tr.selection;
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    const isOut = !['item', 'cell'].includes(parent?.type.name ?? '');
    if (node.type.name === 'paragraph' && node.attrs.open === '' && isOut)
      tr.setNodeMarkup(pos, null, { ...node.attrs, open: null, close: null });
    return !node.isTextblock;
  });
  return tr;
}

/** Puts the chosen lines in a quotation, or takes them out of it. */
export const toggleQuote: Change = (state) => {
  const { $from, $to } = state.selection;
  const quote = nodeType(state, 'quote');
  const around = $from.blockRange($to, (node) => node.type === quote);
  if (around && $from.node(around.depth).type === quote) {
    const { parent } = around;
    const start = $from.before(around.depth);
    return state.tr.replaceWith(start, start + parent.nodeSize, parent.content);
  }
  const range = $from.blockRange($to);
  if (!range) return null;
  return state.tr.replaceWith(range.start, range.end, quote.create(null, blocksOf(range)));
};

function run(
  command: (state: EditorState, dispatch: (tr: Transaction) => void) => boolean,
  state: EditorState,
): Transaction | null {
  let made: Transaction | null = null;
  command(state, (tr) => {
    made = tr;
  });
  return made;
}
