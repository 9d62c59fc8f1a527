import { expect, test } from 'vitest';
import {
  afterSecondTry,
  failed,
  failedFiles,
  outcomesOfPlaywright,
  outcomesOfVitest,
  passed,
  requirementLines,
} from '../scripts/count-tests.ts';

test('a test file that cannot be loaded counts as a failure, not as nothing', () => {
  const good = (fullName: string) => ({ status: 'passed', fullName, failureMessages: [] });
  const bad = { status: 'failed', fullName: 'divides', failureMessages: ['Error: by zero\n\n  at b'] };
  const left = { status: 'pending', fullName: 'waits', failureMessages: [] };
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [good('adds'), left] },
      { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [good('adds'), bad] },
      { name: 'c.test.ts', status: 'failed', message: 'Cannot find d.ts', assertionResults: [] },
    ],
  };
  expect(outcomesOfVitest(report)).toEqual([
    passed(['a.test.ts', 'adds']),
    passed(['b.test.ts', 'adds']),
    { test: 'b.test.ts › divides', title: 'divides', reason: 'Error: by zero\n  at b' },
    { test: 'c.test.ts', title: 'c.test.ts', reason: 'Cannot find d.ts' },
  ]);
});

test('a test that passes only when repeated says so', () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    title,
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }, { errors: [] }] }],
  });
  const report = {
    suites: [
      {
        title: 'a.spec.ts',
        specs: [spec('opens', 'expected'), spec('sends', 'flaky', '\u001b[31mtoo late\u001b[39m')],
        suites: [
          { title: 'on Outlook', specs: [spec('sends', 'unexpected', 'never'), spec('waits', 'skipped')] },
        ],
      },
    ],
    errors: [],
  };
  expect(outcomesOfPlaywright(report)).toEqual([
    passed(['a.spec.ts', 'opens']),
    { test: 'a.spec.ts › sends', title: 'sends', reason: null, unsteady: 'too late' },
    { test: 'a.spec.ts › on Outlook › sends', title: 'sends', reason: 'never' },
  ]);
});

test('a time limit is told with what was waited for, and where', () => {
  const errors = [
    { message: 'Test timeout of 120000ms exceeded.' },
    { message: 'locator.click: waiting for Send', location: { file: 'a.spec.ts', line: 12 } },
  ];
  const specs = [{ title: 'sends', tests: [{ status: 'unexpected', results: [{ errors }] }] }];
  expect(outcomesOfPlaywright({ suites: [{ title: 'a.spec.ts', specs }], errors: [] })[0]?.reason).toBe(
    'Test timeout of 120000ms exceeded.\nlocator.click: waiting for Send\nat a.spec.ts:12',
  );
});

test('a file that failed and is well the second time says so; one that fails again has failed', () => {
  const first = [
    passed(['a.test.ts', 'adds']),
    passed(['b.test.ts', 'adds']),
    failed(['b.test.ts', 'waits'], 'too late'),
    failed(['c.test.ts'], 'killed'),
    failed(['d.test.ts'], 'killed'),
  ];
  const second = [
    passed(['b.test.ts', 'adds']),
    passed(['b.test.ts', 'waits']),
    passed(['c.test.ts', 'adds']),
    failed(['d.test.ts', 'adds'], 'wrong'),
  ];
  expect(afterSecondTry(first, second, ['b.test.ts', 'c.test.ts', 'd.test.ts'])).toEqual([
    passed(['a.test.ts', 'adds']),
    passed(['b.test.ts', 'adds']),
    { ...passed(['b.test.ts', 'waits']), unsteady: 'too late' },
    passed(['c.test.ts', 'adds']),
    failed(['d.test.ts', 'adds'], 'wrong'),
    { ...passed(['c.test.ts']), unsteady: 'killed' },
  ]);
  const results = [
    { name: 'a.test.ts', status: 'passed' },
    { name: 'b.test.ts', status: 'failed' },
  ];
  expect(failedFiles({ testResults: results })).toEqual(['b.test.ts']);
});

test('a failure is told with what the extension had stored', () => {
  const annotations = [
    { type: 'issue', description: 'another' },
    { type: 'journal', description: '{"outbox":[]}' },
  ];
  const results = [{ errors: [{ message: 'never' }], annotations }];
  const specs = [{ title: 'sends', tests: [{ status: 'unexpected', results }] }];
  expect(outcomesOfPlaywright({ suites: [{ title: 'a.spec.ts', specs }], errors: [] })[0]?.reason).toBe(
    'never\n{"outbox":[]}',
  );
});

test('a run that never came to its tests has failed', () => {
  const report = { suites: [], errors: [{ message: 'the build broke' }] };
  expect(outcomesOfPlaywright(report)).toEqual([failed(['the run itself'], 'the build broke')]);
});

test('the requirements are counted by the numbers in titles', () => {
  const outcomes = [
    passed(['a.spec.ts', 'R7 gmail: filled']),
    failed(['a.spec.ts', 'R7 gmail: filled twice'], 'empty'),
    passed(['b.spec.ts', 'R3 R7 outlook: filled']),
    passed(['b.spec.ts', 'adds']),
  ];
  const firefox = [passed(['c.test.ts', 'R11 gmail: sent'])];
  expect(
    requirementLines([
      { ranIn: 'Chromium', outcomes },
      { ranIn: 'Firefox', outcomes: firefox },
    ]),
  ).toEqual([
    'R3: outlook, Chromium 1/1',
    'R7: gmail, Chromium 1/2 · outlook, Chromium 1/1',
    'R11: gmail, Firefox 1/1',
  ]);
});
