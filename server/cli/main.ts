import { existsSync } from 'node:fs';
import { run } from './run.ts';

/** Where the command line touches the process; everything below gets it as arguments. */
if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  interactive: process.stdout.isTTY,
  say: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
});
