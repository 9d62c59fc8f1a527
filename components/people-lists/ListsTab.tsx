import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/result.ts';
import type { Actions } from '../data/use-actions.ts';
import type { Live } from '../data/use-live.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import type { PeopleAddress } from '../people/address.ts';
import { PeopleTabs } from '../people/PeopleTabs.tsx';
import type { ListKind } from './list-kind.ts';

interface Named {
  id: string;
  name: string;
}

/** What the page of one list tells. */
export interface ListEvents {
  onBack(): void;
  /** @param undo - the way back, where there is one */
  onChanged(said: string, name: string, undo?: Parameters<Actions['tell']>[2]): void;
  onDeleted(list: Named): void;
}

interface ListsTabProps<T extends Named> {
  kind: ListKind;
  address: PeopleAddress;
  go(address: Partial<PeopleAddress>): void;
  actions: Actions;
  list: Live<readonly T[]>;
  restore(id: string): Promise<Result<unknown>>;
  /** The page of the list that is open. */
  page(id: string, events: ListEvents): ComponentChildren;
  /** @param last - which was open before: whoever comes back goes on there */
  table(found: readonly T[], last: string | null, onOpen: (id: string) => void): ComponentChildren;
  /** In which a new one is made. */
  dialog(events: { onClose(): void; onSaved(made: Named): void }): ComponentChildren;
}

/** Lists of people that somebody may see, or the one that is open. */
export function ListsTab<T extends Named>(props: ListsTabProps<T>) {
  const { kind, address, go, actions, list, restore, page, table, dialog } = props;
  const { id, search, edit } = address;
  const field = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const add = (): void => go({ edit: 'new' });
  useRows({
    '/': () => field.current?.focus(),
    n: add,
    z: () => void actions.undo(),
    Escape: () => (id ? go({ id: '', part: '' }) : go({ search: '' })),
  });
  const onChanged: ListEvents['onChanged'] = (said, name, undo = null) => {
    actions.tell(said, name, undo);
    void list.reload();
  };
  const onDeleted: ListEvents['onDeleted'] = ({ id: gone, name }) => {
    go({ id: '', part: '' });
    onChanged(t(`${kind}.deleted`, { name }), name, async () => {
      const back = await restore(gone);
      void list.reload();
      return back;
    });
  };
  const words = search.trim().toLowerCase();
  return (
    <main class="library">
      <div class="library-list stack">
        {id ? (
          page(id, { onBack: () => go({ id: '', part: '' }), onChanged, onDeleted })
        ) : (
          <>
            <header class="row-of wrap">
              <h1 class="grow">{t('chosenPeople.title')}</h1>
              <button type="button" class="button main" onClick={add}>
                <Icon name="add" />
                {t(`${kind}.new`)}
              </button>
            </header>
            <PeopleTabs tab={kind} />
            <search class="row-of wrap">
              <SearchField
                label={t(`${kind}.search`)}
                value={search}
                field={field}
                onSearch={(next) => go({ search: next })}
              />
            </search>
            <Asked live={list} label={t('queue.loading')}>
              {(all) => {
                const found = all.filter(({ name }) => name.toLowerCase().includes(words));
                if (all.length === 0)
                  return (
                    <Empty icon="people" title={t(`${kind}.none`)} text={t(`${kind}.noneText`)}>
                      <button type="button" class="button main" onClick={add}>
                        {t(`${kind}.new`)}
                      </button>
                    </Empty>
                  );
                if (found.length === 0)
                  return (
                    <Empty icon="search" title={t(`${kind}.noneFilter`)} text={t('launch.noMatchText')} />
                  );
                return table(found, opened, (open) => {
                  setOpened(open);
                  go({ id: open });
                });
              }}
            </Asked>
          </>
        )}
        {actions.problem && (
          <ProblemNote
            problem={actions.problem}
            reasons={actions.problem.code === 'NOT_FOUND' ? [t(`${kind}.keptNoLonger`)] : []}
            onDismiss={() => actions.setProblem(null)}
          />
        )}
        <DoneBar actions={actions} />
      </div>
      {edit === 'new' &&
        dialog({
          onClose: () => go({ edit: '' }),
          onSaved: ({ id: made, name }) => {
            go({ edit: '', id: made, search: '' });
            onChanged(t(`${kind}.saved`, { name }), name);
          },
        })}
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
    </main>
  );
}
