import { useState } from 'preact/hooks';
import type { MemberChoice, TaskDeed } from '../../lib/contract/task-changes.ts';
import { daysOf } from '../../lib/core/task/due-period.ts';
import { memberName } from '../absence/words.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { ProgressBar } from '../feedback/ProgressBar.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SelectField, TextField } from '../person/Form.tsx';
import type { Clock } from '../time.ts';
import { Consequences, Failures } from './Consequences.tsx';
import type { ChangeProgress } from './use-change.ts';

export type DeedKind = TaskDeed['kind'];

interface ChangeDialogProps {
  kind: DeedKind;
  taskIds: readonly string[];
  members: readonly MemberChoice[];
  clock: Clock;
  /** Null until it was begun. */
  progress: ChangeProgress | null;
  onRun(deed: TaskDeed): void;
  onStop(): void;
  onClose(): void;
}

/** What is to be done to several tasks: to which day or whom, what follows from it, and how far it has come. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { kind, taskIds, members, clock, progress, onRun, onClose } = props;
  const ask = useLibrary();
  const [on, setOn] = useState(() => daysOf('tomorrow', clock.now, clock.timeZone).to);
  const [to, setTo] = useState('');
  const deed = deedOf(kind, on, to);
  const key = deed && !progress ? JSON.stringify({ deed, taskIds }) : null;
  const told = useAsked(key && `consequences ${key}`, async () =>
    ask('tasks.consequences', { body: { taskIds: [...taskIds], deed: deed ?? { kind: 'skip' } } }),
  );
  const isReady = deed !== null && told.value !== null && told.value.tasks > 0;
  return (
    <Modal
      name="change-tasks"
      title={t(`tasksPage.ask.${kind}`, { count: taskIds.length })}
      onClose={onClose}
    >
      <form
        class="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (deed && isReady) onRun(deed);
        }}
      >
        {!progress && kind === 'move' && (
          <TextField label={t('tasksPage.moveTo')} type="date" value={on} first onInput={setOn} />
        )}
        {!progress && kind === 'assign' && (
          <SelectField
            label={t('tasksPage.giveTo')}
            options={[
              { value: '', label: t('tasksPage.choose') },
              ...members.map((member) => ({ value: member.id, label: memberName(member) })),
            ]}
            value={to}
            onChange={setTo}
          />
        )}
        {progress ? (
          <Progress progress={progress} onStop={props.onStop} />
        ) : (
          <>
            {key !== null && !told.value && !told.problem && (
              <p class="soft" role="status">
                {t('tasksPage.working')}
              </p>
            )}
            {told.value && <Consequences told={told.value} clock={clock} />}
            {told.problem && <ProblemNote problem={told.problem} />}
          </>
        )}
        <div class="row-of wrap">
          {!progress && (
            <button type="submit" class="button main" disabled={!isReady}>
              {t(`tasksPage.act.${kind}`)}
            </button>
          )}
          {progress?.state !== 'working' && (
            <button type="button" class="button" data-first={kind !== 'move' || undefined} onClick={onClose}>
              {t(progress ? 'common.close' : 'common.cancel')}
            </button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** Null while it is not said to which day, or to whom. */
function deedOf(kind: DeedKind, on: string, to: string): TaskDeed | null {
  if (kind === 'move') return on ? { kind, on } : null;
  if (kind === 'assign') return to ? { kind, to } : null;
  return { kind };
}

function Progress({ progress, onStop }: { progress: ChangeProgress; onStop(): void }) {
  const { all, changed, failures, state, problem } = progress;
  const done = changed + failures.length;
  return (
    <>
      <ProgressBar done={done} all={all} />
      {state === 'working' && (
        <button type="button" class="button" onClick={onStop}>
          {t('tasksPage.stop')}
        </button>
      )}
      {state === 'stopped' && <p>{t('tasksPage.stopped', { rest: all - done })}</p>}
      {problem && <ProblemNote problem={problem} />}
      <Failures failures={failures} />
    </>
  );
}
