import type { TaskWork } from '../../contract/rehearsal.ts';
import { fraction } from '../chance/fraction.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * When the user of a rehearsal does a task.
 *
 * @param task - `from`: when it was due, or when it appeared where that was later; `key` names it
 * @returns null: never
 */
export function workedAt(work: TaskWork, task: { from: Date; key: string }, seed: number): Date | null {
  const later = (ms: number) => new Date(task.from.getTime() + ms);
  switch (work.kind) {
    case 'atDue':
      return task.from;
    case 'late':
      return later(work.days * dayMs);
    case 'varied': {
      const share = fraction(`${seed} works ${task.key}`);
      return later(Math.round((share * work.days * dayMs) / minuteMs) * minuteMs);
    }
    case 'never':
      return null;
  }
}
