import type { Campaign } from '../../contract/campaign.ts';
import { stepsInOrder } from './steps.ts';

/** Where somebody stands on a campaign. */
export interface Standing {
  currentStepId: string | null;
  /** Steps that the run has gone on from: done, skipped or passed by. */
  closed: ReadonlySet<string>;
  /** Steps that earlier edits have put behind them. */
  leftOut?: readonly string[] | undefined;
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
 * whatever day it is now. Whose step is gone goes to the first step of the old order that is left and still to come;
 * where none is, to the first one of the new order behind what was in front of them. What then stands in front of them
 * and was not to come is left out: a mail may be sent before the step in front of it, which then is still to come.
 *
 * @param before - the version by which the run went
 */
export function moveRun(before: Days, after: Days, { currentStepId, closed, leftOut = [] }: Standing): Moved {
  const [old, order] = [idsOf(before), idsOf(after)];
  const inFront = currentStepId === null ? [] : old.slice(0, Math.max(old.indexOf(currentStepId), 0));
  const behind = new Set([...closed, ...leftOut]);
  const stepId = nextStep(old, order, currentStepId, behind);
  const passed = stepId === null ? order : order.slice(0, order.indexOf(stepId));
  const isToCome = (id: string) => inFront.includes(id) && !behind.has(id);
  return { stepId, leftOut: passed.filter((id) => !closed.has(id) && !isToCome(id)) };
}

const idsOf = (version: Days): string[] => stepsInOrder(version).map(({ step }) => step.id);

function nextStep(
  old: readonly string[],
  order: readonly string[],
  currentStepId: string | null,
  behind: ReadonlySet<string>,
): string | null {
  if (currentStepId !== null && order.includes(currentStepId)) return currentStepId;
  const left = old.find((id) => order.includes(id) && !behind.has(id));
  if (left !== undefined) return left;
  const at = currentStepId === null ? -1 : old.indexOf(currentStepId);
  const inFront = old.slice(0, Math.max(at, 0)).findLast((id) => order.includes(id));
  const after = order.slice(inFront === undefined ? 0 : order.indexOf(inFront) + 1);
  return after.find((id) => !behind.has(id)) ?? null;
}
