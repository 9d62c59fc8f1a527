import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { PracticeProbe } from './practice-probe.ts';

/** Asks the adapter in the page: `ask('fill', 0, prefill)`. */
export type AskPractice = <N extends keyof PracticeProbe>(
  name: N,
  ...args: Parameters<PracticeProbe[N]>
) => Promise<Awaited<ReturnType<PracticeProbe[N]>>>;

/** Builds the webmail as `npm run build` does. */
export async function buildWebmail(): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url)),
    logLevel: 'error',
  });
}

/** The adapter as one script. */
export async function buildPracticeProbe(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'utskick-practice-probe-'));
  const entry = fileURLToPath(new URL('./practice-probe.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'probe', fileName: () => 'probe.js' };
  await build({ configFile: false, logLevel: 'error', build: { outDir: folder, minify: false, lib } });
  const script = readFileSync(join(folder, 'probe.js'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return script;
}

/** Puts the adapter into an isolated world of the page, as the browser does with a content script. */
export async function injectPracticeProbe(page: Page, script: string): Promise<AskPractice> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'adapter' };
  const { executionContextId } = await session.send('Page.createIsolatedWorld', world);
  const run = async (expression: string) => {
    const inWorld = { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', inWorld);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(`${script}\n;undefined`);
  return (name, ...args) => run(`practiceProbe.${name}(...${JSON.stringify(args)})`);
}
