import type { ToolRecipient } from '../../lib/contract/tools.ts';
import { Note } from '../feedback/Note.tsx';
import { formatList, t } from '../i18n.ts';

interface RecipientNotesProps {
  recipients: readonly ToolRecipient[];
  /** Of the text that is chosen. */
  nonCommercial: boolean;
}

/**
 * Who of a window's recipients is better not written to: at a blocked domain, or unsubscribed from sales, and whether
 * the chosen text may go to those all the same.
 */
export function RecipientNotes({ recipients, nonCommercial }: RecipientNotesProps) {
  const blocked = recipients.filter(({ blockedDomain }) => blockedDomain !== undefined);
  const unsubscribed = recipients.filter((one) => one.unsubscribed);
  return (
    <div role="status" class="tool-notes">
      {blocked.length > 0 && (
        <Note
          tone="warn"
          icon="forbidden"
          title={t('tools.blocked', { names: namesOf(blocked) })}
          text={t('tools.blockedText')}
        />
      )}
      {unsubscribed.length > 0 && (
        <Note
          tone="warn"
          icon="forbidden"
          title={t('tools.unsubscribed', { names: namesOf(unsubscribed) })}
          text={t(nonCommercial ? 'tools.nonCommercialText' : 'tools.commercialText')}
        />
      )}
    </div>
  );
}

function namesOf(recipients: readonly ToolRecipient[]): string {
  return formatList(
    recipients.map(
      ({ email, person }) => (person && `${person.firstName} ${person.lastName}`.trim()) || email,
    ),
  );
}
