import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runScript } from '../../../scripts/run-tool.ts';

/** The extension as built for these tests: rail in an open shadow root, else as it is shipped. */
export const extensionFolder = process.env.UTSKICK_E2E_EXTENSION ?? join(root, '.output', 'chrome-mv3-e2e');

/** Builds what the tests drive, so that they never drive yesterday's; a folder named from outside is taken as it is. */
export default async function build(): Promise<void> {
  if (process.env.UTSKICK_E2E_EXTENSION) return;
  await run('wxt/bin/wxt.mjs', ['build', '--mode', 'e2e']);
  if (!existsSync(join(root, '.output', 'web', 'practice')))
    await run('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts']);
}

async function run(script: string, args: string[]): Promise<void> {
  const { code, output } = await runScript(script, args, { quiet: true });
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${output}`);
}
