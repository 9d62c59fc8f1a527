import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terminal } from './command.ts';
import { Problem } from './problem.ts';

/** Something that is built from sources: what it is, where it comes from, where it goes, how. */
export interface BuildStep {
  title: string;
  sources: readonly string[];
  /** Written last by the build. */
  output: string;
  /** A module under `node_modules` that node runs, and its arguments. */
  tool: readonly [script: string, ...args: string[]];
}

const everywhere = ['lib', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];
export const extensionDir = '.output/chrome-mv3';
export const steps: readonly BuildStep[] = [
  {
    title: 'the extension',
    sources: [...everywhere, 'entrypoints', 'components', 'locales', 'public', 'wxt.config.ts'],
    output: `${extensionDir}/manifest.json`,
    tool: ['wxt/bin/wxt.mjs', 'build'],
  },
  {
    title: 'the practice mailbox',
    sources: [...everywhere, 'web'],
    output: '.output/web/practice/index.html',
    tool: ['vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
  },
];

/**
 * Builds what is missing or older than its sources.
 *
 * @param root - the product's own folder
 * @throws {Problem} with the tool's own words when a build fails
 */
export async function buildIfNeeded(
  root: string,
  terminal: Terminal,
  wanted: readonly BuildStep[] = steps,
): Promise<void> {
  for (const step of wanted) {
    const reason = await whyBuild(root, step);
    if (!reason) continue;
    terminal.say(`Building ${step.title} (${reason}) …`);
    const startedAt = performance.now();
    await runTool(root, step);
    terminal.say(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

/** Why a build is needed, in words for the person who waits; null when it is not. */
export async function whyBuild(root: string, step: BuildStep): Promise<string | null> {
  const builtAt = await stat(join(root, step.output)).catch(() => null);
  if (!builtAt) return 'not built yet';
  const newest = Math.max(
    ...(await Promise.all(step.sources.map((source) => newestChange(join(root, source))))),
  );
  return newest > builtAt.mtimeMs ? 'its sources have changed' : null;
}

/** Milliseconds since 1970 of the youngest file below `path`; 0 when there is none. Tests do not count. */
async function newestChange(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const times = files
    .filter((file) => file.isFile() && !/\.test\.tsx?$/.test(file.name))
    .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}

async function runTool(root: string, { title, tool: [script, ...args] }: BuildStep): Promise<void> {
  const path = join(root, 'node_modules', script);
  if (!existsSync(path)) {
    throw new Problem(`${title} cannot be built: ${script} is not installed.`, 'Run: npm ci');
  }
  const { code, said } = await runToEnd([path, ...args], root);
  if (code !== 0)
    throw new Problem(
      `Building ${title} failed:\n${said.trim()}`,
      'If sources were not changed, run: npm ci',
    );
}

function runToEnd(args: string[], cwd: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
