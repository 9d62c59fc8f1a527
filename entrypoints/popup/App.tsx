import { useState } from 'preact/hooks';
import { attempt, type Problem, useLink } from '../../components/data/link.ts';
import { useClock } from '../../components/data/use-clock.ts';
import { useLive } from '../../components/data/use-live.ts';
import { usePairing } from '../../components/data/use-pairing.ts';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatNumber, t } from '../../components/i18n.ts';
import { PairingPanel } from '../../components/onboarding/PairingPanel.tsx';
import { PermissionNote } from '../../components/onboarding/PermissionNote.tsx';
import { SignOut } from '../../components/shell/SignOut.tsx';
import { SyncNote } from '../../components/shell/SyncNote.tsx';
import { SyncWords } from '../../components/shell/SyncWords.tsx';
import { NextTask } from '../../components/tasks/NextTask.tsx';
import type { Clock } from '../../components/time.ts';
import type { DueCounts, SessionInfo } from '../../lib/contract/messages.ts';

/** The toolbar icon's popup: what is due and where to go on; works without the sidebar. */
export function App() {
  const link = useLink();
  const session = useLive('session', () => link.ask('session.get', {}));
  const clock = useClock(session.value?.me?.user.timeZone);
  const info = session.value;
  return (
    <main class="popup">
      <header class="head">
        <span class="brand" aria-hidden="true">
          U
        </span>
        <div class="grow">
          <h1 class="cut">{info?.me ? <bdi>{info.me.user.name}</bdi> : t('popup.title')}</h1>
          {info?.me && (
            <p class="soft cut">
              <bdi>{info.me.workspace.name}</bdi> · {info.me.user.email}
            </p>
          )}
        </div>
      </header>
      {session.problem && <ProblemNote problem={session.problem} />}
      {!info && !session.problem && <p class="soft">{t('queue.loading')}…</p>}
      {info && <PermissionNote missing={info.missingPermissions} onGranted={() => void session.reload()} />}
      {info && !info.paired && <Connect onPaired={() => void session.reload()} />}
      {info?.paired && <Today session={info} clock={clock} />}
      <button
        type="button"
        class="button plain small"
        onClick={() => link.openTab(link.pageUrl('diagnostics.html'))}
      >
        <Icon name="diagnostics" />
        {t('diagnostics.open')}
      </button>
    </main>
  );
}

function Connect({ onPaired }: { onPaired(): void }) {
  const pairing = usePairing();
  if (pairing.state.step === 'paired') onPaired();
  return (
    <>
      {pairing.state.step === 'address' && <p>{t('empty.unpairedText')}</p>}
      <PairingPanel pairing={pairing} />
    </>
  );
}

function Today({ session, clock }: { session: SessionInfo; clock: Clock }) {
  const link = useLink();
  const counts = useLive('counts', () => link.ask('tasks.counts', {}));
  const next = useLive('next', () => link.ask('tasks.next', {}));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [noTab, setNoTab] = useState(false);
  const openSidebar = async (): Promise<void> => {
    const { opened } = await link.ask('sidebar.open', {});
    setNoTab(!opened);
    if (opened) window.close();
  };
  const start = async (taskId: string): Promise<void> => {
    const answer = await attempt(() => link.ask('compose.start', { taskId }));
    setProblem(answer.ok ? null : answer.problem);
  };
  return (
    <>
      {session.sync.state === 'signedOut' ? (
        <SyncNote
          sync={session.sync}
          clock={clock}
          onRetry={() => void link.ask('sync.now', {})}
          onSignIn={() => link.openTab(link.pageUrl('welcome.html'))}
        />
      ) : (
        <SyncWords sync={session.sync} clock={clock} />
      )}
      {counts.value && <Figures counts={counts.value} />}
      {next.value && (
        <NextTask
          task={next.value.task}
          clock={clock}
          onStart={(task) => void (task.type === 'email' ? start(task.id) : openSidebar())}
        />
      )}
      {problem && <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
      {noTab && (
        <p class="note warn" role="alert">
          {t('popup.noMailTab')}
        </p>
      )}
      <div class="popup-ways">
        <button type="button" class="button" onClick={() => void openSidebar()}>
          <Icon name="panel" />
          {t('popup.openSidebar')}
        </button>
        {link.openSidePanel && (
          <button
            type="button"
            class="button"
            onClick={() => void link.openSidePanel?.().then(() => window.close())}
          >
            <Icon name="beside" />
            {t('popup.openPanel')}
          </button>
        )}
        <button type="button" class="button" onClick={() => session.server && link.openTab(session.server)}>
          <Icon name="external" />
          {t('popup.openWorkspace')}
        </button>
      </div>
      <SignOut
        waiting={session.sync.waiting}
        look="button plain small"
        onSignOut={() => void link.ask('session.signOut', {})}
      />
    </>
  );
}

function Figures({ counts }: { counts: DueCounts }) {
  return (
    <dl class="figures">
      {(['overdue', 'today', 'tomorrow'] as const).map((group) => (
        <div key={group} class={group === 'overdue' && counts.overdue > 0 ? 'late' : ''}>
          <dt>{t(`group.${group}`)}</dt>
          <dd>{formatNumber(counts[group])}</dd>
        </div>
      ))}
    </dl>
  );
}
