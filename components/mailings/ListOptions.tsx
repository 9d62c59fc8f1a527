import { useState } from 'preact/hooks';
import type { Mailing, MailingOptions } from '../../lib/contract/mailing.ts';
import { capabilities } from '../../lib/core/mailing/capabilities.ts';
import { t } from '../i18n.ts';
import { CheckField, LongField } from '../person/Form.tsx';

interface ListOptionsProps {
  mailing: Mailing;
  /** Sending without consent is for managers and admins. */
  mayOverride: boolean;
  busy: boolean;
  onChange(options: MailingOptions): void;
}

const simple = ['onePerAddress', 'updateWhenSending', 'includeCompanies', 'preferCompany'] as const;

/** By which rules the list is made, as far as the type of mailing has them. */
export function ListOptions({ mailing, mayOverride, busy, onChange }: ListOptionsProps) {
  const { options, type } = mailing;
  const can = capabilities[type].options;
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < 3;
  const override = (): void => {
    setTried(true);
    if (isShort) return;
    setAsks(false);
    onChange({ ...options, override: { reason: reason.trim() } });
  };
  return (
    <fieldset class="bare stack tight" disabled={busy}>
      {simple
        .filter((name) => can.includes(name) && (name !== 'preferCompany' || options.includeCompanies))
        .map((name) => (
          <CheckField
            key={name}
            label={t(`mailings.option.${name}`)}
            on={options[name]}
            onChange={(on) =>
              onChange({
                ...options,
                [name]: on,
                // It is nothing without companies.
                ...(name === 'includeCompanies' && !on && { preferCompany: false }),
              })
            }
          />
        ))}
      {can.includes('override') && (mayOverride || options.override) && (
        <CheckField
          label={t('mailings.option.override')}
          on={options.override !== null || asks}
          onChange={(on) => {
            setAsks(on && mayOverride);
            if (!on && options.override) onChange({ ...options, override: null });
          }}
        />
      )}
      {!mayOverride && <p class="soft small">{t('mailings.overrideWho')}</p>}
      {options.override && (
        <p class="soft small">{t('mailings.overrideReason', { reason: options.override.reason })}</p>
      )}
      {asks && (
        <>
          <LongField
            label={t('mailings.overrideWhy')}
            value={reason}
            maxLength={500}
            optional={false}
            wrong={tried && isShort ? t('mailings.overrideNeeded') : null}
            onInput={setReason}
          />
          <div>
            <button type="button" class="button small" onClick={override}>
              {t('editor.apply')}
            </button>
          </div>
        </>
      )}
    </fieldset>
  );
}
