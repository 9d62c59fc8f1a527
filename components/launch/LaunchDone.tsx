import { useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useKeys } from '../data/use-keys.ts';
import { LongList } from '../feedback/LongList.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Refused } from './AnswerStep.tsx';
import type { Launched, LaunchModel } from './use-launch.ts';

/** Runs of one question. */
const stoppedAtOnce = 200;

interface LaunchDoneProps {
  launch: LaunchModel;
  report: Launched;
  campaign: CampaignSheet;
  onPeople(): void;
}

/** What came of the launch: how many were added, who was not and why; and the way back for ten seconds. */
export function LaunchDone({ launch, report, campaign, onPeople }: LaunchDoneProps) {
  const ask = useLibrary();
  const { enrolled, refused, skipped } = report;
  const { names } = launch;
  const [state, setState] = useState<'undoable' | 'final' | 'undoing' | 'undone'>('undoable');
  const [problem, setProblem] = useState<Problem | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const undo = async (): Promise<void> => {
    if (state !== 'undoable') return;
    setState('undoing');
    const runs = enrolled.map(({ id }) => ({ enrolmentId: id, id: crypto.randomUUID() }));
    const found: Problem[] = [];
    for (let start = 0; start < runs.length; start += stoppedAtOnce) {
      const body = { runs: runs.slice(start, start + stoppedAtOnce) };
      const answer = await attempt(() => ask('enrolments.stopMany', { body }));
      if (!answer.ok) {
        setState('final');
        setProblem(answer.problem);
        return;
      }
      found.push(...answer.value.refused);
    }
    setState('undone');
    setProblem(found[0] ?? null);
  };
  useKeys(state === 'undoable' && enrolled.length > 0 ? { z: () => void undo() } : {});
  const isUndone = state === 'undone';
  return (
    <section class="stack launch-done">
      <h2 ref={heading} tabIndex={-1}>
        {isUndone
          ? t('launch.undone', { count: enrolled.length, campaign: campaign.name })
          : t('launch.added', { count: enrolled.length, campaign: campaign.name })}
      </h2>
      {enrolled.length > 0 && !isUndone && <Note tone="good" icon="done" title={t('launch.addedText')} />}
      {problem && <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
      {refused.length > 0 && (
        <section class="stack tight" aria-labelledby="launch-refused">
          <h3 id="launch-refused">{t('launch.refused', { count: refused.length })}</h3>
          <Refused refused={refused} names={names} />
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
      <div class="row-of wrap">
        <button type="button" class="button main" onClick={onPeople}>
          {t('launch.toPeople')}
        </button>
        <button type="button" class="button" onClick={launch.again}>
          {t('launch.more')}
        </button>
      </div>
      {state === 'undoable' && enrolled.length > 0 && (
        <UndoBar
          id="launch"
          text={t('launch.added', { count: enrolled.length, campaign: campaign.name })}
          onUndo={() => void undo()}
          onExpire={() => setState('final')}
        />
      )}
    </section>
  );
}
