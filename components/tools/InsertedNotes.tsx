import type { MessageResponse } from '../../lib/contract/messages.ts';
import { CopyButton } from '../feedback/CopyButton.tsx';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { FilesToAdd } from '../library/FilesToAdd.tsx';

export type Inserted = Extract<MessageResponse<'tools.insert'>, { ok: true }>['value'];

/** What went otherwise than the person asked; empty when all is well. */
function caveatsOf({ report, links }: Inserted): ('body' | 'subject' | 'away' | 'unknown' | 'refused')[] {
  return [
    ...(report.body === 'done' || report.body === 'already' || report.body === 'empty'
      ? []
      : (['body'] as const)),
    ...(report.subject === 'unverified' ? (['subject'] as const) : []),
    ...(links === 'away' || links === 'unknown' || links === 'refused' ? [links] : []),
  ];
}

/** There is something to say, or to do, before the person goes on with the mail. */
export function needsLook(inserted: Inserted): boolean {
  return caveatsOf(inserted).length > 0 || inserted.attachments !== null;
}

interface InsertedNotesProps {
  inserted: Inserted;
  /** Plain text of what was to be inserted. */
  text: string;
  subject: string;
  onClose(): void;
}

/** Said after an insertion that needs a look. */
export function InsertedNotes({ inserted, text, subject, onClose }: InsertedNotesProps) {
  return (
    <div class="stack inserted" role="alert">
      {caveatsOf(inserted).map((caveat) => (
        <Note
          key={caveat}
          tone="warn"
          icon="problem"
          title={t(`tools.caveat.${caveat}`)}
          text={t(`tools.caveatText.${caveat}`)}
        >
          {caveat === 'body' && <CopyButton text={text} label={t('task.copyText')} />}
          {caveat === 'subject' && (
            <CopyButton text={subject} label={t('compose.copyField', { field: t('task.subject') })} />
          )}
        </Note>
      ))}
      {inserted.attachments && <FilesToAdd attachments={inserted.attachments} />}
      <button type="button" class="button main" data-first onClick={onClose}>
        {t('tools.backToMail')}
      </button>
    </div>
  );
}
