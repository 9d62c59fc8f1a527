import type { StepHappenings } from './plan-step.ts';

/** When the run went on from a step; a task that was passed by may have been done later all the same. */
export function closedAt({ done, skipped, passed }: StepHappenings): number | null {
  const first = Math.min(
    done ?? Number.POSITIVE_INFINITY,
    skipped ?? Number.POSITIVE_INFINITY,
    passed ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(first) ? first : null;
}
