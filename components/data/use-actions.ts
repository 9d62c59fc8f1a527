import { useState } from 'preact/hooks';
import type { TaskOutcome } from '../../lib/contract/task.ts';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';
import { attempt, type Problem, useLink } from './link.ts';

/** As much of a task as acting on it needs. */
export interface Target {
  id: string;
  personName: string;
  title: string;
}

/** Said at the foot of the sidebar; `actionId` is what Undo takes back, null for what cannot be. */
export interface Done {
  id: string;
  text: string;
  target: Target;
  actionId: string | null;
}

/** What the person does to tasks, what can be taken back, and what went wrong. */
export function useActions(clock: Clock) {
  const link = useLink();
  const [done, setDone] = useState<Done | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');

  const tell = (text: string, target: Target, actionId: string | null): void => {
    setDone({ id: `${actionId}${text}`, text, target, actionId });
    setSpoken(text);
  };
  const run = async (
    question: Parameters<typeof attempt<{ actionId: string }>>[0],
    text: string,
    target: Target,
  ): Promise<boolean> => {
    const answer = await attempt(question);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) tell(text, target, answer.value.actionId);
    return answer.ok;
  };
  const title = (target: Target): string => target.personName || target.title;

  return {
    done,
    problem,
    spoken,
    tell,
    setProblem,
    speak: setSpoken,
    expire: () => setDone(null),
    complete: (target: Target, outcome: Omit<TaskOutcome, 'proof'>) =>
      run(
        () => link.ask('tasks.complete', { taskId: target.id, outcome }),
        t('undo.done', { title: title(target) }),
        target,
      ),
    skip: (target: Target) =>
      run(
        () => link.ask('tasks.skip', { taskId: target.id }),
        t('undo.skipped', { title: title(target) }),
        target,
      ),
    snooze: (target: Target, until: string) =>
      run(
        () => link.ask('tasks.snooze', { taskId: target.id, until }),
        t('undo.snoozed', { title: title(target), time: dayAndTime(until, clock) }),
        target,
      ),
    /** Takes the last action back; answers its task, or null when there was nothing to take back. */
    undo: async (): Promise<Target | null> => {
      if (!done?.actionId) return null;
      const { actionId, target } = done;
      setDone(null);
      const answer = await attempt(() => link.ask('tasks.undo', { actionId }));
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setSpoken(t('undo.undone', { title: title(target) }));
      return answer.ok ? target : null;
    },
  };
}
export type Actions = ReturnType<typeof useActions>;
