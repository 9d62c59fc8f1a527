import { Editor, Extension, getSchema, InputRule } from '@tiptap/core';
import { Dropcursor, Gapcursor, UndoRedo } from '@tiptap/extensions';
import { closeHistory } from '@tiptap/pm/history';
import type { EditorView } from '@tiptap/pm/view';
import type { DocNode } from '../../../lib/core/editor/doc.ts';
import { readDoc, wholeIsland } from '../../../lib/core/editor/read.ts';
import { writeDoc } from '../../../lib/core/editor/write.ts';
import { clipboardEvents, clipboardSerializer } from './clipboard.ts';
import { type EditSource, islandView } from './island-view.ts';
import { type Change, splitLine } from './lines.ts';
import { indent, outdent } from './lists.ts';
import { marks } from './marks.ts';
import { nodes } from './nodes.ts';
import { goToCell } from './tables.ts';

interface RichEditorOptions {
  /** Where it is drawn; without one there is no view, which tests of the document need not have. */
  element: HTMLElement | null;
  html: string;
  label: string;
  editSource: EditSource;
  /** Asked for by a key. */
  onLink(): void;
  onChange(html: string): void;
  /** The selection or the text is another one. */
  onState(): void;
  /** Something was pasted or dropped; so many of its pictures were left out, as files on the writer's disk. */
  onTaken(picturesLeftOut: number): void;
}

/** TipTap with the nodes of a mail. What is not touched is written as it was read, byte for byte. */
export function makeRichEditor(options: RichEditorOptions): Editor {
  const { element, html, label, editSource, onChange, onState, onTaken } = options;
  return new Editor({
    element,
    injectCSS: false,
    extensions: [
      ...nodes.map((node) =>
        node.name === 'island' ? node.extend({ addNodeView: () => islandView(editSource) }) : node,
      ),
      ...marks,
      keysOf(options),
      fieldRule,
      UndoRedo,
      Gapcursor,
      Dropcursor,
    ],
    content: fittingDoc(html),
    editorProps: {
      attributes: {
        'aria-label': label,
        role: 'textbox',
        'aria-multiline': 'true',
        class: 'rich',
        dir: 'auto',
      },
      clipboardSerializer: clipboardSerializer as never, // all of a serialiser that the view asks for
      handleDOMEvents: { ...clipboardEvents(onTaken), keydown: hearSelection },
    },
    onUpdate: ({ editor }) => onChange(htmlOf(editor)),
    onTransaction: onState,
  });
}

/**
 * A browser tells of a selection at its next frame, and the view takes it over then. A key that comes sooner, after a
 * double click on a page that was busy, would write at the place before.
 */
function hearSelection({ dom, composing }: EditorView): false {
  if (!composing) dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
  return false;
}

const mailSchema = getSchema([...nodes, ...marks]);

/** What would not fit the schema would be put in order unasked; it is then written by its source. */
function fittingDoc(html: string): DocNode {
  const doc = readDoc(html);
  try {
    mailSchema.nodeFromJSON(doc).check();
    return doc;
  } catch (error) {
    if (error instanceof RangeError) return wholeIsland(html);
    throw error;
  }
}

/** The whole mail as it would be saved now. */
export function htmlOf(editor: Editor): string {
  // The JSON of our schema.
  return writeDoc(editor.getJSON() as DocNode);
}

/** Another text in the place of all of it, as one step that Undo takes back like any other. Nobody is told of it. */
export function takeOver(editor: Editor, html: string): void {
  const { schema, state } = editor;
  const next = schema.nodeFromJSON(fittingDoc(html));
  const tr = state.tr.replaceWith(0, state.doc.content.size, next.content);
  for (const [name, value] of Object.entries(next.attrs)) tr.setDocAttribute(name, value);
  editor.view.dispatch(closeHistory(tr).setMeta('preventUpdate', true));
}

/** Does a change, where it applies. */
export function apply(editor: Editor, change: Change): boolean {
  const tr = change(editor.state);
  if (!tr) return false;
  editor.view.dispatch(tr);
  return true;
}

function keysOf({ onLink }: RichEditorOptions) {
  return Extension.create({
    name: 'mailKeys',
    priority: 1000,
    addKeyboardShortcuts() {
      const { editor } = this;
      return {
        Enter: () => apply(editor, splitLine) || apply(editor, outdent),
        'Shift-Enter': () => editor.commands.insertContent({ type: 'hardBreak' }),
        Tab: () => apply(editor, goToCell(1)) || apply(editor, indent),
        'Shift-Tab': () => apply(editor, goToCell(-1)) || apply(editor, outdent),
        'Mod-k': () => {
          onLink();
          return true;
        },
      };
    },
  });
}

/** A field that is typed becomes one as its last brace is. */
const fieldRule = Extension.create({
  name: 'typedFields',
  addInputRules() {
    const { schema } = this.editor;
    return [
      new InputRule({
        find: /(?:\{\{[^{}\n]+\}\}|\[\[[\p{L}_][\p{L}\p{N}_.]*\]\])$/u,
        handler: ({ state, range, match }) => {
          const type = schema.nodes.field;
          if (type) state.tr.replaceWith(range.from, range.to, type.create({ source: match[0] }));
        },
      }),
    ];
  },
});
