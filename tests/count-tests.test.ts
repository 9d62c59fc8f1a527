import { expect, test } from 'vitest';
import { tallyOfPlaywright, tallyOfVitest } from '../scripts/count-tests.ts';

test('a test file that cannot be loaded counts as a failure, not as nothing', () => {
  const report = {
    numPassedTests: 3,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(tallyOfVitest(report)).toEqual({ passed: 3, failed: 2 });
});

test.each([
  {
    what: 'a test that passes only when repeated has failed',
    stats: { expected: 9, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [],
    failed: 2,
  },
  {
    what: 'a run that never came to its tests has failed',
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [{}],
    failed: 1,
  },
])('$what', ({ stats, errors, failed }) => {
  expect(tallyOfPlaywright({ stats, errors })).toEqual({ passed: stats.expected, failed });
});
