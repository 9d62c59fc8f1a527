import type { Mark, Node as PmNode } from '@tiptap/pm/model';
import { type EditorState, NodeSelection } from '@tiptap/pm/state';
import { attributeOf, withAttribute } from '../../../lib/core/editor/open-tag.ts';
import { type Change, nodeType } from './lines.ts';

/** The link that the cursor is in or that begins the selection. */
export function linkAt(state: EditorState): { href: string } | null {
  const mark = linkMark(state);
  return mark ? { href: attributeOf(mark.attrs.open ?? '', 'href') ?? '' } : null;
}

function linkMark({ doc, selection, schema }: EditorState): Mark | null {
  const type = schema.marks.link;
  if (!type) return null;
  const { $from, from, to, empty } = selection;
  if (empty) return type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []) ?? null;
  let found: Mark | null = null;
  doc.nodesBetween(from, to, (node) => {
    found ??= type.isInSet(node.marks) ?? null;
  });
  return found;
}

/** Makes a link of the selection, or changes the one the cursor is in; its other attributes stay. Null takes it away. */
export const setLink =
  (href: string | null, text = ''): Change =>
  (state) => {
    const type = state.schema.marks.link;
    if (!type) return null;
    const { tr, selection } = state;
    const present = linkMark(state);
    const range = present ? rangeOf(state, present) : { from: selection.from, to: selection.to };
    if (present) tr.removeMark(range.from, range.to, type);
    if (href === null) return tr;
    const open = withAttribute(present?.attrs.open ?? '<a>', 'href', href);
    const mark = type.create({ open, depth: present?.attrs.depth ?? null });
    if (range.from !== range.to) return tr.addMark(range.from, range.to, mark);
    return tr.replaceSelectionWith(state.schema.text(text || href, [mark]), false);
  };

/** Puts a link where the cursor is, in place of nothing: words that are selected become the link and stay. */
export const insertLink =
  (href: string, words: string): Change =>
  (state) => {
    const type = state.schema.marks.link;
    if (!type) return null;
    const { tr, selection, schema } = state;
    if (!selection.empty && !(selection instanceof NodeSelection)) return setLink(href)(state);
    const mark = type.create({ open: withAttribute('<a>', 'href', href), depth: null });
    // After a link that the cursor is in, which keeps its own words.
    const present = linkMark(state);
    const at = present ? rangeOf(state, present).to : selection.to;
    return tr.insert(at, schema.text(words, [mark])).scrollIntoView();
  };

/** All of a link around the cursor, in its line. */
function rangeOf({ doc, selection: { $from } }: EditorState, mark: Mark): { from: number; to: number } {
  const start = $from.start();
  let range: { from: number; to: number } | null = null;
  let isClosed = false;
  $from.parent.forEach((node, offset) => {
    const at = start + offset;
    if (isClosed) return;
    if (mark.isInSet(node.marks)) range = { from: range?.from ?? at, to: at + node.nodeSize };
    else if (range && range.to >= $from.pos) isClosed = true;
    else range = null;
  });
  return range ?? { from: $from.pos, to: Math.min($from.pos, doc.content.size) };
}

/** Colours the selected text; null takes a colour away that was given in this way. */
export const setColour =
  (colour: string | null): Change =>
  (state) => {
    const type = state.schema.marks.colour;
    const { from, to, empty } = state.selection;
    if (!type || empty) return null;
    const tr = state.tr.removeMark(from, to, type);
    return colour === null
      ? tr
      : tr.addMark(from, to, type.create({ open: `<span style="color:${colour}">` }));
  };

export interface ImageFacts {
  src: string;
  alt: string;
  width: string;
  height: string;
}

/** The picture that is selected. */
export function imageAt({ selection }: EditorState): ImageFacts | null {
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return null;
  const { open } = selection.node.attrs;
  const of = (name: string): string => attributeOf(open, name) ?? '';
  return { src: of('src'), alt: of('alt'), width: of('width'), height: of('height') };
}

/** Puts a picture at the cursor, or changes the selected one. */
export const setImage =
  (facts: ImageFacts): Change =>
  (state) => {
    const { selection } = state;
    const present: PmNode | null = imageAt(state) ? (selection as NodeSelection).node : null; // as just found
    let open: string = present?.attrs.open ?? '<img style="max-width:100%;height:auto" border="0">';
    for (const name of ['height', 'width', 'alt', 'src'] as const) {
      const value = facts[name].trim();
      // An empty alternative text says that there is nothing to say.
      open = withAttribute(open, name, value === '' && name !== 'alt' ? null : value);
    }
    if (present) return state.tr.setNodeMarkup(selection.from, null, { ...present.attrs, open });
    return state.tr.replaceSelectionWith(nodeType(state, 'image').create({ open }), true);
  };
