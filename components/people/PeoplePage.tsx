import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import { type Actions, useActions } from '../data/use-actions.ts';
import { useClock } from '../data/use-clock.ts';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { PeopleLaunch } from '../launch/PeopleLaunch.tsx';
import { useLibrary } from '../library/ask.ts';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import { ContactDialog } from '../person/ContactDialog.tsx';
import { whoOf } from '../person/NamedPerson.tsx';
import { PersonDialogs } from '../person/PersonDialogs.tsx';
import { PersonSheet } from '../person/PersonSheet.tsx';
import { useSomeone } from '../person/use-someone.ts';
import { ProjectsTab } from '../projects/ProjectsTab.tsx';
import { SelectionsTab } from '../selections/SelectionsTab.tsx';
import type { Clock } from '../time.ts';
import { type PeopleAddress, usePeopleAddress } from './address.ts';
import { ChosenActs } from './ChosenActs.tsx';
import { CompanyDialog } from './CompanyDialog.tsx';
import { CompanySheet } from './CompanySheet.tsx';
import { DuplicatesPage } from './DuplicatesPage.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import { ExportPeople, peopleOf } from './ExportPeople.tsx';
import { FoundCompanies, FoundContacts } from './Found.tsx';
import { ImportPage } from './ImportPage.tsx';
import { PeopleTabs } from './PeopleTabs.tsx';
import { useFound } from './use-found.ts';

/** Contacts, companies, selections and projects of a workspace; who is ticked can be put on a campaign together. */
export function PeoplePage({ me }: { me: Me }) {
  const clock = useClock(me.user.timeZone);
  const [address, go] = usePeopleAddress();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Person>>(new Map());
  const actions = useActions(clock);
  if (address.edit === 'import')
    return (
      <ImportPage
        id={address.id}
        clock={clock}
        onOpen={(importId) => go({ id: importId })}
        onLeave={() => go({ edit: '', id: '' })}
      />
    );
  if (address.edit === 'duplicates')
    return (
      <DuplicatesPage
        me={me}
        actions={actions}
        onLeave={() => go({ edit: '' })}
        onOpen={(person) => go({ tab: 'contacts', edit: '', id: person.id, search: '' })}
      />
    );
  const lists = {
    me,
    address,
    go,
    actions,
    onPerson: (person: Person) => go({ tab: 'contacts', id: person.id, search: '' }),
  };
  if (address.tab === 'selections') return <SelectionsTab {...lists} />;
  if (address.tab === 'projects') return <ProjectsTab {...lists} />;
  const { tab } = address;
  return (
    <FoundPage
      me={me}
      clock={clock}
      address={{ ...address, tab }}
      go={go}
      actions={actions}
      chosen={chosen}
      setChosen={setChosen}
    />
  );
}

interface FoundPageProps {
  me: Me;
  clock: Clock;
  address: PeopleAddress & { tab: 'contacts' | 'companies' };
  go(address: Partial<PeopleAddress>): void;
  actions: Actions;
  chosen: ReadonlyMap<string, Person>;
  setChosen(chosen: ReadonlyMap<string, Person>): void;
}

