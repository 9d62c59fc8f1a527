import { useRef } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { isLocked } from '../../lib/core/access/may-change.ts';
import { useClock } from '../data/use-clock.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { LaunchPage } from '../launch/LaunchPage.tsx';
import { useRows } from '../library/use-rows.ts';
import type { Clock } from '../time.ts';
import { CampaignEditor } from './CampaignEditor.tsx';
import { CampaignFilters } from './CampaignFilters.tsx';
import { CampaignPeople } from './CampaignPeople.tsx';
import { CampaignTable } from './CampaignTable.tsx';
import { DeleteCampaign } from './DeleteCampaign.tsx';
import { ShareCampaign } from './ShareCampaign.tsx';
import { UnsavedCampaigns } from './UnsavedCampaigns.tsx';
import { type CampaignsPage, focusRow, useCampaignsPage } from './use-campaigns-page.ts';

/** The campaigns of a workspace, or the one that is written. */
export function Campaigns({ me }: { me: Me }) {
  const page = useCampaignsPage();
  const clock = useClock(me.user.timeZone);
  const { address } = page;
  if (!address.edit) return <List me={me} page={page} clock={clock} />;
  const leave = (): void => {
    page.go({ edit: '', id: '' });
    requestAnimationFrame(() => focusRow(address.id));
  };
  const places = {
    onLeave: leave,
    onPeople: () => page.go({ edit: 'people' }),
    onLaunch: () => page.go({ edit: 'launch' }),
    onEdit: () => page.go({ edit: 'open' }),
  };
  if (address.edit === 'launch')
    return <LaunchPage key={address.id} campaignId={address.id} me={me} clock={clock} {...places} />;
  if (address.edit === 'people')
    return <CampaignPeople key={address.id} campaignId={address.id} me={me} clock={clock} {...places} />;
  return (
    <CampaignEditor
      id={address.id}
      isNew={address.edit === 'new'}
      category={address.category}
      me={me}
      clock={clock}
      categories={page.found?.categories ?? []}
      onSaved={() => page.go({ edit: 'open' })}
      onLeave={leave}
      onPeople={places.onPeople}
      onLaunch={places.onLaunch}
    />
  );
}

interface ListProps {
  me: Me;
  page: CampaignsPage;
  clock: Clock;
}

/** Campaigns found, with the people inside, and looked after. */
function List({ me, page, clock }: ListProps) {
  const field = useRef<HTMLInputElement>(null);
  const locked = isLocked(me, 'campaigns');
  // Made here, so that what is written is found again under the same address.
  const create = (): void => {
    if (!locked) page.go({ id: crypto.randomUUID(), edit: 'new' });
  };
  useRows({
    '/': () => field.current?.focus(),
    n: create,
    Escape: () => {
      if (page.address.search) page.go({ search: '' });
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  const { deleting } = page;
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('person.campaigns')}</h1>
          {!locked && (
            <button type="button" class="button main" onClick={create}>
              <Icon name="add" />
              {t('campaigns.new')}
            </button>
          )}
        </header>
        {locked && <p class="note">{t('lockdown.reason.campaigns')}</p>}
        <CampaignFilters
          address={page.address}
          categories={page.found?.categories ?? []}
          others={(page.found?.users ?? []).filter(({ id }) => id !== me.user.id)}
          field={field}
          onChange={page.go}
        />
        <UnsavedCampaigns
          clock={clock}
          onOpen={(id, isNew) => page.go({ id, edit: isNew ? 'new' : 'open' })}
        />
        {page.problem && (
          <ProblemNote problem={page.problem} onDismiss={page.dismiss}>
            <button type="button" class="button small" onClick={() => void page.refresh()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        <Found page={page} me={me} clock={clock} onNew={locked ? null : create} />
      </div>
      {page.sharing && (
        <ShareCampaign
          campaign={page.sharing}
          onClose={() => page.setSharing(null)}
          onShared={(_, said) => {
            page.setSharing(null);
            void page.heard(said);
          }}
        />
      )}
      {deleting && (
        <DeleteCampaign
          campaign={deleting}
          onClose={() => page.setDeleting(null)}
          onArchive={() => {
            page.setDeleting(null);
            void page.archive(deleting, true);
          }}
          onDeleted={() => {
            page.setDeleting(null);
            void page.refresh();
          }}
        />
      )}
      <p class="heard" aria-live="polite">
        {page.spoken}
      </p>
    </main>
  );
}

function Found({ page, me, clock, onNew }: ListProps & { onNew: (() => void) | null }) {
  const { found, address } = page;
  if (!found) return page.problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0) return <Nothing page={page} onNew={onNew} />;
  return (
    <>
      <p class="soft" role="status">
        {t('campaigns.count', { count: found.total })}
      </p>
      <CampaignTable
        campaigns={found.campaigns}
        me={me}
        clock={clock}
        isArchive={address.view === 'archived'}
        act={{
          onOpen: (id) => page.go({ id, edit: 'open' }),
          onPeople: (id) => page.go({ id, edit: 'people' }),
          onLaunch: (id) => page.go({ id, edit: 'launch' }),
          onCopy: (campaign) => void page.copy(campaign),
          onArchive: (campaign, archived) => void page.archive(campaign, archived),
          onShare: page.setSharing,
          onDelete: page.setDeleting,
        }}
      />
      {found.total > found.campaigns.length && (
        <button type="button" class="button" onClick={page.showMore}>
          {t('library.showMore')}
        </button>
      )}
    </>
  );
}

/** Nothing to show: because there is nothing yet, or because nothing is like that. */
function Nothing({ page, onNew }: { page: CampaignsPage; onNew: (() => void) | null }) {
  const { view, search, category, as } = page.address;
  if (view === 'all' && !search && !category && !as)
    return (
      <Empty
        icon="flag"
        title={t('campaigns.emptyTitle')}
        text={t(onNew ? 'campaigns.emptyText' : 'addToCampaign.none')}
      >
        {onNew && (
          <button type="button" class="button main" onClick={onNew}>
            {t('campaigns.new')}
          </button>
        )}
      </Empty>
    );
  return (
    <Empty icon="search" title={t('addToCampaign.noMatch')} text={t('campaigns.noMatchText')}>
      <button
        type="button"
        class="button"
        onClick={() => page.go({ view: 'all', search: '', category: '', as: '' })}
      >
        {t('campaigns.showAll')}
      </button>
    </Empty>
  );
}
