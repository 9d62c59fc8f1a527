import { useState } from 'preact/hooks';
import type { Dkim, NewDkim, Signing } from '../../lib/contract/dkim.ts';
import { isAligned, isDomain, isSelector, usualSelector } from '../../lib/core/dkim/names.ts';
import { pemKindOf } from '../../lib/core/dkim/pem.ts';
import { useSubmit } from '../data/use-submit.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Form, LongField, SelectField, TextField } from '../person/Form.tsx';
import { sayKeyFault } from './say-key-fault.ts';

interface DkimFormProps {
  channelId: string;
  address: string;
  signing: Signing;
  onClose(): void;
  onSaved(): void;
}

const sources = ['rsa', 'ed25519', 'pasted'] as const;
type KeySource = (typeof sources)[number] | 'kept';

/** As it stands in the fields. */
interface Written {
  domain: string;
  selector: string;
  source: KeySource;
  pem: string;
}

/** A key for an account, made by the server or brought along; what is wrong with a field is said at it. */
export function DkimForm({ channelId, address, signing, onClose, onSaved }: DkimFormProps) {
  const ask = useLibrary();
  const { dkim } = signing;
  const [id] = useState(() => crypto.randomUUID());
  const [written, setWritten] = useState<Written>({
    domain: dkim?.domain ?? signing.domain,
    selector: dkim?.selector ?? usualSelector(address),
    source: dkim ? 'kept' : 'rsa',
    pem: '',
  });
  const [isTried, setTried] = useState(false);
  const set = (part: Partial<Written>): void => setWritten((now) => ({ ...now, ...part }));
  const submit = useSubmit(
    () => ask('dkim.set', { params: { id: channelId }, body: newDkimOf(id, written) }),
    onSaved,
  );
  const wrong = isTried ? faultsOf(written, signing.domain, address) : noFaults;
  const pemFault = submit.problem?.fields?.find(({ path }) => path === 'key.pem')?.fault;
  return (
    <>
      <Form
        action={t('dkim.save')}
        submit={submit}
        onSubmit={() => {
          setTried(true);
          const faults = faultsOf(written, signing.domain, address);
          if (!Object.values(faults).some((fault) => fault !== null)) void submit.submit();
        }}
      >
        <div class="settings-fields">
          <TextField
            label={t('dkim.domain')}
            value={written.domain}
            wrong={wrong.domain ?? submit.wrong('domain')}
            onInput={(domain) => set({ domain })}
          />
          <TextField
            label={t('dkim.selector')}
            value={written.selector}
            wrong={wrong.selector ?? submit.wrong('selector')}
            onInput={(selector) => set({ selector })}
          />
          <SelectField
            label={t('dkim.key')}
            value={written.source}
            options={sourcesFor(dkim).map((value) => ({ value, label: t(`dkim.keyOf.${value}`) }))}
            onChange={(source) => set({ source })}
          />
        </div>
        {written.source === 'pasted' && (
          <>
            <LongField
              label={t('dkim.pem')}
              value={written.pem}
              maxLength={20_000}
              optional={false}
              wrong={wrong.pem ?? (pemFault ? sayKeyFault(pemFault) : submit.wrong('pem'))}
              onInput={(pem) => set({ pem })}
            />
            <p class="soft">{t('sending.secretKept')}</p>
          </>
        )}
        <p class="soft">{dkim && written.source !== 'kept' ? t('dkim.replaces') : t('dkim.selectorHint')}</p>
      </Form>
      <div class="row-of wrap">
        <button type="button" class="button plain" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </div>
    </>
  );
}

const sourcesFor = (dkim: Dkim | null): KeySource[] => (dkim ? ['kept', ...sources] : [...sources]);

type Faults = Record<'domain' | 'selector' | 'pem', string | null>;
const noFaults: Faults = { domain: null, selector: null, pem: null };

/** What the page can tell by itself, by the rules that the server goes by. */
function faultsOf(written: Written, own: string, address: string): Faults {
  const [domain, selector] = [nameOf(written.domain), nameOf(written.selector)];
  const kind = pemKindOf(written.pem);
  return {
    domain: !isDomain(domain)
      ? t('dkim.wrongDomain')
      : isAligned(domain, own)
        ? null
        : t('dkim.notAligned', { domain: own, address }),
    selector: isSelector(selector) ? null : t('dkim.wrongSelector'),
    pem: written.source !== 'pasted' || kind === 'private' ? null : sayKeyFault({ code: kind, values: {} }),
  };
}

function newDkimOf(id: string, { domain, selector, source, pem }: Written): NewDkim {
  return { id, domain: nameOf(domain), selector: nameOf(selector), key: keyOf(source, pem) };
}

function keyOf(source: KeySource, pem: string): NewDkim['key'] {
  if (source === 'kept') return { from: 'kept' };
  return source === 'pasted' ? { from: 'pasted', pem } : { from: 'new', algorithm: source };
}

const nameOf = (typed: string) => typed.trim().toLowerCase();
