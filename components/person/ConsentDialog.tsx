import { useState } from 'preact/hooks';
import type {
  ConsentPurpose,
  ConsentSource,
  ConsentStatus,
  LegalBasis,
  PersonConsent,
  Subscription,
} from '../../lib/contract/consent.ts';
import type { Person } from '../../lib/contract/person.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { CheckField, Choices, Form, LongField, SelectField } from './Form.tsx';

interface ConsentDialogProps {
  person: Person;
  who: string;
  consent: PersonConsent;
  onClose(): void;
  onDone(): void;
}

const purposes = ['sales', 'marketing'] as const satisfies readonly ConsentPurpose[];
const statuses = ['given', 'withdrawn', 'none'] as const satisfies readonly ConsentStatus[];
const bases = [
  'consent',
  'contract',
  'legitimate_interest',
  'legal_obligation',
  'vital_interest',
  'public_interest',
] as const satisfies readonly LegalBasis[];
const sources = [
  'email',
  'phone',
  'meeting',
  'form',
  'user',
  'import',
  'integration',
  'unknown',
] as const satisfies readonly ConsentSource[];

/** Writes down how the person stands to being contacted: for one purpose, or for everything that goes to many. */
export function ConsentDialog({ person, who, consent, onClose, onDone }: ConsentDialogProps) {
  const link = useLink();
  const known = (purpose: ConsentPurpose) => consent.purposes.find((one) => one.purpose === purpose);
  const [purpose, setPurpose] = useState<ConsentPurpose>('sales');
  const [status, setStatus] = useState<ConsentStatus>(known('sales')?.status ?? 'none');
  const [legalBasis, setBasis] = useState<LegalBasis>(known('sales')?.legalBasis ?? 'consent');
  const [source, setSource] = useState<ConsentSource>('email');
  const [comment, setComment] = useState('');
  const [noMailings, setNoMailings] = useState(consent.noMailings);
  const { subscriptions = [] } = consent;
  const before = declinedOf(subscriptions);
  const [declined, setDeclined] = useState<readonly string[]>(before);
  const isDeclinedNew = declined.length !== before.length || declined.some((id) => !before.includes(id));
  const change = {
    status,
    legalBasis: status === 'given' ? legalBasis : null,
    source,
    comment: comment.trim() || null,
  };
  const isChanged =
    status !== (known(purpose)?.status ?? 'none') ||
    (status === 'given' && legalBasis !== known(purpose)?.legalBasis) ||
    change.comment !== null;
  const submit = useSubmit(async () => {
    if (noMailings !== consent.noMailings) {
      const set = await link.ask('person.setNoMailings', { personId: person.id, noMailings, source });
      if (!set.ok || !(isChanged || isDeclinedNew)) return set;
    }
    if (isDeclinedNew) {
      const asked = { personId: person.id, declined: [...declined], source };
      const set = await link.ask('person.setSubscriptions', asked);
      if (!set.ok || !isChanged) return set;
    }
    return link.ask('person.setConsent', { personId: person.id, purpose, change });
  }, onDone);
  return (
    <Modal name="set-consent" title={t('setConsent.title', { name: who })} onClose={onClose}>
      <Form action={t('setConsent.action')} submit={submit} onSubmit={() => void submit.submit()}>
        <Choices
          label={t('setConsent.purpose')}
          options={purposes.map((value) => ({ value, label: t(`consent.${value}`) }))}
          value={purpose}
          onChange={(next) => {
            setPurpose(next);
            setStatus(known(next)?.status ?? 'none');
            setBasis(known(next)?.legalBasis ?? 'consent');
          }}
        />
        <Choices
          label={t('setConsent.status')}
          options={statuses.map((value) => ({ value, label: t(`consent.${value}`) }))}
          value={status}
          onChange={setStatus}
        />
        {status === 'given' && (
          <SelectField
            label={t('setConsent.legalBasis')}
            options={bases.map((value) => ({ value, label: t(`legalBasis.${value}`) }))}
            value={legalBasis}
            onChange={setBasis}
          />
        )}
        {purpose === 'marketing' && status === 'given' && subscriptions.length > 0 && (
          <fieldset class="bare stack tight">
            <legend class="legend">{t('setConsent.subscriptions')}</legend>
            {subscriptions.map(({ typeId, name }) => (
              <CheckField
                key={typeId}
                label={name}
                on={!declined.includes(typeId)}
                onChange={(isWanted) =>
                  setDeclined(isWanted ? declined.filter((id) => id !== typeId) : [...declined, typeId])
                }
              />
            ))}
          </fieldset>
        )}
        <SelectField
          label={t('setConsent.source')}
          options={sources.map((value) => ({ value, label: t(`consentSource.${value}`) }))}
          value={source}
          onChange={setSource}
        />
        <LongField label={t('setConsent.comment')} value={comment} maxLength={2000} onInput={setComment} />
        <label class="row-of">
          <input
            type="checkbox"
            checked={noMailings}
            onChange={(event) => setNoMailings(event.currentTarget.checked)}
          />
          <span>{t('setConsent.noMailings')}</span>
        </label>
      </Form>
    </Modal>
  );
}

function declinedOf(subscriptions: readonly Subscription[]): string[] {
  return subscriptions.filter(({ declined }) => declined).map(({ typeId }) => typeId);
}
