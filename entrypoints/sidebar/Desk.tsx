import { useRef, useState } from 'preact/hooks';
import { useKeys } from '../../components/data/use-keys.ts';
import { useNewsCount } from '../../components/feed/use-feed.ts';
import { UndoBar } from '../../components/feedback/UndoBar.tsx';
import { t } from '../../components/i18n.ts';
import type { Whom } from '../../components/launch/PeopleLaunch.tsx';
import { PersonDialogs } from '../../components/person/PersonDialogs.tsx';
import { usePersonActs } from '../../components/person/use-person-acts.ts';
import { Header } from '../../components/shell/Header.tsx';
import { KeysDialog } from '../../components/shell/KeysDialog.tsx';
import { Tabs } from '../../components/shell/Tabs.tsx';
import type { QueueHandle } from '../../components/tasks/Queue.tsx';
import { SnoozeDialog } from '../../components/tasks/SnoozeDialog.tsx';
import { WorkBar } from '../../components/tasks/WorkBar.tsx';
import type { Clock } from '../../components/time.ts';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import { DeskNotes } from './DeskNotes.tsx';
import { deskKeys } from './desk-keys.ts';
import { FeedTab } from './FeedTab.tsx';
import { LazyLaunch } from './LazyLaunch.tsx';
import { ListPane } from './ListPane.tsx';
import { OwnTaskDialog, useOwnTasks } from './OwnTasks.tsx';
import { PersonTab } from './PersonTab.tsx';
import { TaskPane } from './TaskPane.tsx';
import { useDesk } from './use-desk.ts';
import { usePerson } from './use-person.ts';
import { useTab } from './use-tab.ts';

const titles = { tasks: 'shell.tasks', person: 'tabs.person', feed: 'feed.title' } as const;

interface DeskProps {
  session: SessionInfo;
  reloadSession(): Promise<void>;
  clock: Clock;
  density: [compact: boolean, setCompact: (compact: boolean) => void];
}

/** The signed-in sidebar: header, what must be told, the list or a task, and the bars at the foot. */
export function Desk({ session, reloadSession, clock, density: [compact, setCompact] }: DeskProps) {
  const desk = useDesk(clock);
  const { link, actions } = desk;
  const queue = useRef<QueueHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement | null>(null);
  const [overlay, setOverlay] = useState<'keys' | 'snooze' | null>(null);
  const [tab, setTab] = useTab();
  const person = usePerson(tab);
  const news = useNewsCount(tab === 'feed');
  const toTask = (id: string): void => {
    setTab('tasks');
    desk.setOpenId(id);
  };
  const personActs = usePersonActs({
    actions,
    pane: person.pane.value,
    openTask: (task) => toTask(task.id),
    startTask: (task) => {
      toTask(task.id);
      if (task.type === 'email') void desk.write(task.id);
    },
  });
  const own = useOwnTasks({
    actions,
    left: (id) => {
      if (desk.openId === id) desk.setOpenId(null);
    },
  });
  const startWork = (): void => {
    setTab('tasks');
    void desk.startWork();
  };
  const [snoozed, setSnoozed] = useState<{ id: string; personName: string; title: string } | null>(null);
  const snooze = (task: typeof snoozed): void => {
    setSnoozed(task);
    if (task) setOverlay('snooze');
  };
  const back = (): void => {
    if (desk.work.value?.active) void desk.stopWork();
    desk.setOpenId(null);
    setTimeout(() => queue.current?.focus());
  };
  const openTools = async (): Promise<void> => {
    const { opened } = await link.ask('tools.open', {});
    if (!opened) actions.tell(t('tools.noWindow'), '');
  };
  const closeSidebar = (): void => void link.ask('sidebar.close', {});
  const undo = async (): Promise<void> => {
    const undone = await actions.undo();
    if (undone && desk.openId) desk.setOpenId(undone.id);
  };
  const [launch, setLaunch] = useState<Whom | null>(null);
  const me = session.me;
  const keys = deskKeys({
    desk,
    tab,
    queue,
    search,
    main,
    snooze,
    addTask: own.add,
    showKeys: () => setOverlay('keys'),
    setTab,
    undo: () => void undo(),
    startWork,
    openTools: () => void openTools(),
    back,
    close: link.framed ? closeSidebar : () => undefined,
  });
  // What is chosen for a launch goes by no stray key.
  useKeys(launch ? {} : keys);
  if (launch && me)
    return (
      <div class="sidebar">
        <LazyLaunch
          me={me}
          clock={clock}
          whom={launch}
          onLeave={() => setLaunch(null)}
          onCampaign={(hash) => link.openTab(link.pageUrl(`workspace.html${hash}`))}
        />
      </div>
    );

  return (
    <div class="sidebar">
      <Header
        title={t(titles[tab])}
        session={session}
        clock={clock}
        compact={compact}
        onCompact={setCompact}
        onClose={link.framed ? closeSidebar : undefined}
        onKeys={() => setOverlay('keys')}
        onSync={() => void link.ask('sync.now', {})}
        onDiagnostics={() => link.openTab(link.pageUrl('diagnostics.html'))}
        onTools={() => void openTools()}
        onWorkspace={() => session.server && link.openTab(session.server)}
        onTemplates={() => link.openTab(link.pageUrl('workspace.html'))}
        onLaunch={() => setLaunch({ people: [], emails: [] })}
        onSignOut={() => void link.ask('session.signOut', {})}
      />
      <Tabs tab={tab} who={person.who} isNew={person.isNew} news={news} onTab={setTab} />
      <DeskNotes desk={desk} session={session} clock={clock} reloadSession={reloadSession} onOpen={toTask} />
      <main>
        <div class="panel" id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {tab === 'feed' ? (
            <FeedTab actions={actions} clock={clock} />
          ) : tab === 'person' ? (
            <PersonTab
              person={person}
              acts={personActs}
              clock={clock}
              onLaunch={(emails) => setLaunch({ people: [], emails })}
            />
          ) : desk.openId ? (
            <TaskPane desk={desk} clock={clock} main={main} own={own} onBack={back} onSnooze={snooze} />
          ) : (
            <ListPane
              desk={desk}
              session={session}
              clock={clock}
              compact={compact}
              queue={queue}
              search={search}
              onAdd={own.add}
              onSnooze={snooze}
            />
          )}
        </div>
      </main>
      {actions.done && (
        <UndoBar
          id={actions.done.id}
          text={actions.done.text}
          onUndo={actions.done.undo ? () => void undo() : null}
          onExpire={actions.expire}
        />
      )}
      {desk.work.value?.active && (
        <WorkBar
          work={desk.work.value}
          onNext={() => void desk.nextInWork()}
          onStop={() => void desk.stopWork()}
        />
      )}
      <p class="heard" role="status" aria-live="polite">
        {actions.spoken}
      </p>
      <PersonDialogs
        model={personActs}
        clock={clock}
        onLaunch={(one) => setLaunch({ people: [one], emails: [] })}
      />
      <OwnTaskDialog model={own} clock={clock} />
      {overlay === 'keys' && <KeysDialog onClose={() => setOverlay(null)} />}
      {overlay === 'snooze' && snoozed && (
        <SnoozeDialog
          title={snoozed.personName || snoozed.title}
          clock={clock}
          onClose={() => setOverlay(null)}
          onSnooze={(until) => {
            setOverlay(null);
            void desk.snooze(snoozed, until);
          }}
        />
      )}
    </div>
  );
}
