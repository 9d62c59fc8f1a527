import { useState } from 'preact/hooks';
import { ConsentSource, LegalBasis } from '../../lib/contract/consent.ts';
import { mostAdded } from '../../lib/contract/mailing-api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { PersonChoice } from '../editor/PersonChoice.tsx';
import { t } from '../i18n.ts';
import { ChosenPeople } from '../person/ChosenPeople.tsx';
import { CheckField, Choices, LongField, SelectField } from '../person/Form.tsx';
import { usePersonSearch } from '../person/use-person-search.ts';
import {
  AddButton,
  ImportSource,
  ProjectSource,
  SelectionSource,
  type Source,
  type SourceFormProps,
} from './ListSources.tsx';
import { isAddress } from './SendTest.tsx';
import { readAddresses } from './words.ts';

interface AddSourceProps {
  /** @returns whether they have been added */
  onAdd(source: Source): Promise<boolean>;
  /** A file is to be imported as a list. */
  onImport(): void;
}

const kinds = ['selection', 'project', 'contacts', 'import', 'addresses'] as const;
type Kind = (typeof kinds)[number];

/** Whom the mailing goes to, or whom it does not: a selection, a project, people one by one, an imported list, or addresses. */
export function AddSource({ onAdd, onImport }: AddSourceProps) {
  const [kind, setKind] = useState<Kind>('selection');
  const [excludes, setExcludes] = useState(false);
  // An empty form again for the next.
  const [turn, setTurn] = useState(0);
  const add = async (source: Source): Promise<void> => {
    if (await onAdd({ ...source, excludes })) setTurn(turn + 1);
  };
  return (
    <div class="stack">
      <Choices
        label={t('mailings.sourceKind')}
        options={kinds.map((value) => ({ value, label: t(`mailings.source.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      {kind === 'selection' && <SelectionSource key={turn} onAdd={add} />}
      {kind === 'project' && <ProjectSource key={turn} onAdd={add} />}
      {kind === 'import' && <ImportSource key={turn} onAdd={add} onImport={onImport} />}
      {kind === 'contacts' && <ContactSource key={turn} onAdd={add} />}
      {kind === 'addresses' && <AddressSource key={turn} onAdd={add} />}
      <CheckField label={t('mailings.exclude')} on={excludes} onChange={setExcludes} />
    </div>
  );
}

function ContactSource({ onAdd }: SourceFormProps) {
  const search = usePersonSearch(true);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Person>>(new Map());
  const choose = (person: Person): void => {
    search.choose(person);
    if (chosen.size < mostAdded) setChosen(new Map([...chosen, [person.id, person]]));
  };
  const personIds = [...chosen.keys()];
  return (
    <>
      <PersonChoice label={t('mailings.findContact')} choice={{ ...search, person: null, choose }} />
      {chosen.size > 0 && (
        <ChosenPeople
          people={chosen.values()}
          action={(name) => t('mailings.removeSource', { name })}
          onRemove={(id) => setChosen(new Map([...chosen].filter(([other]) => other !== id)))}
        />
      )}
      <AddButton
        disabled={chosen.size === 0}
        onClick={() => void onAdd({ kind: 'contacts', personIds, excludes: false })}
      />
    </>
  );
}

function AddressSource({ onAdd }: SourceFormProps) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [legalBasis, setBasis] = useState<LegalBasis>('consent');
  const [source, setSource] = useState<ConsentSource>('user');
  const addresses = readAddresses(typed);
  const add = (): void => {
    const bad = addresses.find(({ email }) => !isAddress(email));
    if (addresses.length === 0) setWrong(t('mailings.addressNeeded'));
    else if (addresses.length > mostAdded) setWrong(t('mailings.tooManyAddresses', { most: mostAdded }));
    else if (bad) setWrong(t('mailings.notAddress', { typed: bad.email }));
    else
      void onAdd({
        kind: 'addresses',
        addresses,
        consent: { legalBasis, source, comment: null },
        excludes: false,
      });
  };
  return (
    <>
      <LongField
        label={t('mailings.addresses')}
        value={typed}
        maxLength={200_000}
        optional={false}
        wrong={wrong}
        onInput={(next) => {
          setTyped(next);
          setWrong(null);
        }}
      />
      <p class="soft small">{t('mailings.addressesHint')}</p>
      <div class="mailing-pair">
        <SelectField
          label={t('setConsent.legalBasis')}
          options={LegalBasis.options.map((value) => ({ value, label: t(`legalBasis.${value}`) }))}
          value={legalBasis}
          onChange={setBasis}
        />
        <SelectField
          label={t('setConsent.source')}
          options={ConsentSource.options.map((value) => ({ value, label: t(`consentSource.${value}`) }))}
          value={source}
          onChange={setSource}
        />
      </div>
      <AddButton onClick={add} />
    </>
  );
}
