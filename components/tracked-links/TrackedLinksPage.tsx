import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { RegisteredLink } from '../../lib/contract/registered-link.ts';
import { useActions } from '../data/use-actions.ts';
import { useSettled } from '../editor/use-settled.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { NothingListed } from '../library/NothingListed.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import { MailingTabs } from '../mailings/MailingTabs.tsx';
import type { Clock } from '../time.ts';
import { ClickersDialog } from './ClickersDialog.tsx';
import { LinkForm } from './LinkForm.tsx';
import { LinkTable } from './LinkTable.tsx';

interface TrackedLinksPageProps {
  me: Me;
  clock: Clock;
  search: string;
  onSearch(search: string): void;
}

/** The tracked links that mailings share, or one of them to be written. */
export function TrackedLinksPage({ me, clock, search, onSearch }: TrackedLinksPageProps) {
  const ask = useLibrary();
  const actions = useActions(clock);
  const words = useSettled(search.trim());
  const list = useAsked(`registered links ${words}`, () =>
    ask('registeredLinks.list', { body: { search: words, limit: 1000 } }),
  );
  const field = useRef<HTMLInputElement>(null);
  const [writes, setWrites] = useState<{ link: RegisteredLink | null } | null>(null);
  const [clickersOf, setClickersOf] = useState<RegisteredLink | null>(null);
  const add = (): void => setWrites({ link: null });
  useRows({
    '/': () => field.current?.focus(),
    n: add,
    z: () => void actions.undo(),
    Escape: () => onSearch(''),
  });
  /** Does something to a link, with a way back. */
  const change = async (
    { name }: RegisteredLink,
    said: string,
    question: () => ReturnType<typeof deleteOf | typeof resetOf>,
    back: () => ReturnType<typeof restoreOf | typeof resetOf>,
  ): Promise<void> => {
    const answer = await question();
    actions.setProblem(answer.ok ? null : answer);
    if (!answer.ok) return;
    actions.tell(said, name, async () => {
      const undone = await back();
      await list.reload();
      return undone;
    });
    await list.reload();
  };
  const deleteOf = (id: string) => ask('registeredLinks.delete', { params: { id } });
  const restoreOf = (id: string) => ask('registeredLinks.restore', { params: { id } });
  const resetOf = (id: string, back: boolean) =>
    ask('registeredLinks.reset', { params: { id }, body: { back } });
  return (
    <main class="library">
      <div class="library-list stack">
        {writes ? (
          <LinkForm
            link={writes.link}
            me={me}
            onClose={() => setWrites(null)}
            onSaved={({ name }) => {
              setWrites(null);
              actions.tell(t('trackedLinks.saved', { name }), name);
              void list.reload();
            }}
          />
        ) : (
          <>
            <header class="row-of wrap">
              <h1 class="grow">{t('trackedLinks.title')}</h1>
              <button type="button" class="button main" onClick={add}>
                <Icon name="add" />
                {t('trackedLinks.new')}
              </button>
            </header>
            <MailingTabs tab="links" />
            <search class="library-filters">
              <SearchField
                label={t('trackedLinks.search')}
                value={search}
                field={field}
                onSearch={onSearch}
              />
            </search>
            <Asked live={list} label={t('queue.loading')}>
              {({ links, total }) =>
                total === 0 ? (
                  <NothingListed
                    onAll={words !== '' ? () => onSearch('') : null}
                    onNew={add}
                    icon="tracked"
                    words={nothing()}
                  />
                ) : (
                  <>
                    <p class="soft" role="status">
                      {t('trackedLinks.count', { count: total })}
                    </p>
                    <LinkTable
                      links={links}
                      clock={clock}
                      onOpen={(link) => setWrites({ link })}
                      onClickers={setClickersOf}
                      onReset={(link) =>
                        void change(
                          link,
                          t('trackedLinks.wasReset', { name: link.name }),
                          () => resetOf(link.id, false),
                          () => resetOf(link.id, true),
                        )
                      }
                      onDelete={(link) =>
                        void change(
                          link,
                          t('trackedLinks.deleted', { name: link.name }),
                          () => deleteOf(link.id),
                          () => restoreOf(link.id),
                        )
                      }
                    />
                  </>
                )
              }
            </Asked>
          </>
        )}
        {actions.problem && (
          <ProblemNote problem={actions.problem} onDismiss={() => actions.setProblem(null)} />
        )}
        <DoneBar actions={actions} />
      </div>
      {clickersOf && (
        <ClickersDialog
          id={clickersOf.id}
          name={clickersOf.name}
          clock={clock}
          inMailings
          ask={(page) => ask('registeredLinks.clickers', { params: { id: clickersOf.id }, body: page })}
          onClose={() => setClickersOf(null)}
        />
      )}
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
    </main>
  );
}

const nothing = () => ({
  noMatch: t('trackedLinks.noMatch'),
  noMatchText: t('launch.noMatchText'),
  showAll: t('trackedLinks.showAll'),
  emptyTitle: t('trackedLinks.emptyTitle'),
  emptyText: t('trackedLinks.emptyText'),
  begin: t('trackedLinks.new'),
});
