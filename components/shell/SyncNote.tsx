import type { SyncStatus } from '../../lib/contract/sync.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { type Clock, clockTime, dayAndTimeWithin } from '../time.ts';

interface SyncNoteProps {
  sync: SyncStatus;
  clock: Clock;
  onRetry(): void;
  onSignIn(): void;
}

/** What an outage means for the person and what still works; nothing while all is well. */
export function SyncNote({ sync, clock, onRetry, onSignIn }: SyncNoteProps) {
  if (sync.state === 'fresh' || sync.state === 'working') return null;
  if (sync.state === 'signedOut') {
    return (
      <Note tone="warn" icon="problem" title={t('sync.signedOut')} text={t('sync.signedOutDetail')}>
        <button type="button" class="button main small" onClick={onSignIn}>
          {t('shell.signInAgain')}
        </button>
      </Note>
    );
  }
  const nextTry = sync.nextTryAt
    ? ` ${t('sync.nextTry', { time: clockTime(sync.nextTryAt, clock.timeZone) })}`
    : '';
  return (
    <Note
      tone="warn"
      icon={sync.state === 'failed' ? 'problem' : 'offline'}
      title={t(`sync.${sync.state}`)}
      text={detailOf(sync, clock) + nextTry}
    >
      <button type="button" class="button small" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </Note>
  );
}

function detailOf(sync: SyncStatus, clock: Clock): string {
  if (sync.state === 'offline') return t('sync.offlineDetail');
  if (sync.state === 'serverAway') return t('sync.serverAwayDetail');
  return sync.lastSyncAt
    ? t('sync.failedDetail', { time: dayAndTimeWithin(sync.lastSyncAt, clock) })
    : t('sync.failedNever');
}
