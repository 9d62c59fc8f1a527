import type { ToolRecipient } from '../../lib/contract/tools.ts';
import { Note } from '../feedback/Note.tsx';
import { formatList, t } from '../i18n.ts';

interface UnsubscribedNoteProps {
  recipients: readonly ToolRecipient[];
  /** Of the text that is chosen. */
  nonCommercial: boolean;
}

/** Who of a window's recipients has unsubscribed from sales, and whether the chosen text may go to them all the same. */
export function UnsubscribedNote({ recipients, nonCommercial }: UnsubscribedNoteProps) {
  const names = recipients.flatMap(({ email, person, unsubscribed }) =>
    unsubscribed ? [(person && `${person.firstName} ${person.lastName}`.trim()) || email] : [],
  );
  if (names.length === 0) return null;
  return (
    <div role="status" class="tool-note">
      <Note
        tone="warn"
        icon="forbidden"
        title={t('tools.unsubscribed', { names: formatList(names) })}
        text={t(nonCommercial ? 'tools.nonCommercialText' : 'tools.commercialText')}
      />
    </div>
  );
}
