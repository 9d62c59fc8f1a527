import { useEffect, useState } from 'preact/hooks';
import { Analytics } from '../../components/analytics/Analytics.tsx';
import { Campaigns } from '../../components/campaigns/Campaigns.tsx';
import { Center } from '../../components/center/Center.tsx';
import { useLink } from '../../components/data/link.ts';
import { useLive } from '../../components/data/use-live.ts';
import { Feed } from '../../components/feed/Feed.tsx';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { Note } from '../../components/feedback/Note.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { type TextKey, t } from '../../components/i18n.ts';
import { Library } from '../../components/library/Library.tsx';
import { MailingsPage } from '../../components/mailings/MailingsPage.tsx';
import { PeoplePage } from '../../components/people/PeoplePage.tsx';
import { Settings } from '../../components/settings/Settings.tsx';
import { TasksPage } from '../../components/tasklist/TasksPage.tsx';
import type { Me } from '../../lib/contract/account.ts';
import type { SessionInfo } from '../../lib/contract/messages.ts';

const pages = [
  'tasks',
  'people',
  'campaigns',
  'mailings',
  'mails',
  'feed',
  'analytics',
  'templates',
  'settings',
] as const;
type PageName = (typeof pages)[number];
const titles = {
  tasks: 'shell.tasks',
  people: 'chosenPeople.title',
  campaigns: 'person.campaigns',
  mailings: 'mailings.title',
  mails: 'center.title',
  feed: 'feed.title',
  analytics: 'analytics.title',
  templates: 'library.title',
  settings: 'settings.title',
} as const satisfies Record<PageName, TextKey>;
/** What of each page still works without the server. */
const away = {
  tasks: 'tasksPage.away',
  people: 'campaigns.away',
  campaigns: 'campaigns.away',
  mailings: 'mailings.away',
  mails: 'center.away',
  feed: 'feed.serverAway',
  analytics: 'analytics.away',
  templates: 'library.away',
  settings: 'settings.away',
} as const satisfies Record<PageName, TextKey>;

/** The workspace in a tab of its own. Its first page are the templates. */
export function App() {
  const link = useLink();
  const page = usePage();
  const session = useLive('session', () => link.ask('session.get', {}));
  if (!session.value)
    return session.problem ? <ProblemNote problem={session.problem} /> : <Bones label={t('queue.loading')} />;
  const { me } = session.value;
  if (!me) return <Unpaired />;
  return (
    <>
      <header>
        <div class="workspace-head row-of">
          <span class="brand" aria-hidden="true">
            U
          </span>
          <strong class="grow cut">
            <bdi>{me.workspace.name}</bdi>
          </strong>
          <nav class="workspace-nav" aria-label={t('campaigns.pages')}>
            {pages.map((name) => (
              <a key={name} href={`#/${name}`} aria-current={name === page ? 'page' : undefined}>
                {t(titles[name])}
              </a>
            ))}
          </nav>
          <bdi class="soft cut">{me.user.name}</bdi>
        </div>
        <Away session={session.value} page={page} />
      </header>
      <Page name={page} me={me} />
    </>
  );
}

function Page({ name, me }: { name: PageName; me: Me }) {
  switch (name) {
    case 'tasks':
      return <TasksPage me={me} />;
    case 'people':
      return <PeoplePage me={me} />;
    case 'campaigns':
      return <Campaigns me={me} />;
    case 'mailings':
      return <MailingsPage me={me} />;
    case 'mails':
      return <Center me={me} />;
    case 'feed':
      return <Feed me={me} />;
    case 'analytics':
      return <Analytics me={me} />;
    case 'templates':
      return <Library me={me} />;
    case 'settings':
      return <Settings me={me} />;
  }
}

/** The page that the address names. */
function usePage(): PageName {
  const read = (): PageName => pages.find((name) => location.hash.startsWith(`#/${name}`)) ?? 'templates';
  const [page, setPage] = useState(read);
  useEffect(() => {
    const follow = () => setPage(read());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  return page;
}

function Unpaired() {
  const link = useLink();
  return (
    <Empty icon="inbox" title={t('empty.unpairedTitle')} text={t('library.unpaired')}>
      <button type="button" class="button main" onClick={() => link.openTab(link.pageUrl('welcome.html'))}>
        {t('empty.unpairedAction')}
      </button>
    </Empty>
  );
}

/** Campaigns and library are the server's: without it nothing here can be read or changed. */
function Away({ session, page }: { session: SessionInfo; page: PageName }) {
  const { state } = session.sync;
  if (state === 'signedOut') return <Note tone="warn" icon="problem" title={t('sync.signedOutDetail')} />;
  if (state !== 'offline' && state !== 'serverAway') return null;
  const title = t(state === 'offline' ? 'sync.offline' : 'sync.serverAway');
  return <Note tone="warn" icon="offline" title={title} text={t(away[page])} />;
}
