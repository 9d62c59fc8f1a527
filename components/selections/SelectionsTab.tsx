import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Actions } from '../data/use-actions.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import type { PeopleAddress } from '../people/address.ts';
import { PeopleTabs } from '../people/PeopleTabs.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';
import { SelectionPage } from './SelectionPage.tsx';
import { SelectionTable } from './SelectionTable.tsx';

interface SelectionsTabProps {
  me: Me;
  address: PeopleAddress;
  go(address: Partial<PeopleAddress>): void;
  actions: Actions;
  onPerson(person: Person): void;
}

/** Selections that somebody may see, or the one that is open. */
export function SelectionsTab({ me, address, go, actions, onPerson }: SelectionsTabProps) {
  const { id, search, edit } = address;
  const ask = useLibrary();
  const list = useAsked('selections', () => ask('selections.list', {}));
  const field = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const add = (): void => go({ edit: 'new' });
  useRows({
    '/': () => field.current?.focus(),
    n: add,
    z: () => void actions.undo(),
    Escape: () => (id ? go({ id: '' }) : go({ search: '' })),
  });
  const changed = (said: string, name: string, undo: Parameters<Actions['tell']>[2] = null): void => {
    actions.tell(said, name, undo);
    void list.reload();
  };
  const words = search.trim().toLowerCase();
  return (
    <main class="library">
      <div class="library-list stack">
        {id ? (
          <SelectionPage
            key={id}
            id={id}
            me={me}
            onBack={() => go({ id: '' })}
            onChanged={changed}
            onDeleted={({ name }) => {
              go({ id: '' });
              changed(t('selections.deleted', { name }), name, async () => {
                const back = await ask('selections.restore', { params: { id } });
                void list.reload();
                return back;
              });
            }}
            onPerson={onPerson}
          />
        ) : (
          <>
            <header class="row-of wrap">
              <h1 class="grow">{t('chosenPeople.title')}</h1>
              <button type="button" class="button main" onClick={add}>
                <Icon name="add" />
                {t('selections.new')}
              </button>
            </header>
            <PeopleTabs tab="selections" />
            <search class="row-of wrap">
              <SearchField
                label={t('selections.search')}
                value={search}
                field={field}
                onSearch={(next) => go({ search: next })}
              />
            </search>
            <Asked live={list} label={t('queue.loading')}>
              {({ selections }) => {
                const found = selections.filter(({ name }) => name.toLowerCase().includes(words));
                if (selections.length === 0)
                  return (
                    <Empty icon="people" title={t('selections.none')} text={t('selections.noneText')}>
                      <button type="button" class="button main" onClick={add}>
                        {t('selections.new')}
                      </button>
                    </Empty>
                  );
                if (found.length === 0)
                  return (
                    <Empty icon="search" title={t('selections.noneFilter')} text={t('launch.noMatchText')} />
                  );
                return (
                  <SelectionTable
                    selections={found}
                    last={opened}
                    onOpen={(open) => {
                      setOpened(open);
                      go({ id: open });
                    }}
                  />
                );
              }}
            </Asked>
          </>
        )}
        {actions.problem && (
          <ProblemNote
            problem={actions.problem}
            reasons={actions.problem.code === 'NOT_FOUND' ? [t('selections.keptNoLonger')] : []}
            onDismiss={() => actions.setProblem(null)}
          />
        )}
        <DoneBar actions={actions} />
      </div>
      {edit === 'new' && (
        <SelectionDialog
          selection={null}
          timeZone={me.user.timeZone}
          onClose={() => go({ edit: '' })}
          onSaved={(made) => {
            go({ edit: '', id: made.id, search: '' });
            changed(t('selections.saved', { name: made.name }), made.name);
          }}
        />
      )}
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
    </main>
  );
}
