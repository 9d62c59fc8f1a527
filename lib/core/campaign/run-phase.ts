import type { RunUnderWay } from '../../contract/person-context.ts';
import { awaitsTurn } from '../mail/turn.ts';

/** What a run that is under way is doing, or waits for. */
export type RunPhase =
  | 'scheduledStart'
  | 'waitingTime'
  | 'waitingTurn'
  | 'waitingTask'
  | 'sending'
  | 'paused'
  | 'pausedError';

/**
 * What a run is doing. Trouble comes before a hold: it does not end by itself.
 *
 * @param startAt - of the run, ISO 8601 with `Z`
 * @param dueAt - of the step that it stands at; a mail that is due waits for its turn to be sent
 * @see product rules §7.4
 */
export function runPhase(
  startAt: string,
  { task, sending, heldUntil }: RunUnderWay,
  dueAt: string | null,
  now: Date,
): RunPhase {
  const isAhead = (instant: string) => Date.parse(instant) > now.getTime();
  if (isAhead(startAt)) return 'scheduledStart';
  if (task?.trouble) return 'pausedError';
  if (heldUntil !== null && isAhead(heldUntil)) return 'paused';
  if (sending) return 'sending';
  if (task && !task.automatic) return 'waitingTask';
  return task && dueAt !== null && awaitsTurn({ ...task, dueAt }, now) ? 'waitingTurn' : 'waitingTime';
}
