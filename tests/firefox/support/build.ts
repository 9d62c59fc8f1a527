import { join } from 'node:path';
import { root, runScript } from '../../../scripts/run-tool.ts';

export const extensionFolder = join(root, '.output', 'firefox-mv3-e2e');

/** Builds what the tests drive, so that they never drive yesterday's. */
export default async function build(): Promise<void> {
  const { code, output } = await runScript('wxt/bin/wxt.mjs', ['build', '-b', 'firefox', '--mode', 'e2e'], {
    quiet: true,
  });
  if (code !== 0) throw new Error(`the build for Firefox failed:\n${output}`);
}
