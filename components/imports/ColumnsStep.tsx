import { useState } from 'preact/hooks';
import {
  type ColumnUse,
  type ImportLook,
  type ImportTarget,
  PersonColumn,
  type Reading,
} from '../../lib/contract/import.ts';
import { t } from '../i18n.ts';
import { ReadingFields } from './ReadingFields.tsx';

interface ColumnsStepProps {
  look: ImportLook;
  target: ImportTarget;
  reading: Reading;
  columns: readonly ColumnUse[];
  onRead(reading: Reading): void;
  onChange(columns: ColumnUse[]): void;
  onNext(): void;
}

/** What each column is, above the first rows of the file. */
export function ColumnsStep({ look, target, reading, columns, onRead, onChange, onNext }: ColumnsStepProps) {
  const [tried, setTried] = useState(false);
  const wrong = wrongOf(columns, target);
  const set = (place: number, use: ColumnUse): void =>
    onChange(columns.map((one, index) => (index === place ? use : one)));
  return (
    <>
      <ReadingFields look={look} reading={reading} onRead={onRead} />
      {look.isRemembered && <p class="soft">{t('imports.remembered')}</p>}
      <div class="library-scroll import-columns">
        <table class="library-table" aria-label={t('imports.columns')}>
          <thead>
            <tr>
              {columns.map((use, place) => (
                <th scope="col" key={place}>
                  <Column
                    use={use}
                    name={look.headers[place] || t('imports.column', { number: place + 1 })}
                    wrong={wrong.at[place] ?? null}
                    onChange={(next) => set(place, next)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {look.rows.slice(0, 8).map(({ row, cells }) => (
              <tr key={row}>
                {columns.map(({ to }, place) => (
                  <td key={place} class={`cut${to === 'skip' ? ' skipped' : ''}`} dir="auto">
                    {cells[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {look.rows.length === 0 && <p class="danger">{t('imports.noRows')}</p>}
      {(tried || wrong.all !== null) && wrong.all !== null && (
        <p class="danger" role="alert">
          {wrong.all}
        </p>
      )}
      <div class="row-of">
        <button
          type="button"
          class="button main"
          onClick={() => {
            setTried(true);
            if (wrong.all === null && Object.keys(wrong.at).length === 0 && look.rows.length > 0) onNext();
          }}
        >
          {t('imports.next')}
        </button>
      </div>
    </>
  );
}

interface ColumnProps {
  use: ColumnUse;
  name: string;
  wrong: string | null;
  onChange(use: ColumnUse): void;
}

function Column({ use, name, wrong, onChange }: ColumnProps) {
  return (
    <div class="stack tight">
      <bdi class="cut">{name}</bdi>
      <select
        class="input"
        aria-label={t('imports.columnIs', { name })}
        aria-invalid={wrong !== null}
        value={use.to}
        onChange={(event) => {
          const to = [...PersonColumn.options, 'field' as const, 'skip' as const].find(
            (one) => one === event.currentTarget.value,
          );
          if (to) onChange({ to, field: to === 'field' ? use.field || name.slice(0, 64) : '' });
        }}
      >
        {[...PersonColumn.options, 'field' as const, 'skip' as const].map((to) => (
          <option key={to} value={to}>
            {t(`imports.to.${to}`)}
          </option>
        ))}
      </select>
      {use.to === 'field' && (
        <input
          class="input"
          dir="auto"
          aria-label={t('imports.fieldName', { name })}
          aria-invalid={wrong !== null}
          maxLength={64}
          value={use.field}
          onInput={(event) => onChange({ to: 'field', field: event.currentTarget.value })}
        />
      )}
      {wrong !== null && (
        <small class="danger" role="alert">
          {wrong}
        </small>
      )}
    </div>
  );
}

/** What is wrong with the choice as a whole, and with each column. */
export function wrongOf(
  columns: readonly ColumnUse[],
  target: ImportTarget,
): { all: string | null; at: Record<number, string> } {
  const has = (to: ColumnUse['to']) => columns.some((use) => use.to === to);
  const at: Record<number, string> = {};
  for (const [place, { to, field }] of columns.entries()) {
    const before = columns.slice(0, place);
    const name = field.trim().toLowerCase();
    if (to === 'field' && name === '') at[place] = t('imports.fieldNeeded');
    else if (
      to === 'field' &&
      before.some((one) => one.to === 'field' && one.field.trim().toLowerCase() === name)
    )
      at[place] = t('contact.fieldTwice');
    else if (to !== 'field' && to !== 'skip' && before.some((one) => one.to === to))
      at[place] = t('imports.twice');
  }
  const enough = has('email') || (target === 'list' && has('phone'));
  return { all: enough ? null : t(target === 'list' ? 'imports.needsAny' : 'imports.needsEmail'), at };
}
