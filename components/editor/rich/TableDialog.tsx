import { useState } from 'preact/hooks';
import { Modal } from '../../feedback/Modal.tsx';
import { t } from '../../i18n.ts';
import { Form } from '../../person/Form.tsx';

interface TableDialogProps {
  onSet(rows: number, columns: number): void;
  onClose(): void;
}

/** How large a new table is. */
export function TableDialog({ onSet, onClose }: TableDialogProps) {
  const [rows, setRows] = useState(2);
  const [columns, setColumns] = useState(2);
  return (
    <Modal name="table" title={t('editor.insertTable')} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={() => onSet(rows, columns)}>
        <Count label={t('editor.rows')} value={rows} most={50} first onInput={setRows} />
        <Count label={t('editor.columns')} value={columns} most={8} onInput={setColumns} />
      </Form>
    </Modal>
  );
}

interface CountProps {
  label: string;
  value: number;
  most: number;
  first?: boolean;
  onInput(value: number): void;
}

function Count({ label, value, most, first, onInput }: CountProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        type="number"
        min={1}
        max={most}
        value={value}
        data-first={first || undefined}
        onInput={(event) => onInput(Math.min(most, Math.max(1, Number(event.currentTarget.value) || 1)))}
      />
    </label>
  );
}
