import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { MailingRow } from '../../lib/contract/mailing.ts';
import { MailingStatus } from '../../lib/contract/mailing.ts';
import { BlockedAddressesPage } from '../bounces/BlockedAddressesPage.tsx';
import { useClock } from '../data/use-clock.ts';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { NothingListed } from '../library/NothingListed.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { SharingDialog } from '../library/SharingDialog.tsx';
import { useRows } from '../library/use-rows.ts';
import { CheckField } from '../person/Form.tsx';
import type { Clock } from '../time.ts';
import { TrackedLinksPage } from '../tracked-links/TrackedLinksPage.tsx';
import { type MailingsAddress, useMailingsAddress } from './address.ts';
import { MailingTable } from './MailingTable.tsx';
import { MailingTabs } from './MailingTabs.tsx';
import { NewMailing } from './NewMailing.tsx';
import { OpenedMailing } from './OpenedMailing.tsx';
import { useMailingsPage } from './use-mailings-page.ts';

/** In the place of a mailing’s id: the links that mailings share. */
const LINKS = 'links';
/** In its place, too: addresses that get no mails any more. */
const BLOCKED = 'blocked';

/** The mailings of a workspace, the one that is open, or the links that they share. */
export function MailingsPage({ me }: { me: Me }) {
  const [address, go] = useMailingsAddress();
  const clock = useClock(me.user.timeZone);
  if (address.id === LINKS)
    return (
      <TrackedLinksPage
        me={me}
        clock={clock}
        search={address.search}
        onSearch={(search) => go({ id: LINKS, search })}
      />
    );
  if (address.id === BLOCKED)
    return (
      <BlockedAddressesPage
        clock={clock}
        search={address.search}
        onSearch={(search) => go({ id: BLOCKED, search })}
      />
    );
  if (!address.id) return <List me={me} clock={clock} address={address} go={go} />;
  return (
    <OpenedMailing
      key={address.id}
      id={address.id}
      me={me}
      clock={clock}
      part={address.edit}
      onPart={(edit) => go({ edit })}
      onLeave={() => {
        go({ id: '', edit: '' });
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-row="${CSS.escape(address.id)}"]`)?.focus(),
        );
      }}
    />
  );
}

interface ListProps {
  me: Me;
  clock: Clock;
  address: MailingsAddress;
  go(change: Partial<MailingsAddress>): void;
}

function List({ me, clock, address, go }: ListProps) {
  const ask = useLibrary();
  const page = useMailingsPage(address, clock);
  const field = useRef<HTMLInputElement>(null);
  const [begins, setBegins] = useState<{ copyOf: MailingRow | null } | null>(null);
  const [sharing, setSharing] = useState<MailingRow | null>(null);
  const { actions, found, problem } = page;
  const { search, status, mine } = address;
  const create = (): void => setBegins({ copyOf: null });
  useRows({
    '/': () => field.current?.focus(),
    n: create,
    z: () => void actions.undo(),
    Escape: () => {
      if (search) go({ search: '' });
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('mailings.title')}</h1>
          <button type="button" class="button main" onClick={create}>
            <Icon name="add" />
            {t('mailings.new')}
          </button>
        </header>
        <MailingTabs tab="mailings" />
        <search class="library-filters">
          <SearchField
            label={t('mailings.search')}
            value={search}
            field={field}
            onSearch={(words) => go({ search: words })}
          />
          <Choice
            label={t('mailings.statusLabel')}
            value={status}
            options={[
              { value: '', label: t('library.view.all') },
              ...MailingStatus.options.map((value) => ({ value, label: t(`mailings.status.${value}`) })),
            ]}
            onChange={(value) => go({ status: MailingStatus.options.find((one) => one === value) ?? '' })}
          />
          <CheckField label={t('mailings.mine')} on={mine} onChange={(on) => go({ mine: on })} />
        </search>
        {problem && (
          <ProblemNote problem={problem} onDismiss={() => actions.setProblem(null)}>
            <button type="button" class="button small" onClick={() => void page.refresh()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        {!found && !problem && <Bones label={t('queue.loading')} />}
        {found?.total === 0 && (
          <NothingListed
            onAll={
              search !== '' || status !== '' || mine
                ? () => go({ search: '', status: '', mine: false })
                : null
            }
            onNew={create}
            icon="send"
            words={nothing()}
          />
        )}
        {found && found.total > 0 && (
          <>
            <p class="soft" role="status">
              {t('mailings.count', { count: found.total })}
            </p>
            <MailingTable
              mailings={found.mailings}
              clock={clock}
              act={{
                onOpen: (id) => go({ id, edit: '' }),
                onCopy: (copyOf) => setBegins({ copyOf }),
                onShare: setSharing,
                onDelete: (mailing) => void page.remove(mailing),
              }}
            />
            {found.total > found.mailings.length && page.mayShowMore && (
              <button type="button" class="button" onClick={page.showMore}>
                {t('library.showMore')}
              </button>
            )}
          </>
        )}
        <DoneBar actions={actions} />
      </div>
      {begins && (
        <NewMailing
          copyOf={begins.copyOf}
          me={me}
          onClose={() => setBegins(null)}
          onBegun={({ id }) => {
            setBegins(null);
            go({ id, edit: 'setup' });
          }}
        />
      )}
      {sharing && (
        <SharingDialog
          kind="mailings"
          name={sharing.name}
          sharing={sharing}
          onClose={() => setSharing(null)}
          share={(body) => ask('mailings.share', { params: { id: sharing.id }, body })}
          onShared={(_, said) => {
            setSharing(null);
            actions.speak(said);
            void page.refresh();
          }}
        />
      )}
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
    </main>
  );
}

const nothing = () => ({
  noMatch: t('mailings.noMatch'),
  noMatchText: t('mailings.noMatchText'),
  showAll: t('mailings.showAll'),
  emptyTitle: t('mailings.emptyTitle'),
  emptyText: t('mailings.emptyText'),
  begin: t('mailings.new'),
});
