import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, type Tally, tallyOfPlaywright, tallyOfVitest } from './count-tests.ts';
import { type Provided, provideChromium, provideFirefox } from './provide-browsers.ts';
import { runScript } from './run-tool.ts';

/**
 * `npm test`: everything that must pass, cheapest first. Goes on after a failure, so that one run tells all, and
 * ends with a line `N passed, N failed`. A tool (format, types, a build) counts as one.
 */
const reports = mkdtempSync(join(tmpdir(), 'utskick-test-'));
let total: Tally = { passed: 0, failed: 0 };
const broken: string[] = [];

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
for (const title of broken) console.log(`not ok: ${title}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || broken.length > 0 ? 1 : 0;

async function tool(title: string, script: string, ...args: string[]): Promise<void> {
  await stage(title, async () => {
    const { code, output } = await runScript(script, args, { quiet: true });
    if (code !== 0) console.log(output.trimEnd());
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  });
}

async function vitest(project: string, env: Record<string, string> = {}): Promise<void> {
  await stage(`vitest: ${project}`, async () => {
    const file = join(reports, `${project}.json`);
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const { code } = await runScript('vitest/vitest.mjs', args, { env });
    return tallyFrom(file, code, tallyOfVitest);
  });
}

async function playwright(path: string): Promise<void> {
  await stage('playwright', async () => {
    const file = join(reports, 'playwright.json');
    const env = { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const { code } = await runScript('@playwright/test/cli.js', ['test', '--reporter=list,json'], { env });
    return tallyFrom(file, code, tallyOfPlaywright);
  });
}

/** A runner that failed without a report, or without naming a failed test, has failed once. */
function tallyFrom(file: string, code: number | null, read: (report: unknown) => Tally): Tally {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const tally = read(JSON.parse(readFileSync(file, 'utf8')));
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
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
  await stage(title, async () => {
    console.error(provided.missing);
    return { passed: 0, failed: 1 };
  });
}

async function stage(title: string, work: () => Promise<Tally>): Promise<void> {
  console.log(`\n▶ ${title}`);
  const startedAt = performance.now();
  const tally = await work();
  total = add(total, tally);
  if (tally.failed > 0) broken.push(title);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${tally.failed > 0 ? '✗' : '✓'} ${title}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`,
  );
}
