import { useRef, useState } from 'preact/hooks';
import { type KeyMap, useKeys } from '../../components/data/use-keys.ts';
import { Note } from '../../components/feedback/Note.tsx';
import { Notices } from '../../components/feedback/Notices.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { UndoBar } from '../../components/feedback/UndoBar.tsx';
import { formatList, type TextKey, t } from '../../components/i18n.ts';
import { PermissionNote } from '../../components/onboarding/PermissionNote.tsx';
import { Header } from '../../components/shell/Header.tsx';
import { KeysDialog } from '../../components/shell/KeysDialog.tsx';
import { SyncNote } from '../../components/shell/SyncNote.tsx';
import type { QueueHandle } from '../../components/tasks/Queue.tsx';
import { SnoozeDialog } from '../../components/tasks/SnoozeDialog.tsx';
import { WorkBar } from '../../components/tasks/WorkBar.tsx';
import type { Clock } from '../../components/time.ts';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import { ListPane } from './ListPane.tsx';
import { TaskPane } from './TaskPane.tsx';
import { type DeskModel, useDesk } from './use-desk.ts';

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
  const target = desk.openId ? (desk.open?.task ?? null) : null;
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
  const closeSidebar = (): void => void link.ask('sidebar.close', {});
  const undo = async (): Promise<void> => {
    const undone = await actions.undo();
    if (undone && desk.openId) desk.setOpenId(undone.id);
  };
  const onTask = (act: (task: NonNullable<typeof target>) => void) => (): void => {
    if (target?.status === 'open') act(target);
  };
  const shared: KeyMap = {
    '?': () => setOverlay('keys'),
    z: () => void undo(),
    w: () => void desk.startWork(),
  };
  useKeys(
    desk.openId
      ? {
          ...shared,
          s: () => main.current?.click(),
          e: onTask((task) => void desk.finish(task, task.type)),
          h: onTask(snooze),
          Delete: onTask((task) => void desk.skip(task)),
          Escape: back,
        }
      : {
          ...shared,
          ...listKeys(desk, queue, search, snooze),
          Escape: () => (link.framed ? closeSidebar() : undefined),
        },
  );

  return (
    <div class="sidebar">
      <Header
        session={session}
        clock={clock}
        compact={compact}
        onCompact={setCompact}
        onClose={link.framed ? closeSidebar : undefined}
        onKeys={() => setOverlay('keys')}
        onSync={() => void link.ask('sync.now', {})}
        onWorkspace={() => session.server && link.openTab(session.server)}
        onSignOut={() => void link.ask('session.signOut', {})}
      />
      <DeskNotes desk={desk} session={session} clock={clock} reloadSession={reloadSession} />
      <main aria-label={t('shell.tasks')}>
        {desk.openId ? (
          <TaskPane desk={desk} clock={clock} main={main} onBack={back} onSnooze={snooze} />
        ) : (
          <ListPane
            desk={desk}
            session={session}
            clock={clock}
            compact={compact}
            queue={queue}
            search={search}
            onSnooze={snooze}
          />
        )}
      </main>
      {actions.done && (
        <UndoBar
          id={actions.done.id}
          text={actions.done.text}
          onUndo={actions.done.actionId ? () => void undo() : null}
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

function listKeys(
  desk: DeskModel,
  queue: { current: QueueHandle | null },
  search: { current: HTMLInputElement | null },
  snooze: (task: { id: string; personName: string; title: string }) => void,
): KeyMap {
  const onRow = (act: (row: NonNullable<ReturnType<QueueHandle['current']>>) => void) => (): void => {
    const row = queue.current?.current();
    if (row) act(row);
  };
  const down = (): void => queue.current?.move(1);
  const up = (): void => queue.current?.move(-1);
  return {
    j: down,
    ArrowDown: down,
    k: up,
    ArrowUp: up,
    s: onRow((row) => {
      desk.setOpenId(row.id);
      if (row.type === 'email') void desk.write(row.id);
    }),
    e: onRow((row) => void desk.finish(row, row.type)),
    h: onRow(snooze),
    Delete: onRow((row) => void desk.skip(row)),
    '/': () => search.current?.focus(),
  };
}

const functionNames: Readonly<Record<string, TextKey>> = {
  openCompose: 'page.function.openCompose',
  account: 'page.function.account',
  layout: 'page.function.layout',
  theme: 'page.function.theme',
  recipients: 'page.function.recipients',
  copies: 'page.function.copies',
  subject: 'page.function.subject',
  body: 'page.function.body',
  fill: 'page.function.fill',
  sendSignal: 'page.function.sendSignal',
  discardSignal: 'page.function.discardSignal',
  proof: 'page.function.proof',
};

/** What is off, each once: several parts of a page may serve one function. */
function functionsOf(lost: readonly { function: string }[]): string[] {
  return [...new Set(lost.map((part) => part.function))].map((name) => {
    const key = functionNames[name];
    return key ? t(key) : name;
  });
}

function DeskNotes({
  desk,
  session,
  clock,
  reloadSession,
}: { desk: DeskModel } & Pick<DeskProps, 'session' | 'clock' | 'reloadSession'>) {
  const { link, actions, notices, page } = desk;
  const lost = page.value?.missing ?? [];
  return (
    <section class="notes" aria-label={t('notice.label')}>
      <SyncNote
        sync={session.sync}
        clock={clock}
        onRetry={() => void link.ask('sync.now', {})}
        onSignIn={() => link.openTab(link.pageUrl('welcome.html'))}
      />
      <PermissionNote missing={session.missingPermissions} onGranted={() => void reloadSession()} />
      {lost.length > 0 && (
        <Note
          tone="warn"
          icon="problem"
          title={t('page.changedTitle')}
          text={t('page.changedText', { functions: formatList(functionsOf(lost)) })}
        />
      )}
      <Notices
        notices={notices.value?.notices ?? []}
        onOpen={desk.setOpenId}
        onDismiss={(id) => void link.ask('notices.dismiss', { id }).then(notices.reload)}
      />
      {actions.problem && (
        <ProblemNote problem={actions.problem} onDismiss={() => actions.setProblem(null)} />
      )}
    </section>
  );
}
