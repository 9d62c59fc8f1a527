import type { FeedEntry } from '../../lib/contract/feed.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { SomeoneActs } from '../person/use-someone.ts';
import { Who, WhoActs } from '../person/WhoActs.tsx';
import { type Clock, clockTime, fullTime } from '../time.ts';
import { aboutOf, factsOf, icons } from './words.ts';

interface FeedRowProps {
  entry: FeedEntry;
  isNew: boolean;
  acts: SomeoneActs;
  clock: Clock;
  /** Shows what has happened with this person alone; null where it does already. */
  onOnly: ((entry: FeedEntry) => void) | null;
}

/** One event: who, what, of which mail or campaign, when; and what can be done for the person. */
export function FeedRow({ entry, isNew, acts, clock, onOnly }: FeedRowProps) {
  const { kind, at, companyName, campaignName } = entry;
  const facts = factsOf(entry, clock);
  return (
    <li class={`feed-row feed-${kind}`} data-entry={entry.id} data-kind={kind}>
      <span class="feed-mark">
        <Icon name={icons[kind]} />
      </span>
      <div class="feed-text">
        <p class="row-of wrap">
          <Who someone={entry} acts={acts} isRow />
          {companyName && <bdi class="soft cut">{companyName}</bdi>}
          {isNew && <span class="feed-new">{t('feed.new')}</span>}
        </p>
        <p>
          {t(`feed.kind.${kind}`)}
          {aboutOf(entry) && (
            <>
              {': '}
              <bdi>{aboutOf(entry)}</bdi>
            </>
          )}
        </p>
        {(campaignName !== null || facts.length > 0) && (
          <p class="soft small">
            {campaignName !== null && campaignName !== entry.title && <bdi>{campaignName}</bdi>}
            {facts.map((fact, index) => (
              <span key={fact}>
                {(index > 0 || (campaignName !== null && campaignName !== entry.title)) && ' · '}
                <bdi>{fact}</bdi>
              </span>
            ))}
          </p>
        )}
      </div>
      <div class="feed-side">
        <time class="soft small" dateTime={at} title={fullTime(at, clock.timeZone)}>
          {clockTime(at, clock.timeZone)}
        </time>
        <WhoActs someone={entry} acts={acts} onOnly={onOnly} />
      </div>
    </li>
  );
}
