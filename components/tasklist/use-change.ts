import { useRef, useState } from 'preact/hooks';
import { mostChanged, type TaskDeed, type TaskFailure } from '../../lib/contract/task-changes.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

/** How far a change of several tasks has come. */
export interface ChangeProgress {
  deed: TaskDeed;
  /** Of the parts in which it was sent; each is taken back by its own. */
  changeIds: string[];
  all: number;
  changed: number;
  failures: TaskFailure[];
  state: 'working' | 'done' | 'stopped';
  /** What stood in the way of a whole part. */
  problem: Problem | null;
}

/** Does something to many tasks, part by part, so that it is seen how far it is and can be stopped in between. */
export function useChange() {
  const ask = useLibrary();
  const [progress, setProgress] = useState<ChangeProgress | null>(null);
  const isStopped = useRef(false);
  return {
    progress,
    forget: () => setProgress(null),
    stop: () => {
      isStopped.current = true;
    },
    run: async (taskIds: readonly string[], deed: TaskDeed): Promise<ChangeProgress> => {
      isStopped.current = false;
      let now: ChangeProgress = {
        deed,
        changeIds: [],
        all: taskIds.length,
        changed: 0,
        failures: [],
        state: 'working',
        problem: null,
      };
      setProgress(now);
      for (let start = 0; start < taskIds.length && now.state === 'working'; start += mostChanged) {
        const id = crypto.randomUUID();
        const part = taskIds.slice(start, start + mostChanged);
        const answer = await attempt(() => ask('tasks.change', { body: { id, taskIds: [...part], deed } }));
        // What got no answer may have been done all the same, so that it can be taken back too.
        now = { ...now, changeIds: [...now.changeIds, id] };
        if (answer.ok) {
          const { changed, failures } = answer.value;
          now = {
            ...now,
            changed: now.changed + changed.length,
            failures: [...now.failures, ...failures],
            state: isStopped.current ? 'stopped' : 'working',
          };
        } else now = { ...now, state: 'stopped', problem: answer.problem };
        setProgress(now);
      }
      if (now.state === 'working' || now.changed + now.failures.length === now.all)
        now = { ...now, state: 'done' };
      setProgress(now);
      return now;
    },
    /** @returns the tasks that could not be taken back */
    takeBack: async (changeIds: readonly string[]): Promise<TaskFailure[] | Problem> => {
      const failures: TaskFailure[] = [];
      for (const id of changeIds) {
        const answer = await attempt(() => ask('tasks.takeBack', { params: { id } }));
        if (answer.ok) failures.push(...answer.value.failures);
        // Of a part that nothing was done of, there is nothing to take back.
        else if (answer.problem.code !== 'NOT_FOUND') return answer.problem;
      }
      return failures;
    },
  };
}
