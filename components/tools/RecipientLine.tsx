import type { ToolRecipient } from '../../lib/contract/tools.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** Whose data fills a template, or why it is nobody's. */
export function RecipientLine({ recipient }: { recipient: ToolRecipient | undefined }) {
  if (!recipient) return <p class="soft small">{t('tools.noRecipient')}</p>;
  const { email, person, state } = recipient;
  if (person) {
    return (
      <p class="small cut">
        {t('tools.for')}{' '}
        <strong>
          <bdi>{`${person.firstName} ${person.lastName}`.trim() || email}</bdi>
        </strong>{' '}
        <span class="soft">
          <bdi>{person.companyName ?? email}</bdi>
        </span>
      </p>
    );
  }
  return (
    <p class="warn-line small">
      <Icon name="problem" />
      <span>{t(`tools.recipient.${state === 'known' ? 'unknown' : state}`, { email })}</span>
    </p>
  );
}
