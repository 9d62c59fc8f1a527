import type { Campaign, Step } from '../../contract/campaign.ts';

/** A step and where it stands: its day, and its position inside that day, both from 1. */
export interface PlacedStep {
  step: Step;
  dayNumber: number;
  stepNumber: number;
}

/** All steps of a campaign in the order in which a person meets them. */
export function stepsInOrder(campaign: Pick<Campaign, 'days'>): PlacedStep[] {
  return campaign.days.flatMap((day) =>
    day.steps.map((step, index) => ({ step, dayNumber: day.number, stepNumber: index + 1 })),
  );
}
