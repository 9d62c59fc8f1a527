import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BuildStep, buildIfNeeded, whyBuild } from './build.ts';
import type { Terminal } from './command.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'utskick-build-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  put('src/deep/a.ts', 100);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const step: BuildStep = { title: 'it', sources: ['src', 'gone'], output: 'out/done', tool: ['tool.mjs'] };

function put(path: string, second: number, content = ''): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
  utimesSync(join(root, path), second, second);
}

test('built when missing, built again when a source is younger, left alone otherwise', async () => {
  expect(await whyBuild(root, step)).toBe('not built yet');
  put('out/done', 200);
  expect(await whyBuild(root, step)).toBeNull();
  put('src/deep/a.test.ts', 300);
  expect(await whyBuild(root, step)).toBeNull();
  put('src/deep/b.ts', 300);
  expect(await whyBuild(root, step)).toBe('its sources have changed');
});

const silent: Terminal = { env: {}, interactive: false, say: () => {}, note: () => {} };

test("a build that fails gives the tool's own words", async () => {
  put('node_modules/tool.mjs', 100, 'console.error("no such import"); process.exit(3)');
  await expect(buildIfNeeded(root, silent, [step])).rejects.toThrow(/Building it failed:\nno such import/);
});

test('a tool that is not installed is named', async () => {
  await expect(buildIfNeeded(root, silent, [step])).rejects.toThrow('tool.mjs is not installed');
});
