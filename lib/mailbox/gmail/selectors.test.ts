import { expect, test } from 'vitest';
import type { Ladder } from '../dom/ladder.ts';
import { compose, inMessage, page, sometimes, thread } from './selectors.ts';

const groups: Record<string, Ladder | string>[] = [page, sometimes, compose, thread, inMessage];
const ladders = groups.flatMap((group) => Object.values(group)).filter((one) => typeof one !== 'string');
const css = (step: Ladder['steps'][number]): string => (typeof step === 'string' ? step : step.css);

test.each(ladders.map((ladder) => [ladder.part, ladder] as const))(
  'R2, R3: %s has two ways to be found, the first by what has a meaning in every language',
  (_, { steps }) => {
    expect(steps.length).toBeGreaterThan(1);
    const [first = ''] = steps.map(css);
    // `gmail_…` are classes of the mails themselves, which other clients rely on.
    expect(first, 'no class names').not.toMatch(/\.(?!gmail_)[A-Za-z]/);
    for (const step of steps.map(css)) {
      expect(step, 'no text').not.toMatch(/\[(aria-label|data-tooltip|placeholder|title)[*^$|~]?="?[A-Za-z]/);
      expect(step).not.toContain('jsaction');
    }
  },
);
