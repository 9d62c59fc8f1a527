import type { StepCounts } from '../../lib/contract/analytics.ts';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { shareOf } from '../../lib/core/analytics/add.ts';
import { BarChart } from '../charts/BarChart.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { Icon } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { mailColumns, peopleColumns, plainColumn } from './columns.ts';
import { FigureTable } from './FigureTable.tsx';
import { percent } from './percent.ts';

/** One campaign, step by step: how far those came who came onto it in the period, and what came of it. */
export function Steps({ found, onBack }: { found: ResponseOf<'analytics.steps'>; onBack(): void }) {
  const { name, people, steps } = found;
  const share = (step: StepCounts) => percent(shareOf(step.reached, people.entered));
  return (
    <>
      <div class="row-of">
        <button type="button" class="button plain small" onClick={onBack}>
          <Icon name="back" />
          {t('analytics.allCampaigns')}
        </button>
        <h2 class="grow">
          <bdi>{name}</bdi>
        </h2>
      </div>
      {people.entered === 0 ? (
        <Empty icon="people" title={t('analytics.nobody')} text={t('analytics.nobodyText')} />
      ) : (
        <>
          <BarChart
            title={t('analytics.funnel')}
            summary={t('analytics.funnelSummary', { count: people.entered })}
            whole={people.entered}
            head={[t('analytics.step'), t('analytics.count.reached'), t('analytics.count.done')]}
            bars={[
              {
                label: t('analytics.count.entered'),
                value: people.entered,
                part: 0,
                text: formatNumber(people.entered),
              },
              ...steps.map((step) => ({
                label: labelOf(step),
                value: step.reached,
                part: step.done,
                text: t('analytics.reachedText', {
                  reached: formatNumber(step.reached),
                  share: share(step),
                  done: formatNumber(step.done),
                }),
              })),
            ]}
          />
          <FigureTable
            caption={t('analytics.steps')}
            nameHead={t('analytics.step')}
            file={t('analytics.steps')}
            rows={steps}
            keyOf={({ stepId }) => stepId}
            nameOf={labelOf}
            columns={[
              plainColumn<StepCounts>(
                t('analytics.count.reached'),
                t('analytics.meaning.reached'),
                ({ reached }) => reached,
              ),
              plainColumn<StepCounts>(
                t('analytics.count.done'),
                t('analytics.meaning.done'),
                ({ done }) => done,
              ),
              plainColumn<StepCounts>(
                t('analytics.count.skipped'),
                t('analytics.meaning.skipped'),
                ({ skipped }) => skipped,
              ),
              ...mailColumns<StepCounts>(),
            ]}
          />
          <FigureTable
            caption={t('analytics.people')}
            nameHead={t('center.column.campaign')}
            file={t('analytics.people')}
            rows={[found]}
            keyOf={() => name}
            nameOf={() => name}
            columns={peopleColumns<typeof found>()}
          />
        </>
      )}
    </>
  );
}

/** `Day 3 · Second mail`; what the campaign has no longer says so. */
function labelOf({ dayNumber, title, present }: StepCounts): string {
  const label = t('analytics.dayStep', { day: dayNumber, title });
  return present ? label : `${label} (${t('analytics.gone')})`;
}
