import { useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { Problem } from '../data/link.ts';
import { useKeys } from '../data/use-keys.ts';
import { LongList } from '../feedback/LongList.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { ProgressBar } from '../feedback/ProgressBar.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { Refused } from './AnswerStep.tsx';
import type { LaunchModel } from './use-launch.ts';
import { type LaunchProgress, peopleOfPart } from './use-parts.ts';
import { useTakeBack } from './use-take-back.ts';

interface LaunchDoneProps {
  launch: LaunchModel;
  progress: LaunchProgress;
  campaign: CampaignSheet;
  onPeople(): void;
}

/**
 * What came of the launch: how many were added, who was not and why; and the way back for ten seconds. Of one that was
 * stopped on its way it is asked what is to become of it.
 */
export function LaunchDone({ launch, progress, campaign, onPeople }: LaunchDoneProps) {
  const { enrolled, refused, skipped } = progress.report;
  const { names, emails } = launch;
  const wayBack = useTakeBack(progress);
  const isStopped = progress.state === 'stopped';
  const [state, setState] = useState<'asked' | 'undoable' | 'final' | 'undoing' | 'undone'>(
    isStopped ? 'asked' : 'undoable',
  );
  const [left, setLeft] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(progress.problem);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const canUndo = (state === 'undoable' || state === 'asked') && wayBack.all > 0;
  const undo = async (): Promise<void> => {
    if (!canUndo) return;
    setState('undoing');
    setProblem(null);
    const { whole, some, left: gone } = await wayBack.takeBack();
    setLeft(gone);
    if (!whole) setState('undone');
    else setState(isStopped ? 'asked' : 'final');
    setProblem(whole ?? some);
  };
  useKeys(canUndo ? { z: () => void undo() } : {});
  const said = { count: enrolled.length, campaign: campaign.name };
  const isUndone = state === 'undone';
  return (
    <section class="stack launch-done">
      <h2 ref={heading} tabIndex={-1}>
        {t(isUndone ? 'launch.undone' : 'launch.added', said)}
      </h2>
      {isUndone && left > 0 && (
        <div role="alert">
          <Note
            tone="warn"
            icon="email"
            title={t('launch.hadLeft', { count: left })}
            text={t('launch.hadLeftText')}
          />
        </div>
      )}
      {enrolled.length > 0 && state !== 'asked' && !isUndone && (
        <Note tone="good" icon="done" title={t('launch.addedText')} />
      )}
      {problem && <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
      {state === 'asked' && (
        <Stopped
          progress={progress}
          onGoOn={launch.goOn}
          onTakeBack={wayBack.all > 0 ? () => void undo() : null}
          onKeep={() => {
            setProblem(null);
            setState('final');
          }}
        />
      )}
      {state === 'undoing' && wayBack.all > peopleOfPart && (
        <ProgressBar done={wayBack.done} all={wayBack.all} />
      )}
      {refused.length > 0 && (
        <section class="stack tight" aria-labelledby="launch-refused">
          <h3 id="launch-refused">{t('launch.refused', { count: refused.length })}</h3>
          <Refused refused={refused} names={names} emails={emails} />
        </section>
      )}
      {skipped.length > 0 && (
        <LongList items={skipped} keyOf={(personId) => personId} linePx={40}>
          {(personId) => (
            <>
              <Icon name="skip" />
              {t('gate.skipped', { name: names.get(personId) ?? '' })}
            </>
          )}
        </LongList>
      )}
      {state !== 'asked' && (
        <div class="row-of wrap">
          <button type="button" class="button main" onClick={onPeople}>
            {t('launch.toPeople')}
          </button>
          <button type="button" class="button" onClick={launch.again}>
            {t('launch.more')}
          </button>
        </div>
      )}
      {state === 'undoable' && enrolled.length > 0 && (
        <UndoBar
          id="launch"
          text={t('launch.added', said)}
          onUndo={() => void undo()}
          onExpire={() => setState('final')}
        />
      )}
    </section>
  );
}

interface StoppedProps {
  progress: LaunchProgress;
  onGoOn(): void;
  /** Null: nobody was added. */
  onTakeBack: (() => void) | null;
  onKeep(): void;
}

/** Some were added and some were not: what now? */
function Stopped({ progress, onGoOn, onTakeBack, onKeep }: StoppedProps) {
  const { body, done, unsure } = progress;
  const rest = body.personIds.length - done;
  const isUnsure = unsure.length > 0;
  // Whoever stopped it wants less of it; whoever got no answer wants the rest.
  const goOn = (
    <button type="button" class={isUnsure ? 'button main' : 'button'} onClick={onGoOn}>
      {t('launch.goOn', { count: rest })}
    </button>
  );
  return (
    <Note
      tone="warn"
      icon="stop"
      title={isUnsure ? t('launch.unsure', { count: unsure.length }) : t('launch.stopped', { count: rest })}
      text={t(isUnsure ? 'launch.unsureText' : 'launch.stoppedText')}
    >
      {isUnsure && goOn}
      {onTakeBack && (
        <button type="button" class={isUnsure ? 'button' : 'button main'} onClick={onTakeBack}>
          {t('launch.takeBack')}
        </button>
      )}
      <button type="button" class="button" onClick={onKeep}>
        {t('launch.keep')}
      </button>
      {!isUnsure && goOn}
    </Note>
  );
}
