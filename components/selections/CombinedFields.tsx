import type { CombineOperator } from '../../lib/contract/selection.ts';
import { Asked } from '../feedback/Asked.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choices } from '../person/Form.tsx';

/** What is said of two selections; an empty id: none is chosen yet. */
export interface Combined {
  operator: CombineOperator;
  firstId: string;
  secondId: string;
}

interface CombinedFieldsProps {
  combined: Combined;
  /** Of the selection itself, which cannot be made of itself. */
  ownId: string;
  wrong: readonly string[];
  onChange(combined: Combined): void;
}

/** The two selections that one is made of, and who of them is meant. */
export function CombinedFields({ combined, ownId, wrong, onChange }: CombinedFieldsProps) {
  const ask = useLibrary();
  const list = useAsked('selections', () => ask('selections.list', {}));
  return (
    <Asked live={list} label={t('queue.loading')}>
      {({ selections }) => {
        const others = selections.filter(({ id }) => id !== ownId);
        return (
          <>
            {(['firstId', 'secondId'] as const).map((path) => {
              const value = combined[path];
              const isKnown = value === '' || others.some(({ id }) => id === value);
              return (
                <label key={path} class="field">
                  <span>{t(path === 'firstId' ? 'selections.first' : 'selections.second')}</span>
                  <select
                    class="input"
                    value={value}
                    aria-invalid={wrong.includes(path)}
                    onChange={(event) => onChange({ ...combined, [path]: event.currentTarget.value })}
                  >
                    {value === '' && <option value="">{t('selections.choosePart')}</option>}
                    {!isKnown && <option value={value}>{t('selections.hiddenPart')}</option>}
                    {others.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
              );
            })}
            <Choices
              label={t('selections.whom')}
              options={(
                ['both', 'either', 'onlyFirst', 'onlySecond', 'oneOf'] as const satisfies CombineOperator[]
              ).map((value) => ({ value, label: t(`selections.combine.${value}`) }))}
              value={combined.operator}
              onChange={(operator) => onChange({ ...combined, operator })}
            />
          </>
        );
      }}
    </Asked>
  );
}
