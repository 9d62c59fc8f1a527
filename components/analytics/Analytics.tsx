import type { ComponentChildren } from 'preact';
import type { Me } from '../../lib/contract/account.ts';
import type { UserCounts } from '../../lib/contract/analytics.ts';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/errors.ts';
import { NamedPastPeriod, PastPeriod } from '../../lib/contract/period.ts';
import { addTeams } from '../../lib/core/analytics/teams.ts';
import type { Live } from '../data/use-live.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { PeriodChoice } from '../library/PeriodChoice.tsx';
import { useRows } from '../library/use-rows.ts';
import { ViewAs } from '../library/ViewAs.tsx';
import { calendarDay, dayOf } from '../time.ts';
import { type AnalyticsAddress, useAnalyticsAddress, views } from './address.ts';
import { mailColumns, workColumns } from './columns.ts';
import { FigureTable } from './FigureTable.tsx';
import { Overview } from './Overview.tsx';
import { Steps } from './Steps.tsx';

/** What came of the work: by campaign and step, by template, and by who did it, over a period. */
export function Analytics({ me }: { me: Me }) {
  const [address, go] = useAnalyticsAddress();
  const { view, period, as, id } = address;
  const ask = useLibrary();
  const choices = useAsked('feed-choices', () => ask('feed.choices', {}));
  useRows({ Escape: () => id && go({ id: '' }) });
  return (
    <main class="library analytics">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('analytics.title')}</h1>
          {view !== 'teams' && (
            <ViewAs me={me} users={choices.value?.users} value={as} onChange={(next) => go({ as: next })} />
          )}
          <PeriodChoice
            value={period}
            named={NamedPastPeriod.options}
            onChange={(next) => go({ period: PastPeriod.parse(next ?? 'last30') })}
          />
        </header>
        <nav class="row-of wrap" aria-label={t('analytics.views')}>
          {views
            .filter((name) => name !== 'teams' || me.role === 'admin')
            .map((name) => (
              <button
                key={name}
                type="button"
                class="button small"
                aria-pressed={name === view}
                onClick={() => go({ view: name, id: '' })}
              >
                {t(`analytics.view.${name}`)}
              </button>
            ))}
        </nav>
        <Shown address={address} go={go} />
      </div>
    </main>
  );
}

interface ShownProps {
  address: AnalyticsAddress;
  go(change: Partial<AnalyticsAddress>): void;
}

function Shown({ address, go }: ShownProps) {
  if (address.view === 'templates') return <Templates address={address} />;
  if (address.view === 'users') return <Users address={address} />;
  if (address.view === 'teams') return <Teams address={address} />;
  return address.id ? <OneCampaign address={address} go={go} /> : <AllCampaigns address={address} go={go} />;
}

const queryOf = ({ period, as }: AnalyticsAddress) => ({ period, ...(as && { as }) });
const keyOf = (address: AnalyticsAddress) => `${address.view} ${address.period} ${address.as} ${address.id}`;

function AllCampaigns({ address, go }: ShownProps) {
  const ask = useLibrary();
  const live = useAsked(keyOf(address), () => ask('analytics.campaigns', { query: queryOf(address) }));
  const isEmpty = ({ campaigns, mails }: ResponseOf<'analytics.campaigns'>) =>
    campaigns.length === 0 && mails.sent.total === 0;
  return (
    <Answer live={live} isEmpty={isEmpty}>
      {(found) => <Overview found={found} onOpen={(id) => go({ id })} />}
    </Answer>
  );
}

function OneCampaign({ address, go }: ShownProps) {
  const ask = useLibrary();
  const { id } = address;
  const live = useAsked(keyOf(address), () =>
    ask('analytics.steps', { params: { id }, query: queryOf(address) }),
  );
  return (
    <Answer live={live} isEmpty={() => false}>
      {(found) => <Steps found={found} onBack={() => go({ id: '' })} />}
    </Answer>
  );
}

function Templates({ address }: Pick<ShownProps, 'address'>) {
  const ask = useLibrary();
  const live = useAsked(keyOf(address), () => ask('analytics.templates', { query: queryOf(address) }));
  return (
    <Answer live={live} isEmpty={({ templates }) => templates.length === 0}>
      {({ templates }) => (
        <FigureTable
          caption={t('analytics.view.templates')}
          nameHead={t('center.column.template')}
          file={t('analytics.view.templates')}
          rows={templates}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          columns={mailColumns<(typeof templates)[number]>()}
        />
      )}
    </Answer>
  );
}

function Users({ address }: Pick<ShownProps, 'address'>) {
  const ask = useLibrary();
  const live = useAsked(keyOf(address), () => ask('analytics.users', { query: queryOf(address) }));
  return (
    <Answer live={live} isEmpty={({ users }) => users.length === 0}>
      {({ users }) => (
        <FigureTable
          caption={t('analytics.view.users')}
          nameHead={t('center.column.sender')}
          file={t('analytics.view.users')}
          rows={users}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          columns={workColumns<UserCounts>()}
        />
      )}
    </Answer>
  );
}

function Teams({ address: { period } }: Pick<ShownProps, 'address'>) {
  const ask = useLibrary();
  const live = useAsked(`teams ${period}`, async () => {
    const [users, teams] = await Promise.all([
      ask('analytics.users', { query: { period, as: 'all' } }),
      ask('teams.list', {}),
    ]);
    if (!users.ok) return users;
    return teams.ok ? ok({ ...users.value, teams: addTeams(teams.value.teams, users.value.users) }) : teams;
  });
  return (
    <Answer live={live} isEmpty={({ users }) => users.length === 0}>
      {({ teams }) => (
        <>
          <FigureTable
            caption={t('analytics.view.teams')}
            nameHead={t('analytics.team')}
            file={t('analytics.view.teams')}
            rows={teams}
            keyOf={({ team }) => team?.id ?? ''}
            nameOf={({ team }) => team?.name ?? t('analytics.noTeam')}
            columns={workColumns<(typeof teams)[number]>()}
          />
          <p class="soft small">{t('analytics.inTwoTeams')}</p>
        </>
      )}
    </Answer>
  );
}

interface AnswerProps<T> {
  live: Live<T>;
  isEmpty(found: T): boolean;
  children(found: T): ComponentChildren;
}

/** Figures with between which days they were counted and what is not among them; or why there are none. */
function Answer<T extends { from: string; to: string; timeZone: string }>({
  live,
  isEmpty,
  children,
}: AnswerProps<T>) {
  const { value, problem, reload } = live;
  if (problem)
    return (
      <ProblemNote problem={problem}>
        <button type="button" class="button small" onClick={() => void reload()}>
          {t('common.retry')}
        </button>
      </ProblemNote>
    );
  if (!value) return <Bones label={t('queue.loading')} />;
  if (isEmpty(value))
    return <Empty icon="diagnostics" title={t('analytics.empty')} text={t('analytics.emptyText')} />;
  return (
    <>
      <p class="soft small">
        {t('analytics.between', { ...daysBetween(value), zone: value.timeZone })} {t('analytics.measured')}
      </p>
      {children(value)}
    </>
  );
}

/** First and last day of a period; the instant at which it ends is the day after. */
function daysBetween({ from, to, timeZone }: { from: string; to: string; timeZone: string }) {
  const shown = (at: number) => calendarDay(dayOf(at, timeZone));
  return { first: shown(Date.parse(from)), last: shown(Date.parse(to) - 1) };
}
