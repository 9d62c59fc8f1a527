import type { PersonReach } from '../../lib/contract/person-context.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { type Clock, shortDay } from '../time.ts';

interface ReachNotesProps {
  reach: PersonReach;
  clock: Clock;
  busy: boolean;
  onBack(): void;
  onUse(address: string): void;
}

/** What keeps mailings from a person, and the way to change it; nothing where they reach them. */
export function ReachNotes({ reach: { formerSince, blocked }, clock, busy, onBack, onUse }: ReachNotesProps) {
  return (
    <>
      {formerSince !== null && (
        <Note
          tone="warn"
          icon="person"
          title={t('reach.former', { day: shortDay(formerSince, clock) })}
          text={t('reach.formerText')}
        >
          <button type="button" class="button small" disabled={busy} onClick={onBack}>
            {t('reach.back')}
          </button>
        </Note>
      )}
      {blocked && (
        <Note
          tone="warn"
          icon="forbidden"
          title={t('reach.blocked', { address: blocked.address })}
          text={[saidOf(blocked), blocked.at && shortDay(blocked.at, clock)].filter(Boolean).join(' · ')}
        >
          <button type="button" class="button small" disabled={busy} onClick={() => onUse(blocked.address)}>
            {t('bounces.act.clear')}
          </button>
        </Note>
      )}
    </>
  );
}

/** What the mail server said: its words, or its codes where it had none. */
function saidOf({ code, status, text }: NonNullable<PersonReach['blocked']>): string {
  return text || [code, status].filter((part) => part !== null).join(' ');
}
