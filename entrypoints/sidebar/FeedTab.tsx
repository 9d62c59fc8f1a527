import { useState } from 'preact/hooks';
import type { Actions } from '../../components/data/use-actions.ts';
import { FeedFilterBar } from '../../components/feed/FeedFilterBar.tsx';
import { FeedList } from '../../components/feed/FeedList.tsx';
import { useFeed } from '../../components/feed/use-feed.ts';
import { t } from '../../components/i18n.ts';
import { useSomeone } from '../../components/person/use-someone.ts';
import type { Clock } from '../../components/time.ts';
import type { FeedFilters } from '../../lib/contract/feed.ts';

/** The live feed beside the mail: one's own, with its filters folded away. */
export function FeedTab({ actions, clock }: { actions: Actions; clock: Clock }) {
  const [filters, setFilters] = useState<FeedFilters>({});
  const feed = useFeed(filters, '');
  const acts = useSomeone(actions);
  const bar = { feed, filters, onFilter: setFilters };
  return (
    <div class="feed feed-narrow stack">
      <details class="feed-fold" open={Object.keys(filters).length > 0}>
        <summary>{t('feed.narrow')}</summary>
        <FeedFilterBar {...bar} />
        <p class="soft small">{t('feed.measured')}</p>
      </details>
      <FeedList {...bar} acts={acts} clock={clock} says={false} />
    </div>
  );
}
