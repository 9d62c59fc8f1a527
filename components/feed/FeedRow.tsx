import type { FeedEntry } from '../../lib/contract/feed.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, clockTime, fullTime } from '../time.ts';
import type { FeedActs } from './use-feed-acts.ts';
import { aboutOf, factsOf, icons, whoOf } from './words.ts';

interface FeedRowProps {
  entry: FeedEntry;
  isNew: boolean;
  acts: FeedActs;
  clock: Clock;
  /** Shows what has happened with this person alone; null where it does already. */
  onOnly: ((entry: FeedEntry) => void) | null;
}

/** One event: who, what, of which mail or campaign, when; and what can be done for the person. */
export function FeedRow({ entry, isNew, acts, clock, onOnly }: FeedRowProps) {
  const { kind, at, personId, companyName, campaignName } = entry;
  const name = whoOf(entry);
  const facts = factsOf(entry, clock);
  return (
    <li class={`feed-row feed-${kind}`} data-entry={entry.id} data-kind={kind}>
      <span class="feed-mark">
        <Icon name={icons[kind]} />
      </span>
      <div class="feed-text">
        <p class="row-of wrap">
          <button
            type="button"
            class="feed-who"
            data-row
            disabled={personId === null}
            onClick={() => acts.open(entry)}
          >
            <bdi>{name}</bdi>
          </button>
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
        {personId !== null && (
          <span class="feed-acts">
            <Act icon="email" label={t('feed.email', { name })} onClick={() => void acts.email(entry)} />
            <Act
              icon="add"
              label={t('feed.addToCampaign', { name })}
              onClick={() => void acts.addToCampaign(entry)}
            />
            {onOnly && <Act icon="person" label={t('feed.only', { name })} onClick={() => onOnly(entry)} />}
          </span>
        )}
      </div>
    </li>
  );
}

function Act({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
