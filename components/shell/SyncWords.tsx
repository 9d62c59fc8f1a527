import type { SyncStatus } from '../../lib/contract/sync.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, shortTime } from '../time.ts';

const icons: Record<SyncStatus['state'], IconName> = {
  fresh: 'done',
  working: 'working',
  offline: 'offline',
  serverAway: 'offline',
  signedOut: 'problem',
  failed: 'problem',
};

/** How the local copy stands to the server, in words. */
export function SyncWords({ sync, clock }: { sync: SyncStatus; clock: Clock }) {
  const words =
    sync.state === 'fresh' && sync.lastSyncAt
      ? t('sync.freshAt', { time: shortTime(sync.lastSyncAt, clock) })
      : t(`sync.${sync.state}`);
  return (
    <span class={`sync ${sync.state}`}>
      <Icon name={icons[sync.state]} />
      <span class="cut">
        {words}
        {sync.waiting > 0 && <> · {t('sync.waiting', { count: sync.waiting })}</>}
      </span>
    </span>
  );
}
