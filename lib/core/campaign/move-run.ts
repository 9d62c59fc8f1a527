import type { Campaign } from '../../contract/campaign.ts';
import { stepsInOrder } from './steps.ts';

/** Where somebody stands on a campaign. */
export interface Standing {
  currentStepId: string | null;
  /** Steps that are done or skipped. */
  closed: ReadonlySet<string>;
}

/** Where somebody stands after a campaign was edited. */
export interface Moved {
  /** Null: no step is left, and the run is over. */
  stepId: string | null;
  /** Steps of the new version that are behind them without ever having been theirs. */
  leftOut: string[];
}

type Days = Pick<Campaign, 'days'>;

/**
 * Takes a run over to another version of its campaign. Whoever stands on a step that is still there stays on it, on
 * whatever day it is now. Whose step is gone goes to the next step of the old order that is left and not done; where
 * none is, to the first one of the new order behind what was in front of them. What then stands in front of them and
 * was not done is left out.
 *
 * @param before - the version by which the run went
 */
export function moveRun(before: Days, after: Days, { currentStepId, closed }: Standing): Moved {
  const order = stepsInOrder(after).map(({ step }) => step.id);
  const stepId = nextStep(idsOf(before), order, currentStepId, closed);
  const passed = stepId === null ? order : order.slice(0, order.indexOf(stepId));
  return { stepId, leftOut: passed.filter((id) => !closed.has(id)) };
}

const idsOf = (version: Days): string[] => stepsInOrder(version).map(({ step }) => step.id);

function nextStep(
  old: readonly string[],
  order: readonly string[],
  currentStepId: string | null,
  closed: ReadonlySet<string>,
): string | null {
  if (currentStepId !== null && order.includes(currentStepId)) return currentStepId;
  const at = currentStepId === null ? -1 : old.indexOf(currentStepId);
  const isOpen = (id: string): boolean => order.includes(id) && !closed.has(id);
  const left = old.slice(at + 1).find(isOpen);
  if (left !== undefined) return left;
  const inFront = old.slice(0, Math.max(at, 0)).findLast((id) => order.includes(id));
  const behind = order.slice(inFront === undefined ? 0 : order.indexOf(inFront) + 1);
  return behind.find((id) => !closed.has(id)) ?? null;
}
