import { useEffect, useRef, useState } from 'preact/hooks';
import { useLink } from '../../components/data/link.ts';
import { useClock } from '../../components/data/use-clock.ts';
import { useKeys } from '../../components/data/use-keys.ts';
import { useLive } from '../../components/data/use-live.ts';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { Note } from '../../components/feedback/Note.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { InsertedNotes } from '../../components/tools/InsertedNotes.tsx';
import { RecipientLine } from '../../components/tools/RecipientLine.tsx';
import { TaskLine } from '../../components/tools/TaskLine.tsx';
import { TrackedSwitch } from '../../components/tools/TrackedSwitch.tsx';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import type { ToolView } from '../../lib/contract/tools.ts';
import { CampaignPane } from './CampaignPane.tsx';
import { TemplatePane } from './TemplatePane.tsx';
import { type PickerModel, usePicker } from './use-picker.ts';

/** The tools of one compose window, in a frame beside it; the window is named in the frame's address. */
export function App() {
  const compose = new URLSearchParams(location.hash.slice(1)).get('compose') ?? '';
  const link = useLink();
  const session = useLive('session', () => link.ask('session.get', {}));
  const picker = usePicker(compose);
  useKeys({ Escape: picker.close });
  return (
    <main class="picker">
      <Heading onClose={picker.close} />
      {session.value && !session.value.paired ? (
        <Unpaired />
      ) : picker.looked ? (
        <Looked picker={picker} looked={picker.looked} />
      ) : (
        <Body picker={picker} session={session.value} />
      )}
    </main>
  );
}

function Heading({ onClose }: { onClose(): void }) {
  return (
    <header class="picker-head">
      <h1 class="grow cut">{t('tools.title')}</h1>
      <button type="button" class="icon-button" aria-label={t('tools.close')} onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function Unpaired() {
  const link = useLink();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Empty icon="inbox" title={t('empty.unpairedTitle')} text={t('tools.unpaired')}>
      <button
        ref={button}
        type="button"
        class="button main"
        onClick={() => link.openTab(link.pageUrl('welcome.html'))}
      >
        {t('empty.unpairedAction')}
      </button>
    </Empty>
  );
}

function Looked({ picker, looked }: { picker: PickerModel; looked: NonNullable<PickerModel['looked']> }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-first]')?.focus(), []);
  return (
    <div ref={box} class="picker-body">
      <InsertedNotes {...looked} onClose={picker.close} />
    </div>
  );
}

function Body({ picker, session }: { picker: PickerModel; session: SessionInfo | null }) {
  const { view } = picker;
  if (view.value?.ok) return <Tools picker={picker} session={session} view={view.value.value} />;
  const problem = view.value ? view.value : view.problem;
  if (!problem) return <Bones label={t('queue.loading')} />;
  if (problem.code === 'COMPOSE_NOT_FOUND') return <Gone onClose={picker.close} />;
  return (
    <div class="picker-body stack">
      <ProblemNote problem={problem}>
        <button type="button" class="button small" onClick={() => void view.reload()}>
          {t('common.retry')}
        </button>
      </ProblemNote>
    </div>
  );
}

function Gone({ onClose }: { onClose(): void }) {
  return (
    <div class="picker-body" role="alert">
      <Note tone="warn" icon="problem" title={t('tools.composeClosed')}>
        <button type="button" class="button small" onClick={onClose}>
          {t('common.close')}
        </button>
      </Note>
    </div>
  );
}

interface ToolsProps {
  picker: PickerModel;
  session: SessionInfo | null;
  view: ToolView;
}

function Tools({ picker, session, view }: ToolsProps) {
  const [tab, setTab] = useState<'templates' | 'campaigns'>('templates');
  const clock = useClock(session?.me?.user.timeZone);
  const [first] = view.recipients;
  const recipient = view.window.to[0] ?? null;
  return (
    <>
      <section class="picker-top" aria-label={t('tools.thisMail')}>
        <RecipientLine recipient={recipient ? first : undefined} />
        <TaskLine
          tasks={view.tasks}
          linked={view.linked}
          busy={picker.busy}
          onLink={(taskId) => void picker.linkTask(taskId)}
          onUnlink={(sessionId) => void picker.unlink(sessionId)}
          onInsert={(id) =>
            void picker.insert({ type: 'task', id }, 'cursor', { recipient, text: '', subject: '' })
          }
        />
        <TrackedSwitch
          tracked={view.window.tracked}
          onlyHere={onlyHere(session?.server ?? null)}
          onChange={(tracked) => void picker.track(tracked)}
        />
        <ServerNote session={session} tracked={view.window.tracked} />
        {picker.problem && <ProblemNote problem={picker.problem} onDismiss={() => picker.setProblem(null)} />}
      </section>
      <Tabs tab={tab} onTab={setTab} />
      {tab === 'templates' ? (
        <TemplatePane picker={picker} view={view} />
      ) : (
        <CampaignPane picker={picker} view={view} clock={clock} />
      )}
    </>
  );
}

function ServerNote({ session, tracked }: { session: SessionInfo | null; tracked: boolean }) {
  const state = session?.sync.state;
  if (state === 'signedOut') return <Note tone="warn" icon="problem" title={t('sync.signedOutDetail')} />;
  if (state !== 'offline' && state !== 'serverAway') return null;
  return (
    <Note
      tone="warn"
      icon="offline"
      title={t(state === 'offline' ? 'sync.offline' : 'sync.serverAway')}
      text={t(tracked ? 'tools.awayTracked' : 'tools.away')}
    />
  );
}

const tabs = ['templates', 'campaigns'] as const;

function Tabs({ tab, onTab }: { tab: (typeof tabs)[number]; onTab(tab: (typeof tabs)[number]): void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next = tab === 'templates' ? 'campaigns' : 'templates';
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div ref={list} class="tool-tabs" role="tablist" aria-label={t('tools.title')}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab === name}
          aria-controls={`panel-${name}`}
          tabIndex={tab === name ? 0 : -1}
          onClick={() => onTab(name)}
          onKeyDown={move}
        >
          <Icon name={name === 'templates' ? 'template' : 'addPerson'} />
          {t(`tools.${name}`)}
        </button>
      ))}
    </div>
  );
}

/** The server's own name for this computer: what it tracks with can be opened nowhere else. */
function onlyHere(server: string | null): string | null {
  const host = server && URL.canParse(server) ? new URL(server).hostname : '';
  return /^(localhost|127\.|\[::1\]$)/.test(host) ? host : null;
}
