import type { MailCounts } from '../../lib/contract/analytics.ts';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { countOf, shareOf } from '../../lib/core/analytics/add.ts';
import { BarChart } from '../charts/BarChart.tsx';
import { LineChart } from '../charts/LineChart.tsx';
import { formatNumber, t } from '../i18n.ts';
import { figureText, mailColumns, peopleColumns } from './columns.ts';
import { FigureTable } from './FigureTable.tsx';
import { percent } from './percent.ts';

type Found = ResponseOf<'analytics.campaigns'>;
type Campaign = Found['campaigns'][number];

/** All campaigns of a period: the figures, the course of the days, and each campaign beside the others. */
export function Overview({ found, onOpen }: { found: Found; onOpen(id: string): void }) {
  const { campaigns, mails, days } = found;
  const answered = [...campaigns]
    .filter((one) => one.mails.sent.unique > 0)
    .sort(
      (a, b) => b.mails.replied.unique - a.mails.replied.unique || b.mails.sent.unique - a.mails.sent.unique,
    )
    .slice(0, 10);
  return (
    <>
      <Tiles mails={mails} />
      <LineChart
        title={t('analytics.overDays')}
        summary={t('analytics.daysSummary', {
          sent: formatNumber(mails.sent.total),
          opened: figureText(countOf(mails, 'opened')?.total ?? null),
          clicked: figureText(countOf(mails, 'clicked')?.total ?? null),
          replied: formatNumber(mails.replied.total),
        })}
        dayHead={t('analytics.day')}
        days={days.map(({ day }) => day)}
        series={(['sent', 'opened', 'clicked', 'replied'] as const).map((name) => ({
          label: t(`analytics.count.${name}`),
          values: days.map((day) => day.mails[name].total),
        }))}
      />
      {answered.length > 0 && (
        <BarChart
          title={t('analytics.answered')}
          summary={t('analytics.answeredSummary', { count: answered.length })}
          head={[t('center.column.campaign'), t('analytics.count.sent'), t('analytics.count.replied')]}
          bars={answered.map((one) => ({
            label: one.name,
            value: one.mails.sent.unique,
            part: Math.min(one.mails.replied.unique, one.mails.sent.unique),
            text: t('analytics.answeredText', {
              replied: formatNumber(one.mails.replied.unique),
              sent: formatNumber(one.mails.sent.unique),
              share: percent(shareOf(one.mails.replied.unique, one.mails.sent.unique)),
            }),
          }))}
        />
      )}
      <FigureTable
        caption={t('analytics.mailsOfCampaigns')}
        nameHead={t('center.column.campaign')}
        file={t('analytics.mailsOfCampaigns')}
        rows={campaigns}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        columns={mailColumns<Campaign>()}
        onOpen={({ id }) => onOpen(id)}
      />
      <FigureTable
        caption={t('analytics.people')}
        nameHead={t('center.column.campaign')}
        file={t('analytics.people')}
        rows={campaigns.filter(({ people }) => people.entered > 0)}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        columns={peopleColumns<Campaign>()}
      />
    </>
  );
}

const tiles = ['sent', 'opened', 'clicked', 'replied', 'bounced'] as const;

/** The figures of the period, totals large and uniques beside them. */
function Tiles({ mails }: { mails: MailCounts }) {
  return (
    <dl class="tiles">
      {tiles.map((name) => {
        const count = countOf(mails, name);
        return (
          <div key={name} title={t(`analytics.meaning.${name}`)}>
            <dt>{t(`analytics.count.${name}`)}</dt>
            <dd>
              <strong>{figureText(count?.total ?? null)}</strong>{' '}
              <span class="soft">
                {count === null
                  ? t(name === 'opened' ? 'analytics.noImages' : 'analytics.noLinks')
                  : t('analytics.inMails', { count: count.unique })}
              </span>
            </dd>
          </div>
        );
      })}
      {(['success', 'unsubscribed'] as const).map((name) => (
        <div key={name} title={t(`analytics.meaning.${name}`)}>
          <dt>{t(`analytics.count.${name}`)}</dt>
          <dd>
            <strong>{formatNumber(mails[name].unique)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
