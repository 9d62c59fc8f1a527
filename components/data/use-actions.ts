import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { TaskOutcome } from '../../lib/contract/task.ts';
import { t } from '../i18n.ts';
import { type Clock, dayAndTimeWithin } from '../time.ts';
import { attempt, type Problem, useLink } from './link.ts';

/** As much of a task as acting on it needs. */
export interface Target {
  id: string;
  personName: string;
  title: string;
}

/** Said at the foot of the sidebar; `undo` takes it back, null for what cannot be. */
export interface Done {
  id: string;
  text: string;
  /** Whom or what it was about, and the task that is open again after an undo. */
  about: string;
  target: Target | null;
  undo: (() => Promise<Result<unknown>>) | null;
}

const title = (target: Target): string => target.personName || target.title;

/** What the person does to tasks, what can be taken back, and what went wrong. */
export function useActions(clock: Clock) {
  const link = useLink();
  const [done, setDone] = useState<Done | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');

  const say = (told: Omit<Done, 'id'>): void => {
    setDone({ id: crypto.randomUUID(), ...told });
    setSpoken(told.text);
  };
  const run = async (
    question: Parameters<typeof attempt<{ actionId: string }>>[0],
    text: string,
    target: Target,
  ): Promise<boolean> => {
    const answer = await attempt(question);
    setProblem(answer.ok ? null : answer.problem);
    const undo = (actionId: string) => () => link.ask('tasks.undo', { actionId });
    if (answer.ok) say({ text, about: title(target), target, undo: undo(answer.value.actionId) });
    return answer.ok;
  };

  return {
    done,
    problem,
    spoken,
    /** Only said; or with a way back that belongs to no task. */
    tell: (text: string, about: string, undo: Done['undo'] = null): void =>
      say({ text, about, target: null, undo }),
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
        t('undo.snoozed', { title: title(target), time: dayAndTimeWithin(until, clock) }),
        target,
      ),
    /** Takes the last thing back; answers its task, or null when there was none to take back. */
    undo: async (): Promise<Target | null> => {
      if (!done?.undo) return null;
      const { undo, about, target } = done;
      setDone(null);
      const answer = await attempt(undo);
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setSpoken(t('undo.undone', { title: about }));
      return answer.ok ? target : null;
    },
  };
}
export type Actions = ReturnType<typeof useActions>;
