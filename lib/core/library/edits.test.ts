import { diffArrays } from 'diff';
import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { isWithinEdits } from './edits.ts';

const list = fc.array(fc.nat(3), { maxLength: 30 });

test('as many edits as the difference has are enough, and no fewer', () => {
  fc.assert(
    fc.property(list, list, (older, newer) => {
      const edits = diffArrays(older, newer).reduce(
        (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
        0,
      );
      expect(isWithinEdits(older, newer, edits)).toBe(true);
      if (edits > 0) expect(isWithinEdits(older, newer, edits - 1)).toBe(false);
    }),
  );
});
