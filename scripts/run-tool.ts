import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The product's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Finished {
  code: number | null;
  /** Both streams, in the order of arrival. */
  output: string;
}

/**
 * Runs a program to its end in the product's folder.
 * @param quiet - collect what it says; otherwise it is also shown as it comes
 */
export function runTool(
  program: string,
  args: readonly string[],
  { env = {}, quiet = false }: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (show: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!quiet) show.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Runs the command of an installed package by its script, so that no shell and no PATH is in between. */
export function runScript(
  script: string,
  args: readonly string[],
  options?: Parameters<typeof runTool>[2],
): Promise<Finished> {
  return runTool(process.execPath, [`${root}/node_modules/${script}`, ...args], options);
}
