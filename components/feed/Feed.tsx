import type { Me } from '../../lib/contract/account.ts';
import { useActions } from '../data/use-actions.ts';
import { useClock } from '../data/use-clock.ts';
import { t } from '../i18n.ts';
import { ViewAs } from '../library/ViewAs.tsx';
import { useSomeone } from '../person/use-someone.ts';
import { useFeedAddress } from './address.ts';
import { FeedFilterBar } from './FeedFilterBar.tsx';
import { FeedList } from './FeedList.tsx';
import { useFeed } from './use-feed.ts';

/** The live feed as a page: what people do with what we send, and what came of it, as it happens. */
export function Feed({ me }: { me: Me }) {
  const clock = useClock(me.user.timeZone);
  const [{ filters, as }, go] = useFeedAddress();
  const feed = useFeed(filters, as);
  const acts = useSomeone(useActions(clock));
  const bar = { feed, filters, onFilter: (next: typeof filters) => go({ filters: next }) };
  return (
    <main class="library feed">
      <div class="library-list stack">
        <header class="row-of wrap">
          <h1 class="grow">{t('feed.title')}</h1>
          <ViewAs me={me} users={feed.choices?.users} value={as} onChange={(next) => go({ as: next })} />
        </header>
        <FeedFilterBar {...bar} />
        <p class="soft small">{t('feed.measured')}</p>
        <FeedList {...bar} acts={acts} clock={clock} says />
      </div>
    </main>
  );
}
