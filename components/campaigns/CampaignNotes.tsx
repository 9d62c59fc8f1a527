import { useState } from 'preact/hooks';
import { findStep } from '../../lib/core/campaign/edit.ts';
import type { Cleared } from '../../lib/core/campaign/send-options.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTimeWithin } from '../time.ts';
import type { CampaignDraft } from './drafts.ts';
import type { CampaignForm, Wrong } from './form.ts';
import type { CampaignEditing } from './use-campaign-editing.ts';

interface CampaignNotesProps {
  editing: CampaignEditing;
  /** Unsaved work that the editor was opened with. */
  draft: CampaignDraft | null;
  mayChange: boolean;
  /** Only admins may change campaigns, and the user is none. */
  isLocked: boolean;
  clock: Clock;
}

/** What one should know before going on. */
export function CampaignNotes({ editing, draft, mayChange, isLocked, clock }: CampaignNotesProps) {
  const [isSeen, setSeen] = useState(false);
  const { base, form, theirs, problem, cleared, wrong } = editing;
  const reasons = reasonsOf(wrong, form);
  return (
    <>
      {!mayChange && base && (
        <Note
          tone="info"
          icon="shield"
          title={
            base.archivedAt !== null
              ? t('campaigns.isArchived')
              : isLocked
                ? t('lockdown.reason.campaigns')
                : t('campaigns.belongsTo', { name: base.ownerName ?? t('common.noName') })
          }
        />
      )}
      {draft && !isSeen && editing.isChanged && (
        <Note
          tone="info"
          icon="undo"
          title={t('editor.broughtBack', { time: dayAndTimeWithin(draft.savedAt, clock) })}
          text={t('editor.broughtBackText')}
        >
          <button type="button" class="button small" onClick={() => setSeen(true)}>
            {t('editor.goOn')}
          </button>
          <button type="button" class="button small" onClick={() => void editing.throwAway()}>
            {t('editor.throwAway')}
          </button>
        </Note>
      )}
      {theirs && (
        <div role="alert">
          <Note
            tone="warn"
            icon="problem"
            title={t('editor.conflict', { version: theirs.version })}
            text={t('editor.conflictText')}
          >
            <button
              type="button"
              class="button small"
              disabled={editing.busy}
              onClick={() => void editing.keepMine()}
            >
              {t('editor.keepMine')}
            </button>
            <button type="button" class="button small" onClick={() => editing.takeTheirs(theirs)}>
              {t('editor.takeTheirs')}
            </button>
          </Note>
        </div>
      )}
      {problem && !theirs && <ProblemNote problem={problem} reasons={reasons} onDismiss={editing.dismiss} />}
      {!problem && reasons.length > 0 && (
        <div role="alert">
          <Note tone="bad" icon="problem" title={t('campaigns.notSaved')} text={reasons.join(' ')} />
        </div>
      )}
      {cleared.length > 0 && (
        <Note
          tone="warn"
          icon="problem"
          title={t('campaigns.cleared')}
          text={cleared.map((one) => sayCleared(one, form)).join(' ')}
        >
          <button type="button" class="button small" onClick={editing.dismissCleared}>
            {t('common.dismiss')}
          </button>
        </Note>
      )}
      {form.days.length === 0 && <p class="soft">{t('campaigns.firstStep')}</p>}
    </>
  );
}

function sayCleared(one: Cleared, { days }: CampaignForm): string {
  const title = findStep(days, one.stepId)?.title ?? '';
  if (one.what === 'followUp') return t('campaigns.clearedFollowUp', { title });
  return t('campaigns.clearedSend', {
    title,
    was: t(`campaigns.send.${one.was}`),
    is: t(`campaigns.send.${one.is}`),
  });
}

/** What is wrong, with the step that it is about. */
function reasonsOf(wrong: Wrong, { days }: CampaignForm): string[] {
  const placed = stepsInOrder({ days });
  return [...wrong].slice(0, 5).map(([path, reason]) => {
    const [, day, index] = /^days\.(\d+)\.steps\.(\d+)/.exec(path) ?? [];
    const number = days[Number(day)]?.number;
    const found = placed.find((one) => one.dayNumber === number && one.stepNumber === Number(index) + 1);
    return found ? t('campaigns.inStep', { day: found.dayNumber, step: found.stepNumber, reason }) : reason;
  });
}
