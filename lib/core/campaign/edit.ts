import type { Day, Step } from '../../contract/campaign.ts';
import { type Cleared, settleSteps } from './send-options.ts';

/** Where a step is put: into a day, in front of the step that has this index there now; from 0. */
export interface Place {
  dayNumber: number;
  index: number;
}

/** Days after an edit, and what steps have lost by it. */
export interface Edited {
  days: Day[];
  cleared: Cleared[];
}

/** Most days of a campaign. */
export const lastDay = 365;

/** Puts a step where it is wanted; the day comes into being with it. */
export function insertStep(days: readonly Day[], step: Step, { dayNumber, index }: Place): Edited {
  const day = days.find(({ number }) => number === dayNumber) ?? { number: dayNumber, steps: [] };
  const steps = [...day.steps.slice(0, index), step, ...day.steps.slice(index)];
  return settleSteps(withDay(days, { ...day, steps }));
}

/** Takes a step out. A day that holds none is no day any more; the others keep their numbers. */
export function removeStep(days: readonly Day[], stepId: string): Edited {
  return settleSteps(without(days, stepId));
}

/** Moves a step; its index counts without the step itself. */
export function moveStep(days: readonly Day[], stepId: string, to: Place): Edited {
  const step = findStep(days, stepId);
  return step ? insertStep(without(days, stepId), step, to) : { days: [...days], cleared: [] };
}

/**
 * Where a step goes by one press: past its neighbour, or, at the edge of its day, into the next day there is. Behind
 * the last day a day of its own begins, as long as that changes anything.
 *
 * @returns null: there is nowhere to go
 */
export function stepBeside(days: readonly Day[], stepId: string, by: -1 | 1): Place | null {
  const at = days.findIndex(({ steps }) => steps.some(({ id }) => id === stepId));
  const day = days[at];
  if (!day) return null;
  const index = day.steps.findIndex(({ id }) => id === stepId) + by;
  if (index >= 0 && index < day.steps.length) return { dayNumber: day.number, index };
  const neighbour = days[at + by];
  if (neighbour) return { dayNumber: neighbour.number, index: by > 0 ? 0 : neighbour.steps.length };
  if (by > 0 && day.steps.length > 1 && day.number < lastDay) return { dayNumber: day.number + 1, index: 0 };
  return null;
}

/**
 * Gives a day another number, which is a position: it goes among the others where that belongs.
 *
 * @returns null: another day has it, or it is none from 1 to 365
 */
export function renumberDay(days: readonly Day[], number: number, to: number): Edited | null {
  const isTaken = to !== number && days.some((day) => day.number === to);
  if (!Number.isInteger(to) || to < 1 || to > lastDay || isTaken) return null;
  return settleSteps(inOrder(days.map((day) => (day.number === number ? { ...day, number: to } : day))));
}

/** Puts a copy of a step behind it. */
export function duplicateStep(days: readonly Day[], stepId: string, newId: string): Edited {
  const day = days.find(({ steps }) => steps.some(({ id }) => id === stepId));
  const step = findStep(days, stepId);
  if (!day || !step) return { days: [...days], cleared: [] };
  const index = day.steps.indexOf(step) + 1;
  return insertStep(days, { ...step, id: newId }, { dayNumber: day.number, index });
}

/** Writes a step anew where it stands. */
export function changeStep(days: readonly Day[], stepId: string, change: (step: Step) => Step): Day[] {
  return days.map((day) => ({
    ...day,
    steps: day.steps.map((step) => (step.id === stepId ? change(step) : step)),
  }));
}

/** The same steps under ids of their own. */
export function copySteps(days: readonly Day[], newId: () => string): Day[] {
  return days.map((day) => ({ ...day, steps: day.steps.map((step) => ({ ...step, id: newId() })) }));
}

export function findStep(days: readonly Day[], stepId: string): Step | undefined {
  return days.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
}

function without(days: readonly Day[], stepId: string): Day[] {
  return days
    .map((day) => ({ ...day, steps: day.steps.filter(({ id }) => id !== stepId) }))
    .filter(({ steps }) => steps.length > 0);
}

function withDay(days: readonly Day[], day: Day): Day[] {
  return inOrder([...days.filter(({ number }) => number !== day.number), day]);
}

function inOrder(days: Day[]): Day[] {
  return days.sort((a, b) => a.number - b.number);
}
