/** Tests that have run, as their runner reports them. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Vitest's `--reporter=json`: a file that could not even be loaded counts as one failure. */
export function tallyOfVitest(report: unknown): Tally {
  const { numPassedTests, testResults } = report as VitestReport; // the reporter's documented shape
  const failed = testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    return tests.length === 0 && file.status === 'failed' ? [file] : tests;
  });
  return { passed: numPassedTests, failed: failed.length };
}
interface VitestReport {
  numPassedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Playwright's `json` reporter. A test that passed only when repeated has failed here: nothing may be left to luck. */
export function tallyOfPlaywright(report: unknown): Tally {
  const { stats, errors } = report as PlaywrightReport; // the reporter's documented shape
  const broken = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: broken + (broken === 0 ? errors.length : 0) };
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
