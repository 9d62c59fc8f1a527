import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compile } from '../lib/core/template/compile.ts';
import { TemplateError } from '../lib/core/template/error.ts';
import {
  endless,
  endlessMails,
  hostileContext,
  hostileFields,
  unreadable,
} from '../tests/support/hostile-templates.ts';

/*
 * As a program of its own, with the number of a hostile template: prints what that took of a process in which nothing
 * was printed before, so that nothing of it is compiled yet. That is how it is met where it does most harm: by a worker
 * that has just been started.
 */

const cases = [
  ...[...endless, ...unreadable].map((one) => ({ ...one, context: hostileContext })),
  ...endlessMails.map((one) => ({ ...one, context: { ...hostileContext, fields: hostileFields } })),
];
const processes = 5;

/** Of each hostile template the median of some fresh processes, in ms of CPU until it is refused; of those the worst. */
export function worstOfHostile(): { name: string; ms: number } {
  const taken = cases.map(({ name }, index) => ({ name, ms: medianOfFresh(index) }));
  const [worst] = taken.sort((a, b) => b.ms - a.ms);
  if (!worst) throw new Error('expected hostile templates');
  return worst;
}

function medianOfFresh(index: number): number {
  const times = Array.from({ length: processes }, () => inFreshProcess(index)).sort((a, b) => a - b);
  return times[Math.floor(processes / 2)] ?? Number.NaN;
}

function inFreshProcess(index: number): number {
  const program = fileURLToPath(import.meta.url);
  return Number(execFileSync(process.execPath, [program, String(index)], { encoding: 'utf8' }));
}

/** Of the whole process, so that what is collected in the meantime counts too. */
export function cpuMs(work: () => void): number {
  const startedAt = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1_000;
}

function expectRefusal(index: number): void {
  const { name, source, context } = cases[index] ?? {};
  if (source === undefined || context === undefined) throw new Error(`no hostile template ${index}`);
  try {
    compile(source, { kind: 'html' })(context);
  } catch (error) {
    if (error instanceof TemplateError) return;
    throw error;
  }
  throw new Error(`expected a refusal of ${name}`);
}

if (import.meta.main) process.stdout.write(String(cpuMs(() => expectRefusal(Number(process.argv[2])))));
