import { expect, test } from 'vitest';
import { command, type Terminal } from './command.ts';
import { Problem } from './problem.ts';
import { run } from './run.ts';

function aTerminal(): Terminal & { out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    env: {},
    interactive: false,
    out,
    err,
    say: (line) => out.push(line),
    note: (line) => err.push(line),
  };
}

const table = [
  command({
    name: 'start',
    summary: 'Start it',
    options: { port: { value: 'PORT', help: 'port' }, empty: { help: 'nothing in it' } },
    run: async ({ values, terminal }) => {
      terminal.say(`${values.port ?? 'any'} ${values.empty === true}`);
      return 0;
    },
  }),
  command({
    name: 'user add',
    summary: 'Add',
    args: ['email'],
    options: {},
    run: async ({ args, terminal }) => {
      terminal.say(`added ${args[0]}`);
      return undefined;
    },
  }),
  command({
    name: 'break',
    summary: 'Break',
    options: {},
    run: async () => {
      throw new TypeError('x is not a function');
    },
  }),
  command({
    name: 'fail',
    summary: 'Fail',
    options: {},
    run: async () => {
      throw new Problem('The port is taken.', 'Choose another.');
    },
  }),
];

test.each([
  { argv: ['start', '--port', '8421', '--empty'], out: ['8421 true'] },
  { argv: ['start', '--port=8421'], out: ['8421 false'] },
  { argv: ['user', 'add', 'a@example.com'], out: ['added a@example.com'] },
])('$argv', async ({ argv, out }) => {
  const terminal = aTerminal();
  expect(await run(argv, terminal, table)).toBe(0);
  expect(terminal.out).toEqual(out);
});

test.each([
  { argv: ['strat'], err: ['There is no command "strat".', 'Did you mean "utskick start"?'] },
  { argv: ['usr', 'add'], err: ['There is no command "usr".', 'Did you mean "utskick user add"?'] },
  { argv: ['frobnicate'], err: ['There is no command "frobnicate".', 'See: utskick --help'] },
  { argv: ['user'], err: ['user: one of add must follow.', 'See: utskick --help'] },
  { argv: ['user', 'add'], err: ['user add: <email> is missing.', 'See: utskick user add --help'] },
  {
    argv: ['user', 'add', 'a', 'b'],
    err: ['user add: "b" is one argument too many.', 'See: utskick user add --help'],
  },
  { argv: ['start', '--prot', '1'], err: ["Unknown option '--prot'.", 'See: utskick start --help'] },
])('$argv is not understood, and says so in two lines', async ({ argv, err }) => {
  const terminal = aTerminal();
  expect(await run(argv, terminal, table)).toBe(2);
  expect(terminal.err).toEqual([`utskick: ${err[0]}`, `  ${err[1]}`]);
});

test.each([
  { argv: ['help', 'user', 'add'] },
  { argv: ['--help', 'user', 'add'] },
  { argv: ['user', 'add', '--help'] },
])('$argv shows the options of that command', async ({ argv }) => {
  const terminal = aTerminal();
  expect(await run(argv, terminal, table)).toBe(0);
  expect(terminal.out[0]).toContain('utskick user add <email> [options]');
});

test.each([[], ['help'], ['-h'], ['--help']])('"%s" lists the commands', async (...argv) => {
  const terminal = aTerminal();
  expect(await run(argv, terminal, table)).toBe(0);
  expect(terminal.out[0]).toMatch(/start {5}Start it/);
});

test('--version says the version alone', async () => {
  const terminal = aTerminal();
  expect(await run(['--version'], terminal, table)).toBe(0);
  expect(terminal.out).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

test('what the person can mend is a sentence and a remedy, without a stack', async () => {
  const terminal = aTerminal();
  expect(await run(['fail'], terminal, table)).toBe(1);
  expect(terminal.err).toEqual(['utskick: The port is taken.', '  Choose another.']);
});

test('a defect shows where only when that is asked for', async () => {
  const quiet = aTerminal();
  expect(await run(['break'], quiet, table)).toBe(1);
  expect(quiet.err.join('\n')).not.toContain('run.test.ts');
  const verbose = aTerminal();
  await run(['break', '--verbose'], verbose, table);
  expect(verbose.err.join('\n')).toContain('run.test.ts');
});

test('help lists the commands, and each command its options', async () => {
  const all = aTerminal();
  expect(await run([], all, table)).toBe(0);
  expect(all.out.join('\n')).toContain('user add');
  const one = aTerminal();
  expect(await run(['user', 'add', '--help'], one, table)).toBe(0);
  expect(one.out.join('\n')).toContain('utskick user add <email> [options]');
});
