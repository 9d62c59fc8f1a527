import { type FeedFilters, FeedKind } from '../../lib/contract/feed.ts';
import { NamedPastPeriod } from '../../lib/contract/period.ts';
import { t } from '../i18n.ts';
import { Choice } from '../library/LibraryFilters.tsx';
import { PeriodChoice } from '../library/PeriodChoice.tsx';
import type { FeedModel } from './use-feed.ts';

/** What people did, as against what we did ourselves. */
const engagement = [
  'opened',
  'clicked',
  'looked',
  'replied',
  'away',
  'bounced',
  'unsubscribed',
] as const satisfies readonly FeedKind[];
const everything = FeedKind.options.join(',');

interface FeedFilterBarProps {
  feed: FeedModel;
  filters: FeedFilters;
  onFilter(filters: FeedFilters): void;
}

/** What the feed is narrowed to. */
export function FeedFilterBar({ feed, filters, onFilter }: FeedFilterBarProps) {
  const set = (name: keyof FeedFilters, value: string | undefined): void => {
    const { [name]: _, ...rest } = filters;
    onFilter(value ? { ...rest, [name]: value } : rest);
  };
  const { choices, found } = feed;
  const person = found?.entries.find(({ personId }) => personId === filters.personId);
  return (
    <search class="library-filters">
      <Choice
        label={t('feed.kinds')}
        value={filters.kinds ?? ''}
        options={[
          { value: '', label: t('feed.usual') },
          { value: engagement.join(','), label: t('feed.engagement') },
          ...FeedKind.options.map((kind) => ({ value: kind, label: t(`feed.kind.${kind}`) })),
          { value: everything, label: t('feed.everything') },
        ]}
        onChange={(value) => set('kinds', value)}
      />
      {choices && choices.campaigns.length > 0 && (
        <Choice
          label={t('center.column.campaign')}
          value={filters.campaignId ?? ''}
          options={[
            { value: '', label: t('center.any') },
            ...choices.campaigns.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => set('campaignId', value)}
        />
      )}
      <PeriodChoice
        value={filters.period}
        named={NamedPastPeriod.options}
        orAny
        onChange={(period) => set('period', period)}
      />
      {filters.personId !== undefined && (
        <button type="button" class="button" onClick={() => set('personId', '')}>
          {t('feed.notOnly', { name: person?.personName ?? t('tabs.person') })}
        </button>
      )}
    </search>
  );
}
