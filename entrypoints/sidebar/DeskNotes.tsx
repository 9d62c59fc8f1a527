import { AwayNote } from '../../components/absence/AwayNote.tsx';
import { Note } from '../../components/feedback/Note.tsx';
import { Notices } from '../../components/feedback/Notices.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { formatList, t } from '../../components/i18n.ts';
import { PermissionNote } from '../../components/onboarding/PermissionNote.tsx';
import { SyncNote } from '../../components/shell/SyncNote.tsx';
import type { Clock } from '../../components/time.ts';
import type { MissingPart } from '../../lib/contract/mail-page.ts';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import type { DeskModel } from './use-desk.ts';

interface DeskNotesProps {
  desk: DeskModel;
  session: SessionInfo;
  clock: Clock;
  reloadSession(): Promise<void>;
  onOpen(taskId: string): void;
}

/** What is off, each once: several parts of a page may serve one function. */
function functionsOf(lost: readonly MissingPart[]): string[] {
  return [...new Set(lost.map((part) => part.function))].map((name) => t(`page.function.${name}`));
}

/** What must be told above everything else. */
export function DeskNotes({ desk, session, clock, reloadSession, onOpen }: DeskNotesProps) {
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
      <AwayNote clock={clock} />
      <PermissionNote missing={session.missingPermissions} onGranted={() => void reloadSession()} />
      {lost.length > 0 && (
        <Note
          tone="warn"
          icon="problem"
          title={t('page.changedTitle')}
          text={t('page.changedText', { functions: formatList(functionsOf(lost)) })}
        >
          <button
            type="button"
            class="button small"
            onClick={() => link.openTab(link.pageUrl('diagnostics.html'))}
          >
            {t('diagnostics.open')}
          </button>
        </Note>
      )}
      {desk.inPage.value?.open && (
        <Note tone="info" icon="panel" title={t('surface.bothTitle')} text={t('surface.bothText')}>
          <button type="button" class="button small" onClick={() => void link.ask('sidebar.close', {})}>
            {t('surface.bothAction')}
          </button>
        </Note>
      )}
      <Notices
        notices={notices.value?.notices ?? []}
        onOpen={onOpen}
        onDismiss={(id) => void link.ask('notices.dismiss', { id }).then(notices.reload)}
        onUndo={(notice) => void desk.undoNotice(notice)}
      />
      {actions.problem && (
        <ProblemNote problem={actions.problem} onDismiss={() => actions.setProblem(null)} />
      )}
    </section>
  );
}