function FoundPage({ me, clock, address, go, actions, chosen, setChosen }: FoundPageProps) {
  const ask = useLibrary();
  const { tab, search, id, edit } = address;
  const [erases, setErases] = useState<readonly Person[]>([]);
  const mayErase = me.role !== 'user';
  const acts = useSomeone(actions);
  const field = useRef<HTMLInputElement>(null);
  const contacts = useFound(tab === 'contacts' ? 'contacts' : null, search, (query) =>
    ask('people.list', { query }),
  );
  const companies = useFound(tab === 'companies' ? 'companies' : null, search, (query) =>
    ask('companies.list', { query }),
  );
  const isContacts = tab === 'contacts';
  const list = isContacts ? contacts : companies;
  const add = (): void => go({ edit: 'new' });
  useRows({
    '/': () => field.current?.focus(),
    n: add,
    z: () => void actions.undo(),
    Escape: () => {
      if (search) go({ search: '' });
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  if (edit === 'launch')
    return (
      <PeopleLaunch
        me={me}
        clock={clock}
        whom={{ people: [...chosen.values()], emails: [] }}
        onLeave={() => go({ edit: '' })}
        onCampaign={(hash) => {
          location.hash = hash;
        }}
      />
    );
  const changed = (said: string, about: string): void => {
    actions.tell(said, about);
    void list.reload();
  };
  const choose = (people: readonly Person[], isChosen: boolean): void => {
    const next = new Map(chosen);
    for (const person of people)
      if (isChosen) next.set(person.id, person);
      else next.delete(person.id);
    setChosen(next);
  };
  const problem = actions.problem ?? list.problem;
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('chosenPeople.title')}</h1>
          <button type="button" class="button" onClick={() => go({ edit: 'launch' })}>
            <Icon name="play" />
            {t('chosenPeople.add', { count: chosen.size })}
          </button>
          {isContacts && (
            <button type="button" class="button" onClick={() => go({ edit: 'duplicates', id: '' })}>
              <Icon name="people" />
              {t('duplicates.open')}
            </button>
          )}
          <button type="button" class="button" onClick={() => go({ edit: 'import', id: '' })}>
            <Icon name="table" />
            {t('imports.open')}
          </button>
          <button type="button" class="button main" onClick={add}>
            <Icon name="add" />
            {t(isContacts ? 'addPerson.title' : 'company.new')}
          </button>
        </header>
        <PeopleTabs tab={tab} />
        <search class="row-of wrap">
          <SearchField
            label={t(isContacts ? 'contacts.search' : 'company.search')}
            value={search}
            field={field}
            onSearch={(words) => go({ search: words })}
          />
        </search>
        {problem && (
          <ProblemNote problem={problem} onDismiss={() => actions.setProblem(null)}>
            <button type="button" class="button small" onClick={() => void list.reload()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        {isContacts ? (
          <>
            {chosen.size > 0 && (
              <ChosenActs
                chosen={[...chosen.values()]}
                actions={actions}
                onNobody={() => setChosen(new Map())}
                {...(mayErase && { onErase: setErases })}
              />
            )}
            <FoundContacts
              list={contacts}
              search={search}
              chosen={chosen}
              onChoose={choose}
              onOpen={(person) => go({ id: person.id })}
              onCompany={(companyId) => go({ tab: 'companies', id: companyId, search: '' })}
              onAdd={add}
            />
            {contacts.found && contacts.found.total > 0 && (
              <ExportPeople
                name={t('export.people')}
                now={clock.now}
                chosen={[...chosen.values()]}
                ask={async (page) =>
                  peopleOf(await ask('people.list', { query: { ...page, ...(search && { search }) } }))
                }
              />
            )}
          </>
        ) : (
          <FoundCompanies
            list={companies}
            search={search}
            onOpen={(companyId) => go({ id: companyId })}
            onAdd={add}
          />
        )}
        <DoneBar actions={actions} />
      </div>
      {isContacts && id && (
        <PersonSheet
          key={id}
          id={id}
          acts={{ ...acts, close: () => go({ id: '' }) }}
          clock={clock}
          onEdited={() => void list.reload()}
          {...(mayErase && { onErase: (person: Person) => setErases([person]) })}
        />
      )}
      {!isContacts && id && (
        <CompanySheet
          key={id}
          id={id}
          mayDelete={mayErase}
          onClose={() => go({ id: '' })}
          onChanged={changed}
          onPerson={(person) => go({ tab: 'contacts', id: person.id, search: '' })}
        />
      )}
      {edit === 'new' && isContacts && (
        <ContactDialog
          person={null}
          onClose={() => go({ edit: '' })}
          onSaved={(person) => {
            go({ edit: '' });
            changed(t('contact.added', { name: whoOf(person) }), whoOf(person));
          }}
        />
      )}
      {edit === 'new' && !isContacts && (
        <CompanyDialog
          company={null}
          onClose={() => go({ edit: '' })}
          onSaved={({ name }) => {
            go({ edit: '' });
            changed(t('contact.added', { name }), name);
          }}
        />
      )}
      {erases.length > 0 && (
        <EraseDialog
          personIds={erases.map(({ id: personId }) => personId)}
          who={erases.length === 1 && erases[0] ? whoOf(erases[0]) : null}
          onClose={() => setErases([])}
          onErased={(said) => {
            setErases([]);
            choose(erases, false);
            go({ id: '' });
            changed(said, t('erase.open'));
          }}
        />
      )}
      <PersonDialogs model={acts.person} clock={clock} />
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
    </main>
  );
}
