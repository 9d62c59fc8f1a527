import type { Consent, PersonConsent } from '../../lib/contract/consent.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { type Clock, shortDay } from '../time.ts';

const icons: Record<Consent['status'], IconName> = {
  given: 'done',
  withdrawn: 'forbidden',
  none: 'question',
};

interface ConsentLinesProps {
  consent: PersonConsent;
  clock: Clock;
  onChange(): void;
  /** Absent where there is no room for it. */
  onProof?(): void;
}

/** How the person stands to being contacted, in words. */
export function ConsentLines({ consent, clock, onChange, onProof }: ConsentLinesProps) {
  const declined = (consent.subscriptions ?? []).flatMap((one) => (one.declined ? one.name : []));
  return (
    <section class="stack tight">
      <div class="row-of">
        <h3 class="grow">{t('person.consent')}</h3>
        {onProof && (
          <button type="button" class="button plain small" onClick={onProof}>
            {t('proof.open')}
          </button>
        )}
        <button type="button" class="button plain small" onClick={onChange}>
          {t('person.change')}
        </button>
      </div>
      <ul class="stack tight">
        {consent.noMailings && (
          <li class="consent withdrawn">
            <Icon name="forbidden" />
            <span>{t('person.noMailings')}</span>
          </li>
        )}
        {consent.purposes.map((one) => (
          <li key={one.purpose} class={`consent ${one.status}`}>
            <Icon name={icons[one.status]} />
            <span>
              {t(`consent.${one.purpose}`)}: <strong>{t(`consent.${one.status}`)}</strong>
              <span class="soft">{detailsOf(one, clock)}</span>
              {one.purpose === 'marketing' && one.status === 'given' && declined.length > 0 && (
                <span class="soft"> · {t('person.declined', { types: formatList(declined) })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function detailsOf({ legalBasis, at, byName }: Consent, clock: Clock): string {
  const parts = [legalBasis && t(`legalBasis.${legalBasis}`), at && shortDay(at, clock), byName].filter(
    Boolean,
  );
  return parts.length > 0 ? ` · ${parts.join(' · ')}` : '';
}
