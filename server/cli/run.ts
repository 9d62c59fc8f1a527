import { ConfigError } from '../config.ts';
import { type Command, choose, helpFor, helpForAll, parse, type Terminal } from './command.ts';
import { commands as allCommands } from './commands.ts';
import { Problem } from './problem.ts';
import { productVersion } from './product-folder.ts';

/**
 * Runs one command line.
 *
 * @param argv - the words after `utskick`
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function run(
  argv: string[],
  terminal: Terminal,
  commands: readonly Command[] = allCommands,
): Promise<number> {
  try {
    const [first, ...others] = argv;
    if (first === '--version') return sayVersion(terminal);
    const wantsHelp = first === undefined || ['--help', '-h', 'help'].includes(first);
    if (wantsHelp && others.length === 0) {
      terminal.say(helpForAll(commands));
      return 0;
    }
    const { spec, rest } = choose(commands, wantsHelp ? [...others, '--help'] : argv);
    const input = parse(spec, rest, terminal);
    if (input.values.help) {
      terminal.say(helpFor(spec));
      return 0;
    }
    return (await spec.run(input)) ?? 0;
  } catch (error) {
    return report(error, argv.includes('--verbose'), terminal);
  }
}

function sayVersion(terminal: Terminal): number {
  terminal.say(productVersion());
  return 0;
}

function report(error: unknown, verbose: boolean, terminal: Terminal): number {
  const known = error instanceof Problem || error instanceof ConfigError;
  const message = error instanceof Error ? error.message : String(error);
  terminal.note(known ? `utskick: ${message}` : `utskick: something failed that should not: ${message}`);
  const remedy = error instanceof Problem ? error.remedy : undefined;
  if (remedy) terminal.note(`  ${remedy}`);
  if (verbose) terminal.note(stackOf(error));
  else if (!known) terminal.note('  The same command with --verbose shows where.');
  return error instanceof Problem ? error.exitCode : known ? 2 : 1;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}
