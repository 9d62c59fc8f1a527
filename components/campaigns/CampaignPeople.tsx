import { useRef } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { PeopleView } from '../../lib/contract/launch-api.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { SearchField } from '../library/SearchField.tsx';
import { useRows } from '../library/use-rows.ts';
import type { Clock } from '../time.ts';
import { PeoplePlans } from './PeoplePlans.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { type CampaignPeopleModel, useCampaignPeople } from './use-campaign-people.ts';

interface CampaignPeopleProps {
  campaignId: string;
  me: Me;
  clock: Clock;
  onLeave(): void;
  onEdit(): void;
  onLaunch(): void;
}

/** Who is on a campaign, where each stands, what comes next, and their plans. */
export function CampaignPeople({ campaignId, me, clock, onLeave, onEdit, onLaunch }: CampaignPeopleProps) {
  const model = useCampaignPeople(campaignId);
  const { campaign, done, problem } = model;
  const field = useRef<HTMLInputElement>(null);
  useRows({
    '/': () => field.current?.focus(),
    ...(done && { z: () => void model.takeBack(done.runId, done.id) }),
  });
  const takesIn = campaign !== null && campaign.archivedAt === null && campaign.days.length > 0;
  return (
    <main class="library">
      <div class="library-list stack">
        <header class="row-of wrap">
          <button type="button" class="button small" onClick={onLeave}>
            <Icon name="back" />
            {t('person.campaigns')}
          </button>
          <h1 class="grow cut">{t('people.title', { name: campaign?.name ?? '' })}</h1>
          <button type="button" class="button" onClick={onEdit}>
            {t('campaigns.plan')}
          </button>
          {takesIn && (
            <button type="button" class="button main" onClick={onLaunch}>
              <Icon name="addPerson" />
              {t('launch.open')}
            </button>
          )}
        </header>
        <search class="library-filters">
          <SearchField
            label={t('launch.search')}
            value={model.search}
            field={field}
            onSearch={(words) => model.setSearch(words)}
          />
          <Choice
            label={t('campaigns.state')}
            value={model.view}
            options={PeopleView.options.map((value) => ({ value, label: t(`people.view.${value}`) }))}
            onChange={(value) => model.setView(PeopleView.parse(value))}
          />
        </search>
        {problem && (
          <ProblemNote problem={problem} onDismiss={model.dismiss}>
            <button type="button" class="button small" onClick={() => void model.retry()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        )}
        <Found model={model} me={me} clock={clock} onLaunch={takesIn ? onLaunch : null} />
      </div>
      {done && (
        <UndoBar
          id={done.id}
          text={done.text}
          onUndo={() => void model.takeBack(done.runId, done.id)}
          onExpire={model.forget}
        />
      )}
      <p class="heard" aria-live="polite">
        {model.spoken}
      </p>
    </main>
  );
}

interface FoundProps {
  model: CampaignPeopleModel;
  me: Me;
  clock: Clock;
  onLaunch: (() => void) | null;
}

function Found({ model, me, clock, onLaunch }: FoundProps) {
  const { found, problem, search, view } = model;
  if (!found) return problem ? null : <Bones label={t('queue.loading')} />;
  if (found.total === 0) {
    if (search || view !== 'inside')
      return <Empty icon="search" title={t('launch.noMatch')} text={t('people.noMatchText')} />;
    return (
      <Empty icon="people" title={t('people.emptyTitle')} text={t('people.emptyText')}>
        {onLaunch && (
          <button type="button" class="button main" onClick={onLaunch}>
            {t('launch.open')}
          </button>
        )}
      </Empty>
    );
  }
  return (
    <>
      <div class="row-of wrap">
        <p class="soft grow" role="status">
          {t('launch.found', { count: found.total })}
        </p>
        <button
          type="button"
          class="button small"
          aria-expanded={model.allPlans}
          onClick={() => model.setAllPlans(!model.allPlans)}
        >
          {t('people.allPlans')}
        </button>
      </div>
      {model.allPlans && <PeoplePlans model={model} clock={clock} />}
      <PeopleTable model={model} people={found.people} me={me} clock={clock} />
      {found.total > found.people.length && (
        <button type="button" class="button" onClick={model.showMore}>
          {t('library.showMore')}
        </button>
      )}
    </>
  );
}
