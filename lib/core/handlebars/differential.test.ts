import { expect, test } from 'vitest';
import { compareTemplates } from '../../../tests/support/template-diff.ts';

// 200,000 more: `npm run bench -- template-diff`.
test('5,000 drawn templates print and fail as with the original, where no code can be generated', async () => {
  const { cases, failing, differences } = await compareTemplates(1, 5);
  expect(differences).toEqual([]);
  expect(cases).toBe(5_000);
  // Most are printed, so that there is something to compare.
  expect(failing).toBeLessThan(cases / 2);
}, 180_000);
