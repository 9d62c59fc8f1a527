import { useState } from 'preact/hooks';
import { MailColumn, type MailFolder, type MailLayout } from '../../lib/contract/mail.ts';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { columnOf, usualLayout } from './layouts.ts';

interface ColumnsDialogProps {
  folder: MailFolder;
  layout: MailLayout;
  onSave(layout: MailLayout): void;
  onClose(): void;
}

/** Which columns the table of a folder has, and in which order. */
export function ColumnsDialog({ folder, layout, onSave, onClose }: ColumnsDialogProps) {
  const [columns, setColumns] = useState(layout.columns);
  const rest = MailColumn.options.filter((name) => !columns.some((column) => column.name === name));
  const move = (at: number, by: number) => {
    const next = [...columns];
    const [column] = next.splice(at, 1);
    if (!column) return;
    next.splice(at + by, 0, column);
    setColumns(next);
  };
  return (
    <Modal
      name="columns"
      title={t('center.columnsOf', { folder: t(`center.folder.${folder}`) })}
      onClose={onClose}
    >
      <div class="stack">
        <ul class="center-columns">
          {columns.map(({ name }, index) => (
            <li key={name} class="row-of">
              <Shown
                name={name}
                checked
                isLast={columns.length === 1}
                onChange={() => setColumns(columns.filter((column) => column.name !== name))}
              />
              <Move name={name} by="up" disabled={index === 0} onClick={() => move(index, -1)} />
              <Move
                name={name}
                by="down"
                disabled={index === columns.length - 1}
                onClick={() => move(index, 1)}
              />
            </li>
          ))}
          {rest.map((name) => (
            <li key={name} class="row-of">
              <Shown
                name={name}
                checked={false}
                isLast={false}
                onChange={() => setColumns([...columns, columnOf(name)])}
              />
            </li>
          ))}
        </ul>
        <div class="row-of wrap">
          <button type="button" class="button plain" onClick={() => setColumns(usualLayout(folder).columns)}>
            {t('center.usualColumns')}
          </button>
          <span class="grow" />
          <button
            type="button"
            class="button main"
            onClick={() => {
              onSave({ ...layout, columns });
              onClose();
            }}
          >
            {t('center.save')}
          </button>
        </div>
      </div>
    </Modal>
  );
}

interface ShownProps {
  name: MailColumn;
  checked: boolean;
  /** A table without columns shows nothing. */
  isLast: boolean;
  onChange(): void;
}

function Shown({ name, checked, isLast, onChange }: ShownProps) {
  return (
    <label class="row-of grow">
      <input type="checkbox" checked={checked} disabled={isLast} onChange={onChange} />
      {t(`center.column.${name}`)}
    </label>
  );
}

interface MoveProps {
  name: MailColumn;
  by: 'up' | 'down';
  disabled: boolean;
  onClick(): void;
}

function Move({ name, by, disabled, onClick }: MoveProps) {
  const text = t(by === 'up' ? 'center.columnUp' : 'center.columnDown', {
    column: t(`center.column.${name}`),
  });
  return (
    <button
      type="button"
      class="icon-button"
      title={text}
      aria-label={text}
      disabled={disabled}
      onClick={onClick}
    >
      <span class={by === 'up' ? 'center-up' : undefined}>
        <Icon name="chevron" />
      </span>
    </button>
  );
}
