import type { PlanLine } from '../../contract/plan.ts';
import type { PlacedStep } from '../campaign/steps.ts';

/** One step of one person's run with the whole step, and when. */
export interface PlannedStep extends PlacedStep, Omit<PlanLine, 'stepId'> {}

/** All steps of one person's run in the campaign's order. */
export interface RunPlan {
  steps: PlannedStep[];
  /** Steps that the run has gone by and will not come back to. */
  leftOut: string[];
}

/** The line without the step's texts, as it travels. */
export function lineOf({ step, ...line }: PlannedStep): PlanLine {
  return { stepId: step.id, ...line };
}
