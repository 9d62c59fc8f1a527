import type { MailingStatus } from '../../lib/contract/mailing.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';

const icons = {
  draft: 'edit',
  preparing: 'working',
  scheduled: 'alarm',
  sending: 'working',
  finished: 'done',
  finished_with_errors: 'problem',
  stopped: 'stop',
  failed: 'problem',
} as const satisfies Record<MailingStatus, IconName>;

/** Where a mailing stands, by a sign and in words. */
export function MailingStatusMark({ status }: { status: MailingStatus }) {
  return (
    <span class={`mailing-status ${status}`}>
      <Icon name={icons[status]} />
      {t(`mailings.status.${status}`)}
    </span>
  );
}
