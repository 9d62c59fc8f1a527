import type { Step } from '../../contract/campaign.ts';

/** A step and where it stands: its day, and its position inside that day, both from 1. */
export interface PlacedStep<S = Step> {
  step: S;
  dayNumber: number;
  stepNumber: number;
}

interface DayOf<S> {
  number: number;
  steps: readonly S[];
}

/** All steps of a campaign in the order in which a person meets them. */
export function stepsInOrder<S = Step>(campaign: { days: readonly DayOf<S>[] }): PlacedStep<S>[] {
  return campaign.days.flatMap((day) =>
    day.steps.map((step, index) => ({ step, dayNumber: day.number, stepNumber: index + 1 })),
  );
}
