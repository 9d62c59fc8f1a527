import type {
  PracticeFolder,
  PracticeThreadAction,
  PracticeThreadRow,
} from '../../../lib/contract/practice.ts';
import type { Recipient } from '../../../lib/contract/primitives.ts';
import { api } from '../api.ts';
import { Icon } from '../icons.tsx';
import { follow } from '../route.ts';
import { longTime, shortTime, t, tn } from '../text.ts';
import { Avatar } from './Avatar.tsx';
import { Empty, Failed, Loading } from './states.tsx';
import { usePages } from './use-pages.ts';
import { useRowKeys } from './use-row-keys.ts';

interface ThreadListProps {
  folder: PracticeFolder;
  search: string;
  onChange: (threadId: string, action: PracticeThreadAction) => Promise<void>;
}

/** Conversations of a folder, newest first. */
export function ThreadList({ folder, search, onChange }: ThreadListProps) {
  const { value, error, reload, more } = usePages(`${folder}?${search}`, (offset) =>
    api.threads(folder, search, offset),
  );
  const list = useRowKeys({
    e: (id) => void onChange(id, 'archive'),
    Delete: (id) => void onChange(id, 'delete'),
    '#': (id) => void onChange(id, 'delete'),
  });
  return (
    <div class="pane" data-practice-view={folder}>
      <h2 class="pane-title">{t(folder)}</h2>
      {!value && !error && <Loading />}
      {!value && error && <Failed error={error} onRetry={reload} />}
      {value?.rows.length === 0 && <EmptyFolder folder={folder} search={search} />}
      {value && value.rows.length > 0 && (
        <ul class="rows" ref={list}>
          {value.rows.map((row) => (
            <ThreadRow key={row.threadId} row={row} folder={folder} onChange={onChange} />
          ))}
        </ul>
      )}
      {value && value.rows.length < value.total && (
        <button type="button" class="small more" onClick={more}>
          {t('more')}
        </button>
      )}
    </div>
  );
}

function EmptyFolder({ folder, search }: { folder: PracticeFolder; search: string }) {
  if (search)
    return <Empty icon="search" title={t('empty.search', { search })} hint={t('empty.search.hint')} />;
  return (
    <Empty
      icon={folder}
      title={t(folder === 'inbox' ? 'empty.inbox' : 'empty.sent')}
      hint={t(folder === 'inbox' ? 'empty.inbox.hint' : 'empty.sent.hint')}
    />
  );
}

interface ThreadRowProps {
  row: PracticeThreadRow;
  folder: PracticeFolder;
  onChange: ThreadListProps['onChange'];
}

function ThreadRow({ row, folder, onChange }: ThreadRowProps) {
  const names = row.people.map(nameOf).join(', ') || t('noRecipients');
  const who = folder === 'sent' ? t('toPeople', { people: names }) : names;
  return (
    <li class={row.unread ? 'row row-unread' : 'row'}>
      <a
        class="row-link"
        href={`/practice/thread/${row.threadId}`}
        data-practice-row={row.threadId}
        onClick={follow({ view: 'thread', id: row.threadId })}
      >
        <Avatar person={row.people[0] ?? { email: '?' }} />
        <span class="row-who" dir="auto">
          {row.unread && <span class="hidden-text">{t('unread')} </span>}
          {who}
          {row.count > 1 && (
            <span class="row-count" title={tn('messages', row.count)}>
              {row.count}
            </span>
          )}
        </span>
        <span class="row-text">
          <span class="row-subject" dir="auto">
            {row.subject || t('noSubject')}
          </span>
          <span class="row-snippet" dir="auto">
            {row.snippet}
          </span>
        </span>
        <time class="row-time" dateTime={row.at} title={longTime(row.at)}>
          {shortTime(row.at, new Date())}
        </time>
      </a>
      <div class="row-actions">
        <button
          type="button"
          class="icon-button"
          aria-label={`${t('archive')}: ${row.subject}`}
          title={t('archive')}
          onClick={() => void onChange(row.threadId, 'archive')}
        >
          <Icon name="archive" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`${t('delete')}: ${row.subject}`}
          title={t('delete')}
          onClick={() => void onChange(row.threadId, 'delete')}
        >
          <Icon name="trash" />
        </button>
      </div>
    </li>
  );
}

function nameOf({ name, email }: Recipient): string {
  return name ?? email;
}
