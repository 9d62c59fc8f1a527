import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { isLocked, mayChange as mayChangeOf } from '../../lib/core/access/may-change.ts';
import { findStep } from '../../lib/core/campaign/edit.ts';
import { useKeys } from '../data/use-keys.ts';
import { LeaveDialog } from '../editor/LeaveDialog.tsx';
import { useSaveKey } from '../editor/use-save-key.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { t } from '../i18n.ts';
import { Rehearse } from '../rehearsal/Rehearse.tsx';
import type { Clock } from '../time.ts';
import { CampaignHead } from './CampaignHead.tsx';
import { CampaignNotes } from './CampaignNotes.tsx';
import { CampaignSettingsForm } from './CampaignSettingsForm.tsx';
import { CampaignVersions } from './CampaignVersions.tsx';
import { DayBoard } from './DayBoard.tsx';
import { exampleOf, tomorrowAtNine } from './example.ts';
import { ImpactDialog } from './ImpactDialog.tsx';
import { ShareCampaign } from './ShareCampaign.tsx';
import { StepForm } from './StepForm.tsx';
import { useCampaignEditing } from './use-campaign-editing.ts';
import { type OpenedCampaign, useOpenedCampaign } from './use-opened-campaign.ts';

interface CampaignEditorProps {
  id: string;
  isNew: boolean;
  /** Of a new campaign, until another one is written. */
  category: string;
  me: Me;
  clock: Clock;
  categories: readonly string[];
  onSaved(): void;
  onLeave(): void;
  onPeople(): void;
  onLaunch(): void;
}

/** A campaign is written: its days with their steps, one step in full, and the settings. */
export function CampaignEditor(props: CampaignEditorProps) {
  const { opened, problem, retry } = useOpenedCampaign(props.id, props.isNew);
  if (opened) return <Open {...props} key={props.id} opened={opened} />;
  return (
    <main class="editor">
      {problem ? (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={retry}>
            {t('common.retry')}
          </button>
          <button type="button" class="button small" onClick={props.onLeave}>
            {t('person.campaigns')}
          </button>
        </ProblemNote>
      ) : (
        <Bones label={t('queue.loading')} />
      )}
    </main>
  );
}

function Open({
  id,
  category,
  me,
  clock,
  categories,
  opened,
  onSaved,
  onLeave,
  onPeople,
  onLaunch,
}: CampaignEditorProps & { opened: OpenedCampaign }) {
  const editing = useCampaignEditing(id, opened, category);
  const [start, setStart] = useState(() => tomorrowAtNine(clock));
  const [asks, setAsks] = useState(false);
  // After the question about people inside, what was wanted is done.
  const [leaves, setLeaves] = useState(false);
  const [rehearses, setRehearses] = useState(false);
  const [dialog, setDialog] = useState<'versions' | 'share' | null>(null);
  const { base, form, chosen, impact, undoable } = editing;
  const example = useMemo(
    () => exampleOf(form, start, clock.timeZone),
    [form.days, form.settings, start, clock.timeZone],
  );
  const mayChange =
    base === null
      ? !isLocked(me, 'campaigns')
      : base.archivedAt === null && mayChangeOf(me, 'campaigns', base);
  const done = (sheet: CampaignSheet | null, thenLeave: boolean): void => {
    if (!sheet) return;
    if (thenLeave) onLeave();
    else onSaved();
  };
  const save = async (thenLeave = false): Promise<void> => {
    if (!mayChange) return;
    setLeaves(thenLeave);
    done(await editing.save(), thenLeave);
  };
  useSaveKey(() => void save());
  useKeys(undoable ? { z: editing.undo } : {});
  const step = findStep(form.days, chosen);
  if (rehearses && base)
    return <Rehearse campaign={base} me={me} clock={clock} onBack={() => setRehearses(false)} />;
  return (
    <main class="editor campaign">
      <CampaignHead
        editing={editing}
        mayChange={mayChange}
        categories={categories}
        start={start}
        onStart={setStart}
        onBack={() => (editing.isChanged && mayChange ? setAsks(true) : onLeave())}
        onSave={() => void save()}
        onSaveAndClose={() => void save(true)}
        onRehearse={() => setRehearses(true)}
        onPeople={onPeople}
        onLaunch={onLaunch}
        onVersions={() => setDialog('versions')}
        onShare={() => setDialog('share')}
      />
      <CampaignNotes
        editing={editing}
        draft={opened.draft}
        mayChange={mayChange}
        isLocked={isLocked(me, 'campaigns')}
        clock={clock}
      />
      <div class="campaign-columns">
        <DayBoard editing={editing} mayChange={mayChange} example={example} clock={clock} />
        <fieldset class="bare campaign-side stack" disabled={!mayChange}>
          {step && (
            <StepForm key={step.id} editing={editing} step={step} me={me} example={example} clock={clock} />
          )}
          <CampaignSettingsForm editing={editing} />
        </fieldset>
      </div>
      {undoable && (
        <UndoBar id={undoable.id} text={undoable.text} onUndo={editing.undo} onExpire={editing.forgetUndo} />
      )}
      {impact && (
        <ImpactDialog
          impact={impact}
          busy={editing.busy}
          onClose={editing.closeImpact}
          onSave={(people) => void editing.save(people).then((sheet) => done(sheet, leaves))}
        />
      )}
      {dialog === 'versions' && base && (
        <CampaignVersions
          campaign={base}
          mayChange={mayChange}
          clock={clock}
          onClose={() => setDialog(null)}
          onRestored={(sheet, version) => {
            setDialog(null);
            editing.takeTheirs(sheet);
            editing.speak(t('campaignVersions.restored', { version, now: sheet.version }));
            onSaved();
          }}
        />
      )}
      {dialog === 'share' && base && (
        <ShareCampaign
          campaign={base}
          onClose={() => setDialog(null)}
          onShared={(sheet, said) => {
            setDialog(null);
            editing.shared(sheet);
            editing.speak(said);
            onSaved();
          }}
        />
      )}
      {asks && (
        <LeaveDialog
          busy={editing.busy}
          onSave={() => {
            setAsks(false);
            void save(true);
          }}
          onKeep={() => void editing.draft.keep().then(onLeave)}
          onThrowAway={() => void editing.throwAway().then(onLeave)}
          onClose={() => setAsks(false)}
        />
      )}
      <p class="heard" aria-live="polite">
        {editing.spoken}
      </p>
    </main>
  );
}
