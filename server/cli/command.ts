import { parseArgs } from 'node:util';
import { misuse } from './problem.ts';

/** One `--option` of a command. `value` is the placeholder shown in the help; without it the option is a switch. */
export interface Option {
  help: string;
  value?: string;
}
export type Options = Record<string, Option>;
export type Values<O extends Options> = {
  [K in keyof O]?: O[K] extends { value: string } ? string : boolean;
};

/** Where a command reads from and writes to; passed in so that tests can stand in for the terminal. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  /** A person is looking: short sentences instead of log lines. */
  interactive: boolean;
  say(line: string): void;
  /** A line for the error stream: progress and warnings that must not mix with data on the output. */
  note(line: string): void;
}

export interface Command<O extends Options = Options> {
  /** One or two words, e.g. `user add`. */
  name: string;
  summary: string;
  /** Positional arguments, e.g. `['email']`; a trailing `?` makes one optional. */
  args?: readonly string[];
  options: O;
  /** Further lines for `--help`. */
  details?: string;
  /** @returns the exit code; nothing means 0 */
  run(input: Input<O>): Promise<number | undefined>;
}
export interface Input<O extends Options = Options> {
  values: Values<O & typeof common>;
  args: string[];
  terminal: Terminal;
}

/** Options that every command has. */
export const common = {
  data: { value: 'DIR', help: 'folder of the embedded database (default: .data)' },
  verbose: { help: 'show details of errors' },
  help: { help: 'show this help' },
} as const satisfies Options;

/** Gives a command table entry its precise option types. */
export function command<const O extends Options>(spec: Command<O>): Command {
  // The table holds commands of different options; each `run` only ever gets what `parse` made from its own.
  return spec;
}

/** @throws {Problem} naming the option or argument that is wrong */
export function parse(spec: Command, argv: string[], terminal: Terminal): Input {
  const table: Options = { ...spec.options, ...common };
  const options = Object.fromEntries(
    Object.entries(table).map(([name, option]) => [
      name,
      { type: option.value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    // Strict parsing gives each option the one type that the table names.
    const input = { values: values as Input['values'], args: positionals, terminal };
    if (!input.values.help) checkCount(spec, positionals);
    return input;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      throw misuse(firstSentence(error.message), `See: utskick ${spec.name} --help`);
    }
    throw error;
  }
}

function checkCount(spec: Command, given: string[]): void {
  const wanted = spec.args ?? [];
  const missing = wanted.find((name, index) => !name.endsWith('?') && given[index] === undefined);
  if (missing) throw misuse(`${spec.name}: <${missing}> is missing.`, `See: utskick ${spec.name} --help`);
  const extra = given[wanted.length];
  if (extra !== undefined)
    throw misuse(`${spec.name}: "${extra}" is one argument too many.`, `See: utskick ${spec.name} --help`);
}

function firstSentence(message: string): string {
  return `${message.split(/\.\s/)[0]?.replace(/\.$/, '')}.`;
}

export function helpFor(spec: Command): string {
  const args = (spec.args ?? []).map((name) => (name.endsWith('?') ? `[${name.slice(0, -1)}]` : `<${name}>`));
  const lines = [`utskick ${[spec.name, ...args].join(' ')} [options]`, '', `  ${spec.summary}`, ''];
  if (spec.details) lines.push(...spec.details.split('\n').map((line) => `  ${line}`.trimEnd()), '');
  const rows = Object.entries({ ...spec.options, ...common }).map(([name, option]: [string, Option]) => [
    `--${name}${option.value ? ` ${option.value}` : ''}`,
    option.help,
  ]);
  return [...lines, 'Options:', ...columns(rows)].join('\n');
}

export function helpForAll(commands: readonly Command[]): string {
  return [
    'utskick <command> [options]',
    '',
    ...columns(commands.map((spec) => [spec.name, spec.summary])),
    '',
    'utskick <command> --help shows the options of a command.',
  ].join('\n');
}

function columns(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`);
}

/** Finds the command that the first one or two words name, and what follows it. */
export function choose(commands: readonly Command[], argv: string[]): { spec: Command; rest: string[] } {
  for (const words of [2, 1]) {
    const spec = commands.find((one) => one.name === argv.slice(0, words).join(' '));
    if (spec && spec.name.split(' ').length === words) return { spec, rest: argv.slice(words) };
  }
  const first = argv[0] ?? '';
  const family = commands.filter((one) => one.name.startsWith(`${first} `));
  if (family.length > 0) {
    throw misuse(
      `${first}: one of ${family.map((one) => one.name.slice(first.length + 1)).join(', ')} must follow.`,
      `See: utskick --help`,
    );
  }
  const near = nearest(
    argv.slice(0, 2).join(' '),
    first,
    commands.map((one) => one.name),
  );
  throw misuse(
    `There is no command "${first}".`,
    near ? `Did you mean "utskick ${near}"?` : 'See: utskick --help',
  );
}

function nearest(twoWords: string, oneWord: string, names: string[]): string | undefined {
  const scored = names.map((name) => {
    const typed = name.includes(' ') ? twoWords : oneWord;
    return { name, distance: Math.min(distance(typed, name), distance(oneWord, name.split(' ')[0] ?? '')) };
  });
  scored.sort((a, b) => a.distance - b.distance);
  const best = scored[0];
  return best && best.distance <= 2 ? best.name : undefined;
}

/** Edit distance (insert, delete, replace, swap of neighbours). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = best; // row i exists: it was made above
    }
  }
  return at(a.length, b.length);
}
