import type { Editor } from '@tiptap/core';
import { Icon, type IconName } from '../../Icon.tsx';
import { t } from '../../i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import type { FieldChoice } from '../fields.ts';
import { useToolbarKeys } from '../use-toolbar-keys.ts';
import { align, alignmentOf, type Change, setLevel } from './lines.ts';
import { indent, listAround, outdent, toggleList, toggleQuote } from './lists.ts';
import { apply } from './rich-editor.ts';
import { addColumn, addRow, deleteColumn, deleteRow, deleteTable, placeInTable } from './tables.ts';
import { linkAt, setColour } from './tags.ts';

interface ToolbarProps {
  editor: Editor;
  label: string;
  choices: readonly FieldChoice[];
  onOpen(kind: 'link' | 'content' | 'image' | 'table'): void;
  onInsert(source: string): void;
}

/** What can be done with the text. */
export function Toolbar({ editor, label, choices, onOpen, onInsert }: ToolbarProps) {
  const keys = useToolbarKeys();
  const run = (change: Change) => (): void => {
    apply(editor, change);
    editor.commands.focus();
  };
  const { state } = editor;
  const line = state.selection.$from.parent;
  const at = alignmentOf(line);
  const list = listAround(state)?.node.attrs.open?.toLowerCase() ?? '';
  const isNumbered = list.startsWith('<ol');
  return (
    <div {...keys} class="toolbar" role="toolbar" aria-label={t('editor.tools', { part: label })}>
      <Tool
        icon="undo"
        text={t('editor.undo')}
        off={!editor.can().undo()}
        onClick={() => editor.chain().focus().undo().run()}
      />
      <Tool
        icon="redo"
        text={t('editor.redo')}
        off={!editor.can().redo()}
        onClick={() => editor.chain().focus().redo().run()}
      />
      <LevelChoice
        level={line.type.name === 'heading' ? Number(line.attrs.level) : 0}
        onChoose={(level) => run(setLevel(level))()}
      />
      <Mark editor={editor} name="bold" icon="bold" />
      <Mark editor={editor} name="italic" icon="italic" />
      <Mark editor={editor} name="underline" icon="underline" />
      <Mark editor={editor} name="strike" icon="strike" />
      <ColourChoice onChoose={(colour) => run(setColour(colour))()} />
      <Tool icon="link" text={t('editor.link')} on={linkAt(state) !== null} onClick={() => onOpen('link')} />
      <Tool icon="attachment" text={t('content.add')} onClick={() => onOpen('content')} />
      <Tool
        icon="alignLeft"
        text={t('editor.alignLeft')}
        on={at === 'left'}
        onClick={run(align(at === 'left' ? null : 'left'))}
      />
      <Tool
        icon="alignCenter"
        text={t('editor.alignCenter')}
        on={at === 'center'}
        onClick={run(align(at === 'center' ? null : 'center'))}
      />
      <Tool
        icon="alignRight"
        text={t('editor.alignRight')}
        on={at === 'right'}
        onClick={run(align(at === 'right' ? null : 'right'))}
      />
      <Tool
        icon="list"
        text={t('editor.list')}
        on={list !== '' && !isNumbered}
        onClick={run(toggleList('ul'))}
      />
      <Tool icon="numbers" text={t('editor.numbers')} on={isNumbered} onClick={run(toggleList('ol'))} />
      {list !== '' && <Tool icon="indent" text={t('editor.indent')} onClick={run(indent)} />}
      {list !== '' && <Tool icon="outdent" text={t('editor.outdent')} onClick={run(outdent)} />}
      <Tool icon="quote" text={t('editor.quote')} onClick={run(toggleQuote)} />
      <Tool icon="image" text={t('editor.image')} onClick={() => onOpen('image')} />
      <Tool icon="table" text={t('editor.insertTable')} onClick={() => onOpen('table')} />
      <Tool
        icon="rule"
        text={t('editor.line')}
        onClick={() => editor.chain().focus().insertContent({ type: 'rule' }).run()}
      />
      {placeInTable(state) && <TableTools onRun={(change) => run(change)()} />}
      {choices.length > 0 && <FieldPicker choices={choices} into={label} onInsert={onInsert} />}
    </div>
  );
}

interface ToolProps {
  icon: IconName;
  text: string;
  /** Absent: it is no switch. */
  on?: boolean;
  off?: boolean;
  onClick(): void;
}

function Tool({ icon, text, on, off = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={text}
      title={text}
      aria-pressed={on}
      disabled={off}
      // The selection stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

function Mark({
  editor,
  name,
  icon,
}: {
  editor: Editor;
  name: 'bold' | 'italic' | 'underline' | 'strike';
  icon: IconName;
}) {
  return (
    <Tool
      icon={icon}
      text={t(`editor.${name}`)}
      on={editor.isActive(name)}
      onClick={() => editor.chain().focus().toggleMark(name).run()}
    />
  );
}

function LevelChoice({ level, onChoose }: { level: number; onChoose(level: number): void }) {
  return (
    <select
      class="input"
      aria-label={t('editor.kind')}
      value={String(level)}
      onChange={(event) => onChoose(Number(event.currentTarget.value))}
    >
      <option value="0">{t('editor.paragraph')}</option>
      {[1, 2, 3, 4, 5, 6].slice(0, Math.max(3, level)).map((each) => (
        <option key={each} value={String(each)}>
          {t('editor.heading', { level: each })}
        </option>
      ))}
    </select>
  );
}

/** Dark enough on white, and light enough on the grounds that dark mail programs have. */
const colours = {
  red: '#c5221f',
  orange: '#b06000',
  green: '#188038',
  blue: '#1a73e8',
  purple: '#8430ce',
  grey: '#5f6368',
} as const;
type Colour = keyof typeof colours;
const colourNames = Object.keys(colours) as Colour[]; // its own keys

function ColourChoice({ onChoose }: { onChoose(colour: string | null): void }) {
  return (
    <select
      class="input"
      aria-label={t('editor.colour')}
      value=""
      onChange={(event) => {
        const name = colourNames.find((one) => one === event.currentTarget.value);
        onChoose(name ? colours[name] : null);
        event.currentTarget.value = '';
      }}
    >
      <option value="" disabled hidden>
        {t('editor.colour')}
      </option>
      {colourNames.map((name) => (
        <option key={name} value={name} style={{ color: colours[name] }}>
          {t(`editor.colours.${name}`)}
        </option>
      ))}
      <option value="none">{t('editor.colours.none')}</option>
    </select>
  );
}

const tableTools = {
  rowBefore: addRow('before'),
  rowAfter: addRow('after'),
  columnBefore: addColumn('before'),
  columnAfter: addColumn('after'),
  noRow: deleteRow,
  noColumn: deleteColumn,
  noTable: deleteTable,
} as const;
type TableTool = keyof typeof tableTools;
const tableToolNames = Object.keys(tableTools) as TableTool[]; // its own keys

function TableTools({ onRun }: { onRun(change: Change): void }) {
  return (
    <select
      class="input"
      aria-label={t('editor.table')}
      value=""
      onChange={(event) => {
        const name = tableToolNames.find((one) => one === event.currentTarget.value);
        event.currentTarget.value = '';
        if (name) onRun(tableTools[name]);
      }}
    >
      <option value="" disabled hidden>
        {t('editor.table')}
      </option>
      {tableToolNames.map((name) => (
        <option key={name} value={name}>
          {t(`editor.tables.${name}`)}
        </option>
      ))}
    </select>
  );
}
