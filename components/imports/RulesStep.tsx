import { useState } from 'preact/hooks';
import { type ConsentPurpose, ConsentSource, LegalBasis } from '../../lib/contract/consent.ts';
import type { ImportConsent, ImportRules, ImportTarget } from '../../lib/contract/import.ts';
import type { Submit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { CheckField, Choices, Form, LongField, SelectField } from '../person/Form.tsx';

/** What is written on this step. */
export interface RulesDraft {
  whom: 'both' | 'new' | 'known';
  overwrite: boolean;
  sales: boolean;
  marketing: boolean;
  /** Empty until it is chosen. */
  legalBasis: LegalBasis | '';
  source: ConsentSource;
  text: string;
}

export const usualRules: RulesDraft = {
  whom: 'both',
  overwrite: false,
  sales: false,
  marketing: false,
  legalBasis: '',
  source: 'unknown',
  text: '',
};

export function rulesOf({ whom, overwrite }: RulesDraft): ImportRules {
  const update = overwrite ? 'overwrite' : 'empty';
  return { create: whom !== 'known', update: whom === 'new' ? 'none' : update };
}

/** @returns null where nothing is said, or not enough yet */
export function consentOf(draft: RulesDraft, target: ImportTarget): ImportConsent | null {
  const { sales, marketing, legalBasis, source, text } = draft;
  const isList = target === 'list';
  const purposes: ConsentPurpose[] = [
    ...(sales ? ['sales' as const] : []),
    ...(marketing || isList ? ['marketing' as const] : []),
  ];
  if (purposes.length === 0 || legalBasis === '' || text.trim() === '') return null;
  return { purposes, legalBasis, source: isList ? source : 'import', text: text.trim() };
}

interface RulesStepProps {
  target: ImportTarget;
  draft: RulesDraft;
  submit: Submit;
  onChange(draft: RulesDraft): void;
}

/** What is done with people who are known, and why those in the file may be contacted. */
export function RulesStep({ target, draft, submit, onChange }: RulesStepProps) {
  const [tried, setTried] = useState(false);
  const set = (change: Partial<RulesDraft>): void => onChange({ ...draft, ...change });
  const isList = target === 'list';
  const isAsked = isList || draft.sales || draft.marketing;
  const wrongBasis = tried && isAsked && draft.legalBasis === '';
  const wrongText = tried && isAsked && draft.text.trim() === '';
  return (
    <Form
      action={t('imports.check')}
      submit={submit}
      onSubmit={() => {
        setTried(true);
        if (!isAsked || consentOf(draft, target)) void submit.submit();
      }}
    >
      {!isList && (
        <>
          <Choices
            label={t('imports.whom')}
            options={(['both', 'new', 'known'] as const).map((value) => ({
              value,
              label: t(`imports.whoms.${value}`),
            }))}
            value={draft.whom}
            onChange={(whom) => set({ whom })}
          />
          {draft.whom !== 'new' && (
            <Choices
              label={t('imports.overwrite')}
              options={(['fill', 'overwrite'] as const).map((value) => ({
                value,
                label: t(`imports.overwrites.${value}`),
              }))}
              value={draft.overwrite ? 'overwrite' : 'fill'}
              onChange={(value) => set({ overwrite: value === 'overwrite' })}
            />
          )}
        </>
      )}
      <h2>{t(isList ? 'imports.consentList' : 'imports.consent')}</h2>
      <p class="soft">{t(isList ? 'imports.consentListText' : 'imports.consentText')}</p>
      {!isList && (
        <fieldset class="bare stack tight">
          <legend class="legend">{t('imports.agreed')}</legend>
          <CheckField
            label={t('consent.marketing')}
            on={draft.marketing}
            onChange={(marketing) => set({ marketing })}
          />
          <CheckField label={t('consent.sales')} on={draft.sales} onChange={(sales) => set({ sales })} />
        </fieldset>
      )}
      {isAsked && (
        <>
          <SelectField<LegalBasis | ''>
            label={t('setConsent.legalBasis')}
            value={draft.legalBasis}
            options={[
              { value: '', label: t('imports.chooseBasis') },
              ...LegalBasis.options.map((value) => ({ value, label: t(`legalBasis.${value}`) })),
            ]}
            onChange={(legalBasis) => set({ legalBasis })}
          />
          {wrongBasis && (
            <small class="danger" role="alert">
              {t('imports.basisNeeded')}
            </small>
          )}
          {isList && (
            <SelectField<ConsentSource>
              label={t('setConsent.source')}
              value={draft.source}
              options={ConsentSource.options.map((value) => ({ value, label: t(`consentSource.${value}`) }))}
              onChange={(source) => set({ source })}
            />
          )}
          <LongField
            label={t('imports.statement')}
            optional={false}
            maxLength={2000}
            value={draft.text}
            wrong={wrongText ? t('imports.statementNeeded') : null}
            onInput={(text) => set({ text })}
          />
        </>
      )}
    </Form>
  );
}
