import { useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import type { TemplateDraft, TemplateForm } from '../../lib/contract/template-draft.ts';
import { diffTemplates } from '../../lib/core/library/diff.ts';
import type { Problem } from '../data/link.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { formatList, t } from '../i18n.ts';
import { Diff } from '../library/Versions.tsx';
import { type Clock, dayAndTimeWithin } from '../time.ts';
import { formOf } from './form.ts';
import { sayWrongPart } from './say-fault.ts';
import type { Editing } from './use-editing.ts';

interface EditorNotesProps {
  editing: Editing;
  /** Unsaved work that the editor was opened with. */
  draft: TemplateDraft | null;
  clock: Clock;
  /** Of work on a template that is gone: nothing is left to go back to. */
  onThrowAway(): void;
}

/** What one should know before going on: work that was brought back, a newer version of somebody else, a refusal. */
export function EditorNotes({ editing, draft, clock, onThrowAway }: EditorNotesProps) {
  const [isSeen, setSeen] = useState(false);
  const { theirs, problem, form, isGone } = editing;
  return (
    <>
      {isGone && <Gone onThrowAway={onThrowAway} />}
      {draft && !isSeen && !isGone && editing.isChanged && (
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
      {theirs && <Conflict editing={editing} theirs={theirs} form={form} />}
      {problem && !theirs && (
        <ProblemNote problem={problem} reasons={reasonsOf(problem, form)} onDismiss={editing.dismiss} />
      )}
    </>
  );
}

/** What is written is all that is left of it. */
function Gone({ onThrowAway }: Pick<EditorNotesProps, 'onThrowAway'>) {
  const [isAsked, setAsked] = useState(false);
  return (
    <div role="alert">
      <Note tone="warn" icon="problem" title={t('editor.gone')} text={t('editor.goneText')}>
        <button type="button" class="button small" onClick={isAsked ? onThrowAway : () => setAsked(true)}>
          {t(isAsked ? 'editor.throwAwayForGood' : 'editor.throwAway')}
        </button>
      </Note>
    </div>
  );
}

/** Why it was not saved, field by field. */
function reasonsOf({ code, fields = [] }: Problem, { variants }: TemplateForm): string[] {
  const languages = variants.map(({ language }) => language);
  return code !== 'INVALID_INPUT'
    ? []
    : fields.slice(0, 5).map((field) => t('editor.wrong', { reason: sayWrongPart(field, languages) }));
}

function Conflict({ editing, theirs, form }: { editing: Editing; theirs: Template; form: TemplateForm }) {
  const [isShown, setShown] = useState(false);
  return (
    <div class="stack" role="alert">
      <Note
        tone="warn"
        icon="problem"
        title={
          theirs.version === editing.begun.baseVersion
            ? t('editor.conflictPlace', {
                place: formatList([
                  theirs.category || t('library.noCategory'),
                  t(theirs.shared ? 'library.view.shared' : 'library.view.unshared'),
                ]),
              })
            : t('editor.conflict', { version: theirs.version })
        }
        text={t('editor.conflictText')}
      >
        <button type="button" class="button small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t('editor.differences')}
        </button>
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
      {isShown && <Diff parts={diffTemplates(formOf(theirs), form)} />}
    </div>
  );
}
