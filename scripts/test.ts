import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  afterSecondTry,
  failed,
  failedFiles,
  type Outcome,
  outcomesOfPlaywright,
  outcomesOfVitest,
  passed,
  requirementLines,
} from './count-tests.ts';
import { type Provided, provideChromium, provideFirefox } from './provide-browsers.ts';
import { runScript } from './run-tool.ts';

/**
 * `npm test`: everything that must pass, cheapest first. Goes on after a failure, so that one run tells all, and
 * ends with what failed and a line `N passed, N failed`. A tool (format, types, a build) counts as one.
 *
 * A browser test that fails is tried once more, and so is a file of database or Firefox tests: a busy machine may lose a
 * click of the driver's, a process may die. What passed only then is named with its first failure; more than a few of
 * them fail the run.
 */
const UNSTEADY_AT_MOST = 3;
const reports = mkdtempSync(join(tmpdir(), 'utskick-test-'));
const runs: { ranIn: string; outcomes: Outcome[] }[] = [];

for (const [title, script, ...args] of [
  ['format and lint', '@biomejs/biome/bin/biome', 'check', '.'],
  ['promises', 'oxlint/bin/oxlint', '--type-aware'],
  ['types of the extension', 'typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['types of the rules', 'typescript/bin/tsc', '-p', 'lib/core/tsconfig.json'],
  ['types of the server', 'typescript/bin/tsc', '-p', 'server/tsconfig.json'],
  ['types of the tests', 'typescript/bin/tsc', '-p', 'tests/tsconfig.json'],
  ['boundaries', '../scripts/boundaries.ts'],
  ['dead code', 'knip/bin/knip.js'],
] as const) {
  await tool(title, script, ...args);
}
await vitest('unit');
await vitest('pg');
await tool('build for Chromium', 'wxt/bin/wxt.mjs', 'build');
await tool('build for Firefox', 'wxt/bin/wxt.mjs', 'build', '-b', 'firefox');
await tool('build of the web pages', 'vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts');
await inBrowser('end to end in Chromium', provideChromium, (path) => playwright(path));
await inBrowser('smoke test in Firefox', provideFirefox, (path) => vitest('firefox', { FIREFOX_PATH: path }));

rmSync(reports, { recursive: true, force: true });
console.log('\nRequirements of docs/mailbox-requirements.md, passed of run:');
for (const line of requirementLines(runs)) console.log(line);
const all = runs.flatMap(({ outcomes }) => outcomes);
const unsteady = all.flatMap(({ test, unsteady: reason }) =>
  reason === undefined ? [] : [{ test, reason }],
);
const failures = all.flatMap(({ test, reason }) => (reason === null ? [] : [{ test, reason }]));
if (unsteady.length > UNSTEADY_AT_MOST) failures.push(...unsteady);
else tell('passed only on a second try', unsteady);
tell('not ok', failures);
console.log(`\n${all.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

function tell(title: string, tests: readonly { test: string; reason: string }[]): void {
  for (const { test, reason } of tests) console.log(`\n${title}: ${test}\n${reason.replace(/^/gm, '    ')}`);
}

async function tool(title: string, script: string, ...args: string[]): Promise<void> {
  await stage(title, 'tools', async () => {
    const { code, output } = await runScript(script, args, { quiet: true });
    if (code !== 0) console.log(output.trimEnd());
    return [code === 0 ? passed([title]) : failed([title], 'what it printed stands above')];
  });
}

async function vitest(project: string, env: Record<string, string> = {}): Promise<void> {
  await stage(`vitest: ${project}`, project === 'firefox' ? 'Firefox' : 'no browser', async () => {
    const file = join(reports, `${project}.json`);
    const run = async (into: string, ...only: string[]) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${into}`];
      const args = ['run', '--project', project, ...reporters, ...only];
      const { code } = await runScript('vitest/vitest.mjs', args, { env });
      return outcomesFrom(into, code, outcomesOfVitest);
    };
    const first = await run(file);
    // Rules give the same answer each time; processes and databases may be met by bad luck.
    const files = project !== 'unit' && existsSync(file) ? failedFiles(readReport(file)) : [];
    if (files.length === 0 || files.length > UNSTEADY_AT_MOST) return first;
    return afterSecondTry(first, await run(join(reports, `${project}-again.json`), ...files), files);
  });
}

function readReport(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function playwright(path: string): Promise<void> {
  await stage('playwright', 'Chromium', async () => {
    const file = join(reports, 'playwright.json');
    const env = { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const { code } = await runScript(
      '@playwright/test/cli.js',
      ['test', '--retries=1', '--reporter=list,json'],
      { env },
    );
    return outcomesFrom(file, code, outcomesOfPlaywright);
  });
}

/** A runner that failed without a report, or without naming a failed test, has failed once. */
function outcomesFrom(file: string, code: number | null, read: (report: unknown) => Outcome[]): Outcome[] {
  const runner = basename(file, '.json');
  const died = failed([runner], `the runner ended with exit code ${code}; its output stands above`);
  if (!existsSync(file)) return [died];
  const outcomes = read(readReport(file));
  return code !== 0 && outcomes.every(({ reason }) => reason === null) ? [...outcomes, died] : outcomes;
}

async function inBrowser(
  title: string,
  provide: () => Promise<Provided>,
  go: (path: string) => Promise<void>,
): Promise<void> {
  const provided = await provide();
  if ('path' in provided) {
    console.log(`${title}: ${provided.path}`);
    await go(provided.path);
    return;
  }
  await stage(title, 'tools', async () => [failed([title], provided.missing)]);
}

async function stage(title: string, ranIn: string, work: () => Promise<Outcome[]>): Promise<void> {
  console.log(`\n▶ ${title}`);
  const startedAt = performance.now();
  const outcomes = await work();
  runs.push({ ranIn, outcomes });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const good = outcomes.filter(({ reason }) => reason === null).length;
  const bad = outcomes.length - good;
  console.log(`${bad > 0 ? '✗' : '✓'} ${title}: ${good} passed, ${bad} failed (${seconds} s)`);
}
