import type { FeedEntry, FeedFilters } from '../../lib/contract/feed.ts';
import { dayBounds } from '../../lib/core/task/group.ts';
import { DoneBar } from '../feedback/DoneBar.tsx';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useRows } from '../library/use-rows.ts';
import { PersonDialogs } from '../person/PersonDialogs.tsx';
import { PersonSheet } from '../person/PersonSheet.tsx';
import type { SomeoneActs } from '../person/use-someone.ts';
import { type Clock, shortDay } from '../time.ts';
import { FeedRow } from './FeedRow.tsx';
import type { FeedModel } from './use-feed.ts';

interface FeedListProps {
  feed: FeedModel;
  acts: SomeoneActs;
  clock: Clock;
  filters: FeedFilters;
  onFilter(filters: FeedFilters): void;
  /** Says and takes back what was done; false where the page around it does. */
  says: boolean;
}

/** The lines of the feed by day, the newest first, with the sheet of the person that was opened. */
export function FeedList({ feed, acts, clock, filters, onFilter, says }: FeedListProps) {
  const { found, problem } = feed;
  const { actions } = acts;
  const onRow = (act: (entry: FeedEntry) => void) => () => {
    const id = document.activeElement?.closest('[data-entry]')?.getAttribute('data-entry');
    const entry = found?.entries.find((one) => one.id === id);
    if (entry?.personId) act(entry);
  };
  const only = ({ personId }: FeedEntry): void => {
    if (personId !== null) onFilter({ ...filters, personId });
  };
  useRows({
    e: onRow((entry) => void acts.email(entry)),
    c: onRow((entry) => void acts.addToCampaign(entry)),
    t: onRow((entry) => void acts.addTask(entry)),
    p: onRow(only),
    ...(says && { z: () => void actions.undo() }),
  });
  const shownProblem = actions.problem ?? problem;
  return (
    <>
      {shownProblem && (
        <ProblemNote problem={shownProblem} onDismiss={() => actions.setProblem(null)}>
          <button type="button" class="button small" onClick={() => void feed.refresh()}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      )}
      {!found && !problem && <Bones label={t('queue.loading')} />}
      {found && found.entries.length === 0 && found.next === null && (
        <Nothing filters={filters} onFilter={onFilter} />
      )}
      {found &&
        byDay(found.entries, clock).map(({ day, title, entries }) => (
          <section key={day} class="feed-day" aria-label={title}>
            <h2>{title}</h2>
            <ul>
              {entries.map((entry) => (
                <FeedRow
                  key={entry.id}
                  entry={entry}
                  isNew={feed.isNew(entry)}
                  acts={acts}
                  clock={clock}
                  onOnly={filters.personId === undefined ? only : null}
                />
              ))}
            </ul>
          </section>
        ))}
      {found?.next && (
        <button type="button" class="button feed-more" onClick={feed.showMore}>
          {t('feed.more')}
        </button>
      )}
      {acts.opened && <PersonSheet id={acts.opened} acts={acts} clock={clock} />}
      <PersonDialogs model={acts.person} clock={clock} />
      {says && <DoneBar actions={actions} />}
      {says && (
        <p class="heard" role="status" aria-live="polite">
          {actions.spoken}
        </p>
      )}
    </>
  );
}

/** Nothing to show: because nothing has happened, or because nothing is like that. */
function Nothing({ filters, onFilter }: Pick<FeedListProps, 'filters' | 'onFilter'>) {
  if (Object.keys(filters).length === 0)
    return <Empty icon="diagnostics" title={t('feed.empty')} text={t('feed.emptyText')} />;
  return (
    <Empty icon="search" title={t('feed.noMatch')} text={t('feed.noMatchText')}>
      <button type="button" class="button" onClick={() => onFilter({})}>
        {t('center.clear')}
      </button>
    </Empty>
  );
}

/** Entries by the reader's calendar day; the order stays. */
function byDay(entries: readonly FeedEntry[], clock: Clock) {
  const days: { day: string; title: string; entries: FeedEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayBounds(new Date(entry.at), clock.timeZone).today;
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, title: shortDay(entry.at, clock), entries: [entry] });
  }
  return days;
}
