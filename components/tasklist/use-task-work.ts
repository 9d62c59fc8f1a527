import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { Task } from '../../lib/contract/task.ts';
import { attempt, type Problem, useLink } from '../data/link.ts';
import { t } from '../i18n.ts';
import { type Draft, noDraft, outcomeOf } from '../tasks/TaskWork.tsx';
import { type Clock, dayAndTimeWithin } from '../time.ts';

/** What was done to the task, in words, and how it is taken back. */
export interface Acted {
  text: string;
  undo(): Promise<Result<unknown>>;
}

interface Wishes {
  task: Task;
  clock: Clock;
  reload(): Promise<void>;
  onActed(acted: Acted): void;
}

/** The work on one task that this browser has, as the sidebar does it. */
export function useTaskWork({ task, clock, reload, onActed }: Wishes) {
  const link = useLink();
  const [draft, keepDraft] = useState<Draft>(noDraft);
  const [isOpening, setOpening] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const taskId = task.id;
  const title = task.personName || task.title;

  const act = async (question: () => Promise<Result<{ actionId: string }>>, text: string): Promise<void> => {
    const answer = await attempt(question);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const { actionId } = answer.value;
    onActed({ text, undo: () => link.ask('tasks.undo', { actionId }) });
  };
  return {
    draft,
    keepDraft,
    isOpening,
    problem,
    dismiss: () => setProblem(null),
    write: async (): Promise<void> => {
      setOpening(true);
      const answer = await attempt(() => link.ask('compose.start', { taskId }));
      setOpening(false);
      setProblem(answer.ok ? null : answer.problem);
      await reload();
    },
    finish: async (): Promise<void> => {
      if (task.type === 'call' && !draft.callResult) return keepDraft({ ...draft, outcomeNeeded: true });
      await act(
        () => link.ask('tasks.complete', { taskId, outcome: outcomeOf(draft) }),
        t('undo.done', { title }),
      );
    },
    skip: () => act(() => link.ask('tasks.skip', { taskId }), t('undo.skipped', { title })),
    snooze: (until: string) =>
      act(
        () => link.ask('tasks.snooze', { taskId, until }),
        t('undo.snoozed', { title, time: dayAndTimeWithin(until, clock) }),
      ),
    settle: async (sessionId: string, sent: boolean): Promise<void> => {
      const answer = await attempt(() => link.ask('compose.settle', { sessionId, sent }));
      setProblem(answer.ok ? null : answer.problem);
      await reload();
    },
  };
}
