import { expect, test } from 'vitest';
import { aCampaign, aStep, id } from '../../../tests/support/builders.ts';
import { stepsInOrder } from './steps.ts';

test('steps stand in the order of days, numbered inside each day', () => {
  expect(
    stepsInOrder(
      aCampaign({
        days: [
          { number: 1, steps: [aStep({ id: id(51) }), aStep({ id: id(52) })] },
          { number: 4, steps: [aStep({ id: id(54) })] },
        ],
      }),
    ).map((placed) => [placed.step.id, placed.dayNumber, placed.stepNumber]),
  ).toEqual([
    [id(51), 1, 1],
    [id(52), 1, 2],
    [id(54), 4, 1],
  ]);
});
