import type { RefObject } from 'preact';
import { useQueue } from '../../components/data/use-queue.ts';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { Filters } from '../../components/tasks/Filters.tsx';
import { Queue, type QueueHandle } from '../../components/tasks/Queue.tsx';
import { type Clock, dayAndTime } from '../../components/time.ts';
import type { DueCounts, SessionInfo, TaskRow } from '../../lib/contract/messages.ts';
import type { DeskModel } from './use-desk.ts';

interface ListPaneProps {
  desk: DeskModel;
  session: SessionInfo;
  clock: Clock;
  compact: boolean;
  queue: RefObject<QueueHandle | null>;
  search: RefObject<HTMLInputElement | null>;
  onAdd(): void;
  onSnooze(task: TaskRow): void;
}

/** Search, filters and the queue, or why it is empty. */
export function ListPane(props: ListPaneProps) {
  const { desk, session, clock, compact, queue, search } = props;
  const { filter, setFilter } = desk;
  const data = useQueue(filter);
  const filtered = filter.type !== null || filter.campaignId !== null || filter.search.trim() !== '';
  const summary = data.summary;
  // The tools are left out only where there is nothing to search: it would be a screen of dead controls.
  const bare = summary !== null && summary.total === 0 && !filtered;
  return (
    <>
      {!bare && (
        <div class="tools">
          <SearchField
            field={search}
            value={filter.search}
            onSearch={(text) => setFilter({ ...filter, search: text })}
            onLeave={() => queue.current?.focus()}
          />
          <Filters filter={filter} campaigns={summary?.campaigns ?? []} onChange={setFilter} />
          {summary && summary.total > 0 && (
            <Sum desk={desk} words={sumWords(summary, data.rowAt(0), filtered, clock)} onAdd={props.onAdd} />
          )}
        </div>
      )}
      {data.problem && (
        <div class="notes">
          <ProblemNote problem={data.problem} />
        </div>
      )}
      {!summary && !data.problem && <Bones label={firstWords(session)} />}
      {summary && summary.total === 0 && (
        <NoTasks {...props} filtered={filtered} nextDueAt={summary.nextDueAt} />
      )}
      {summary && summary.total > 0 && (
        <Queue
          handle={queue}
          counts={summary.counts}
          total={summary.total}
          rowAt={data.rowAt}
          need={data.need}
          clock={clock}
          compact={compact}
          onOpen={(task) => desk.setOpenId(task.id)}
          onDone={(task) => void desk.finish(task, task.type)}
          onSnooze={props.onSnooze}
        />
      )}
    </>
  );
}

interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  onSearch(text: string): void;
  onLeave(): void;
}

function SearchField({ field, value, onSearch, onLeave }: SearchFieldProps) {
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key === 'Escape' && value) onSearch('');
    else onLeave();
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="text"
        inputMode="search"
        dir="auto"
        maxLength={200}
        aria-label={t('shell.search')}
        placeholder={t('shell.search')}
        value={value}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={leave}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </search>
  );
}

function Sum({ desk, words, onAdd }: { desk: DeskModel; words: string; onAdd(): void }) {
  return (
    <div class="sum">
      <span class="soft grow" role="status">
        {words}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t('newTask.anybody')}
        title={t('newTask.anybody')}
        onClick={onAdd}
      >
        <Icon name="add" />
      </button>
      {!desk.work.value?.active && (
        <button
          type="button"
          class="button main small"
          title={t('queue.workThroughHint')}
          onClick={() => void desk.startWork()}
        >
          <Icon name="play" />
          {t('queue.workThrough')}
        </button>
      )}
    </div>
  );
}

/** How many tasks there are; or, when today's are done, when it goes on. */
function sumWords(
  { counts, total }: { counts: DueCounts; total: number },
  first: TaskRow | undefined,
  filtered: boolean,
  clock: Clock,
): string {
  if (filtered || !first || first.group === 'overdue' || first.group === 'today')
    return t('queue.count', { count: total });
  const next = t('empty.doneNext', { time: dayAndTime(first.dueAt, clock), count: counts[first.group] });
  return `${t('empty.doneTitle')}. ${next}`;
}

function NoTasks({
  desk,
  session,
  clock,
  filtered,
  nextDueAt,
  onAdd,
}: ListPaneProps & { filtered: boolean; nextDueAt: string | null }) {
  if (filtered) {
    return (
      <Empty icon="search" title={t('empty.filterTitle')} text={t('empty.filterText')}>
        <button
          type="button"
          class="button"
          onClick={() => desk.setFilter({ type: null, campaignId: null, search: '' })}
        >
          {t('filter.clear')}
        </button>
      </Empty>
    );
  }
  if (session.sync.firstSyncRows !== null) return <Bones label={firstWords(session)} />;
  if (nextDueAt) {
    return (
      <Empty
        icon="done"
        title={t('empty.doneTitle')}
        text={t('empty.doneNextUnknown', { time: dayAndTime(nextDueAt, clock) })}
      >
        <AddTask onAdd={onAdd} />
      </Empty>
    );
  }
  return (
    <Empty icon="inbox" title={t('empty.firstTitle')} text={t('empty.firstText')}>
      <button
        type="button"
        class="button main"
        onClick={() => session.server && desk.link.openTab(session.server)}
      >
        {t('empty.firstAction')}
      </button>
      <AddTask onAdd={onAdd} />
    </Empty>
  );
}

function AddTask({ onAdd }: { onAdd(): void }) {
  return (
    <button type="button" class="button" onClick={onAdd}>
      <Icon name="add" />
      {t('newTask.anybody')}
    </button>
  );
}

function firstWords({ sync }: SessionInfo): string {
  return sync.firstSyncRows === null ? t('queue.loading') : t('sync.first', { count: sync.firstSyncRows });
}
