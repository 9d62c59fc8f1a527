import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A test that has run, as its runner reports it. */
export interface Outcome {
  /** Where it stands, and what it is called. */
  test: string;
  title: string;
  /** What its runner first said of the failure; null when it passed. */
  reason: string | null;
  /** What it said of a first try that failed, where a second one passed. */
  unsteady?: string;
}

/** Vitest's `--reporter=json`: a file that could not even be loaded counts as one failure. */
export function outcomesOfVitest(report: unknown): Outcome[] {
  const { testResults } = report as VitestReport; // the reporter's documented shape
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const ran = assertionResults.filter((test) => test.status === 'passed' || test.status === 'failed');
    const outcomes = ran.map(({ status: end, fullName, failureMessages }) =>
      end === 'passed' ? passed([name, fullName]) : failed([name, fullName], failureMessages[0]),
    );
    const isBroken = status === 'failed' && outcomes.every(({ reason }) => reason === null);
    return isBroken ? [...outcomes, failed([name], message || 'it ended in the middle')] : outcomes;
  });
}
interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Files of a run in which something failed, or which did not end. */
export function failedFiles(report: unknown): string[] {
  const { testResults } = report as VitestReport; // the reporter's documented shape
  return testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** What a run came to whose failed files were run once more: what passed only then says so. */
export function afterSecondTry(
  first: readonly Outcome[],
  second: readonly Outcome[],
  files: readonly string[],
): Outcome[] {
  const isTriedAgain = ({ test }: Outcome) =>
    files.some((file) => test === file || test.startsWith(`${file} › `));
  const reasons = first.flatMap((one) => (isTriedAgain(one) && one.reason !== null ? [one] : []));
  const known = new Set(second.map(({ test }) => test));
  // A file that ended in the middle has failed as a whole; whole it is well when nothing of it fails any more.
  const whole = reasons.filter(
    ({ test }) =>
      !known.has(test) && second.every((one) => one.reason === null || !one.test.startsWith(test)),
  );
  return [
    ...first.filter((one) => !isTriedAgain(one)),
    ...[...second, ...whole.map(({ test }) => passed([test]))].map((one) => {
      const before = reasons.find(({ test }) => test === one.test);
      return before && one.reason === null ? { ...one, unsteady: before.reason ?? '' } : one;
    }),
  ];
}

/** Playwright's `json` reporter. A test that passed only when repeated says so. */
export function outcomesOfPlaywright(report: unknown): Outcome[] {
  const { suites, errors } = report as PlaywrightReport; // the reporter's documented shape
  const outcomes = suites.flatMap((suite) => outcomesIn(suite, []));
  const isBroken = outcomes.every(({ reason }) => reason === null);
  return isBroken
    ? [...outcomes, ...errors.map(({ message }) => failed(['the run itself'], message))]
    : outcomes;
}
interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message: string }[];
}
interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: PlaywrightTest[] }[];
}
interface PlaywrightTest {
  status: string;
  results: { errors: PlaywrightError[]; annotations?: { type: string; description?: string }[] }[];
}
interface PlaywrightError {
  message: string;
  location?: { file: string; line: number };
}

function outcomesIn(suite: PlaywrightSuite, above: string[]): Outcome[] {
  const path = [...above, suite.title];
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.filter(({ status }) => status !== 'skipped').map((test) => outcomeOf([...path, title], test)),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => outcomesIn(inner, path))];
}

function outcomeOf(path: string[], { status, results }: PlaywrightTest): Outcome {
  if (status === 'expected') return passed(path);
  const journal = results
    .flatMap(({ annotations = [] }) => annotations)
    .find(({ type }) => type === 'journal');
  const reason = [reasonsOf(results.flatMap(({ errors }) => errors)), journal?.description].filter(Boolean);
  const outcome = failed(path, reason.join('\n'));
  return status === 'flaky' ? { ...passed(path), unsteady: outcome.reason ?? '' } : outcome;
}

/** A time limit says nothing alone: what it waited for, and where, stands in the error after it. */
function reasonsOf(errors: readonly PlaywrightError[]): string | undefined {
  const [first, second] = errors.map(({ message, location }) => {
    const lines = linesOf(message).slice(0, REASON_LINES);
    return [...lines, ...(location ? [`at ${relative('', location.file)}:${location.line}`] : [])].join('\n');
  });
  return second ? `${first}\n${second}` : first;
}

export function passed(path: string[]): Outcome {
  return { test: path.join(' › '), title: path.at(-1) ?? '', reason: null };
}

export function failed(path: string[], reason = 'no reason given'): Outcome {
  return {
    ...passed(path),
    reason: linesOf(reason)
      .slice(0, 2 * REASON_LINES + 1)
      .join('\n'),
  };
}

function linesOf(message: string): string[] {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Enough for the message and what was expected and received; the rest stands where the test ran. */
const REASON_LINES = 6;

/**
 * What came of the requirements whose numbers stand in the titles of tests (docs/mailbox-requirements.md): a line for
 * each number, with passed and run tests by browser and site.
 *
 * @param runs - outcomes by what they ran in
 */
export function requirementLines(runs: readonly { ranIn: string; outcomes: readonly Outcome[] }[]): string[] {
  const counts = new Map<number, Map<string, { good: number; all: number }>>();
  for (const { ranIn, outcomes } of runs)
    for (const { title, reason } of outcomes) {
      const [, numbers = '', site = ''] =
        /((?:R\d+,? )+)(gmail|outlook|practice|every site)\b/.exec(title) ?? [];
      for (const number of numbers.match(/\d+/g) ?? []) {
        const row = counts.get(Number(number)) ?? new Map<string, { good: number; all: number }>();
        const cell = row.get(`${site}, ${ranIn}`) ?? { good: 0, all: 0 };
        row.set(`${site}, ${ranIn}`, { good: cell.good + (reason === null ? 1 : 0), all: cell.all + 1 });
        counts.set(Number(number), row);
      }
    }
  const inOrder = [...counts].sort(([a], [b]) => a - b);
  return inOrder.map(([number, row]) => {
    const cells = [...row].sort(([a], [b]) => a.localeCompare(b));
    return `R${number}: ${cells.map(([name, { good, all }]) => `${name} ${good}/${all}`).join(' · ')}`;
  });
}
