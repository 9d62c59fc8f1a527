import type { Delimiter, Encoding, ImportLook, Reading } from '../../lib/contract/import.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { SelectField, TextField } from '../person/Form.tsx';

const encodings: readonly { value: Encoding; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
];
const delimiters: readonly { value: Delimiter; name: 'semicolon' | 'comma' | 'tab' | 'bar' }[] = [
  { value: ';', name: 'semicolon' },
  { value: ',', name: 'comma' },
  { value: '\t', name: 'tab' },
  { value: '|', name: 'bar' },
];

interface ReadingFieldsProps {
  look: ImportLook;
  reading: Reading;
  onRead(reading: Reading): void;
}

/** How the file is read, and what is not sure about it. */
export function ReadingFields({ look, reading, onRead }: ReadingFieldsProps) {
  const { sheet, sheets, encoding, delimiter, headerRow } = look;
  return (
    <>
      {!look.isSureOfEncoding && (
        <Note
          tone="warn"
          icon="question"
          title={t('imports.unsureLetters')}
          text={t('imports.unsureLettersText')}
        />
      )}
      {!look.isSureOfDelimiter && (
        <Note
          tone="warn"
          icon="question"
          title={t('imports.unsureCells')}
          text={t('imports.unsureCellsText')}
        />
      )}
      <div class="import-reading">
        {sheet !== null && (
          <SelectField
            label={t('imports.sheet')}
            value={sheet}
            options={sheets.map(({ name, isHidden }) => ({
              value: name,
              label: isHidden ? t('imports.hiddenSheet', { name }) : name,
            }))}
            // Another sheet has names of its own.
            onChange={(chosen) => onRead({ sheet: chosen })}
          />
        )}
        {encoding && (
          <SelectField
            label={t('imports.encoding')}
            value={encoding}
            options={encodings}
            onChange={(chosen) => onRead({ ...reading, encoding: chosen })}
          />
        )}
        {delimiter && (
          <SelectField
            label={t('imports.delimiter')}
            value={delimiter}
            options={delimiters.map(({ value, name }) => ({ value, label: t(`imports.delimiters.${name}`) }))}
            onChange={(chosen) => onRead({ ...reading, delimiter: chosen })}
          />
        )}
        <TextField
          label={t('imports.headerRow')}
          optional
          value={headerRow === null ? '' : String(headerRow)}
          maxLength={7}
          onInput={(text) => {
            const row = Number(text);
            onRead({ ...reading, headerRow: Number.isInteger(row) && row > 0 ? row : null });
          }}
        />
      </div>
    </>
  );
}
