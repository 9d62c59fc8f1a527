import type { Run } from './calendar.ts';
import { dayOfRun, instantOf, localDate, runDayAfter, runDayFrom, runDaysBetween } from './calendar.ts';

/** The step directly before the one that is planned, and when its task was closed. */
export interface Predecessor {
  dayNumber: number;
  /** ISO 8601 with `Z`. */
  closedAt: string;
}

/** Why a step does not fall where plain counting of days puts it. */
export interface Move {
  /** `weekends`: Saturdays and Sundays are not counted; `late`: what came before was finished late; `timePassed`: its clock time was over already. */
  reason: 'weekends' | 'late' | 'timePassed';
  from: string;
  to: string;
}

export interface StepPlan {
  /** ISO 8601 in UTC. */
  dueAt: string;
  /** The run's shift from this step on: as it was, or larger when the step before it was finished late. */
  shiftDays: number;
  /** A chain: each starts where the one before it ended, the last ends at `dueAt`. Empty if nothing moved. */
  moves: Move[];
}

/**
 * When a step falls due. Its planned day is counted from the start of the run; if the step before it was finished
 * so late that this day is over, or is the day of that completion although the two belong to different days, the
 * step moves to the next day of the run and everything after it moves along: gaps between later steps are kept,
 * and two steps of different days never meet on one day. A step is never due before the one before it was closed.
 *
 * @param step - day (position, from 1) and clock time (`HH:MM`) in the run's zone
 * @param predecessor - null for the first step of the run
 */
export function planStep(
  run: Run,
  step: { dayNumber: number; dueTime: string },
  predecessor: Predecessor | null,
): StepPlan {
  const at = (date: string) => instantOf(date, step.dueTime, run.timeZone);
  const counted = dayOfRun({ ...run, dayNumber: step.dayNumber, skipWeekends: false });
  const planned = dayOfRun({ ...run, dayNumber: step.dayNumber });
  const day = later(planned, predecessor ? earliestDay(run, step.dayNumber, predecessor) : planned);
  const notBefore = predecessor ? predecessor.closedAt : run.startAt;
  const dueAt = laterInstant(at(day), notBefore);
  return {
    dueAt,
    shiftDays: run.shiftDays + runDaysBetween(planned, day, run.skipWeekends),
    moves: [
      ...move('weekends', at(counted), at(planned)),
      ...move('late', at(planned), at(day)),
      ...move('timePassed', at(day), dueAt),
    ],
  };
}

/** The first day on which a step may stand, given when the step before it was closed. */
function earliestDay(run: Run, dayNumber: number, predecessor: Predecessor): string {
  const closedOn = localDate(predecessor.closedAt, run.timeZone);
  return dayNumber === predecessor.dayNumber
    ? runDayFrom(closedOn, run.skipWeekends)
    : runDayAfter(closedOn, run.skipWeekends);
}

function move(reason: Move['reason'], from: string, to: string): Move[] {
  return from === to ? [] : [{ reason, from, to }];
}

/** Local dates in ISO form sort as text. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}

function laterInstant(a: string, b: string): string {
  return new Date(Math.max(Date.parse(a), Date.parse(b))).toISOString();
}
