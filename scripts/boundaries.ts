import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runScript } from './run-tool.ts';

/**
 * Runs dependency-cruiser over our folders and makes sure that it has looked at all of our files: without a
 * TypeScript it can use, it cruises nothing and reports success.
 */
const folders = ['entrypoints', 'components', 'lib', 'server', 'web'].filter((name) =>
  existsSync(join(root, name)),
);
const reports = await Promise.all(
  ['.dependency-cruiser.cjs', '.dependency-cruiser.runtime.cjs'].map((config) => cruise(config)),
);
const violations = reports.flatMap((report) => report.summary.violations);
const unseen = await filesNotIn(reports);
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
for (const file of unseen) console.error(`not looked at: ${file}`);
const count = Math.min(...reports.map((report) => report.modules.length));
console.log(`boundaries: ${count} modules, ${violations.length} violations, ${unseen.length} not looked at`);
process.exitCode = violations.length > 0 || unseen.length > 0 || count < 50 ? 1 : 0;

interface Report {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

async function cruise(config: string): Promise<Report> {
  const { output } = await runScript(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', config, '--output-type', 'json', ...folders],
    { quiet: true },
  );
  if (!output.startsWith('{')) throw new Error(`${config}: ${output}`);
  return JSON.parse(output);
}

/** Our files that at least one of the runs has not looked at. */
async function filesNotIn(runs: Report[]): Promise<string[]> {
  const seen = runs.map((run) => new Set(run.modules.map((module) => module.source)));
  const missing: string[] = [];
  for await (const file of glob(`{${folders.join(',')}}/**/*.{ts,tsx}`, { cwd: root })) {
    const path = file.replaceAll('\\', '/');
    if (!path.endsWith('.d.ts') && !seen.every((sources) => sources.has(path))) missing.push(path);
  }
  return missing;
}
