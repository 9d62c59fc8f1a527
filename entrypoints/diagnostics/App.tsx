import '../../components/diagnostics.css';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLink } from '../../components/data/link.ts';
import { useClock } from '../../components/data/use-clock.ts';
import { useLive } from '../../components/data/use-live.ts';
import { CopyReport } from '../../components/diagnostics/CopyReport.tsx';
import { Access, Facts } from '../../components/diagnostics/Facts.tsx';
import { LastMails } from '../../components/diagnostics/LastMails.tsx';
import { MailPages } from '../../components/diagnostics/MailPages.tsx';
import { Bones } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { PermissionNote } from '../../components/onboarding/PermissionNote.tsx';
import type { ServerDiagnosis } from '../../lib/contract/diagnostics.ts';

/** How the mail pages are read and what became of the last mails, to be seen and to be reported. */
export function App() {
  const link = useLink();
  const live = useLive('diagnostics', () => link.ask('diagnostics.get', {}));
  const server = useServer();
  const clock = useClock(undefined);
  const report = live.value;
  const again = (): void => {
    void live.reload();
    server.ask();
  };
  return (
    <main class="diagnostics">
      <header class="row-of wrap">
        <span class="brand" aria-hidden="true">
          U
        </span>
        <div class="grow">
          <h1>{t('diagnostics.title')}</h1>
          <p class="soft">{t('diagnostics.lead')}</p>
        </div>
        <button type="button" class="button" onClick={again}>
          <Icon name="refresh" />
          {t('diagnostics.again')}
        </button>
        {report && <CopyReport report={report} server={server.answer} />}
      </header>
      <p class="soft">{t('diagnostics.copyHint')}</p>
      {live.problem && (
        <ProblemNote problem={live.problem}>
          <button type="button" class="button small" onClick={again}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      )}
      {!report && !live.problem && <Bones label={t('queue.loading')} />}
      {report && (
        <>
          <PermissionNote
            missing={report.permissions.filter(({ granted }) => !granted).map(({ site }) => site)}
            onGranted={again}
          />
          <MailPages tabs={report.tabs} clock={clock} />
          <LastMails sessions={report.sessions} clock={clock} />
          {report.unreadable > 0 && (
            <p class="note warn">{t('diagnostics.unreadable', { count: report.unreadable })}</p>
          )}
          <Access permissions={report.permissions} />
          <Facts report={report} server={server.answer} clock={clock} />
        </>
      )}
    </main>
  );
}

/** Asked apart from the rest, and not at each change: a server that is away lets one wait. */
function useServer(): { answer: ServerDiagnosis | null; ask(): void } {
  const link = useLink();
  const [answer, setAnswer] = useState<ServerDiagnosis | null>(null);
  const ask = useCallback(() => {
    setAnswer(null);
    const away = (): ServerDiagnosis => ({ state: 'away', version: null });
    void link.ask('diagnostics.server', {}).catch(away).then(setAnswer);
  }, [link]);
  useEffect(ask, [ask]);
  return { answer, ask };
}
