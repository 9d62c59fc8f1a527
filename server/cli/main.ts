import { run } from './run.ts';

/** Where the command line touches the process; everything below gets it as arguments. */
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
});
