import type { Editor } from '@tiptap/core';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { contentLinkWords } from '../../../lib/core/links/content-links.ts';
import { ContentDialog } from '../../content/ContentDialog.tsx';
import { Note } from '../../feedback/Note.tsx';
import { t } from '../../i18n.ts';
import { type FieldChoice, linkOf } from '../fields.ts';
import type { Jump } from '../SourceText.tsx';
import { ImageDialog } from './ImageDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { type Change, nodeType } from './lines.ts';
import { apply, makeRichEditor, takeOver } from './rich-editor.ts';
import { SourceDialog } from './SourceDialog.tsx';
import { showPlace } from './show-place.ts';
import { TableDialog } from './TableDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
import { insertTable } from './tables.ts';
import { imageAt, insertLink, linkAt, setImage, setLink } from './tags.ts';

export interface RichTextProps {
  /** What it begins with. While it is shown its changes are its own; another one is taken over when it is shown again. */
  html: string;
  isShown: boolean;
  label: string;
  choices: readonly FieldChoice[];
  /** A place of the HTML to go to. */
  jump: Jump | null;
  onChange(html: string): void;
}

/** A dialog over the text, and for island sources the way back to whoever asked. */
type Open =
  | { kind: 'link' | 'content' | 'image' | 'table' }
  | { kind: 'source'; source: string; answer(source: string | null): void }
  | null;

/** The mail as it looks, to be written in. */
export default function RichText({ html, isShown, label, choices, jump, onChange }: RichTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [leftOut, setLeftOut] = useState(0);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const written = useRef(html);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    const made = makeRichEditor({
      element: place.current,
      html,
      label,
      editSource: (source) => new Promise((answer) => setOpen({ kind: 'source', source, answer })),
      onLink: () => setOpen({ kind: 'link' }),
      onChange: (next) => {
        written.current = next;
        change.current(next);
      },
      onState: () => redraw(undefined),
      onTaken: setLeftOut,
    });
    setEditor(made);
    return () => made.destroy();
  }, []);
  // A form that is switched off does not switch off a text in it.
  useLayoutEffect(() => {
    const mayWrite = !place.current?.closest('fieldset:disabled');
    if (editor && editor.isEditable !== mayWrite) editor.setEditable(mayWrite, false);
  });
  useLayoutEffect(() => {
    if (!editor || !isShown || written.current === html) return;
    written.current = html;
    takeOver(editor, html);
    // Not on `html`: what is typed here comes back a moment later, when more may stand there.
  }, [editor, isShown]);
  useEffect(() => {
    if (editor && jump) showPlace(editor, jump.offset);
  }, [editor, jump]);
  const close = (): void => {
    setOpen(null);
    editor?.commands.focus();
  };
  const run = (what: Change): void => {
    if (editor) apply(editor, what);
    close();
  };
  return (
    <div class="rich-text">
      {editor && (
        <Toolbar
          editor={editor}
          label={label}
          choices={choices}
          onOpen={(kind) => setOpen({ kind })}
          onInsert={(source) => run(insertChoice(source))}
        />
      )}
      <div role="status">
        {leftOut > 0 && (
          <Note tone="warn" icon="image" title={t('editor.picturesLeftOut', { count: leftOut })}>
            <button type="button" class="button small" onClick={() => setOpen({ kind: 'image' })}>
              {t('editor.image')}
            </button>
            <button type="button" class="button small" onClick={() => setLeftOut(0)}>
              {t('common.dismiss')}
            </button>
          </Note>
        )}
      </div>
      <div ref={place} class="rich-ground" />
      {editor && open && <OpenDialog open={open} editor={editor} onRun={run} onClose={close} />}
    </div>
  );
}

interface OpenDialogProps {
  open: NonNullable<Open>;
  editor: Editor;
  onRun(change: Change): void;
  onClose(): void;
}

function OpenDialog({ open, editor, onRun, onClose }: OpenDialogProps) {
  switch (open.kind) {
    case 'link':
      return (
        <LinkDialog
          href={linkAt(editor.state)?.href ?? null}
          needsText={editor.state.selection.empty && !linkAt(editor.state)}
          onSet={(href, text) => onRun(setLink(href, text))}
          onClose={onClose}
        />
      );
    case 'content':
      return (
        <ContentDialog
          onChoose={({ url, name }) => onRun(insertLink(url, contentLinkWords(name)))}
          onClose={onClose}
        />
      );
    case 'image':
      return (
        <ImageDialog
          image={imageAt(editor.state)}
          onSet={(facts) => onRun(setImage(facts))}
          onClose={onClose}
        />
      );
    case 'table':
      return <TableDialog onSet={(rows, columns) => onRun(insertTable(rows, columns))} onClose={onClose} />;
    case 'source': {
      const answer = (source: string | null): void => {
        open.answer(source);
        onClose();
      };
      return (
        <SourceDialog
          title={t('editor.editSource')}
          source={open.source}
          onSet={answer}
          onClose={() => answer(null)}
        />
      );
    }
  }
}

function insertChoice(source: string): Change {
  const link = linkOf(source);
  return link ? insertLink(link.href, link.words) : insertField(source);
}

function insertField(source: string): Change {
  return (state) => {
    const nodes = source.match(/\{\{[^{}]*\}\}|\[\[[^[\]]*\]\]/g) ?? [source];
    const { tr } = state;
    for (const one of nodes) tr.replaceSelectionWith(nodeType(state, 'field').create({ source: one }), true);
    return tr.scrollIntoView();
  };
}
