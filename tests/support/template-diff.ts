import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Case, drawBatch, isFailure, type Outcome } from './template-cases.ts';

const child = fileURLToPath(new URL('template-child.ts', import.meta.url));

export interface Difference {
  case: Case;
  expected: Outcome;
  found: Outcome | undefined;
}
export interface Comparison {
  cases: number;
  /** Of the cases, those that the original refuses too. */
  failing: number;
  differences: Difference[];
}

/** Drawn templates: the original with its compiler in one process, ours without code generation in another. */
export async function compareTemplates(firstSeed: number, batches: number): Promise<Comparison> {
  const original = printedBy('original', firstSeed, batches);
  const ours = printedBy('ours', firstSeed, batches);
  const comparison: Comparison = { cases: 0, failing: 0, differences: [] };
  for (let seed = firstSeed; seed < firstSeed + batches; seed += 1) {
    const [expected, found] = await Promise.all([original.next(), ours.next()]);
    if (expected.done) throw new Error('expected the original to print all batches');
    compareBatch(drawBatch(seed), expected.value, found.done ? [] : found.value, comparison);
  }
  return comparison;
}

function compareBatch(
  batch: readonly Case[],
  expected: readonly Outcome[],
  found: readonly Outcome[],
  comparison: Comparison,
): void {
  comparison.cases += batch.length;
  comparison.failing += expected.filter(isFailure).length;
  for (const [index, drawn] of batch.entries()) {
    const outcome = expected[index] ?? '';
    if (outcome !== found[index])
      comparison.differences.push({ case: drawn, expected: outcome, found: found[index] });
  }
}

async function* printedBy(
  side: 'original' | 'ours',
  firstSeed: number,
  batches: number,
): AsyncGenerator<Outcome[], void> {
  const flags = side === 'ours' ? ['--disallow-code-generation-from-strings'] : [];
  const args = [...flags, child, side, String(firstSeed), String(batches)];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: started.stdout })) {
    // Written by `template-child.ts`.
    yield JSON.parse(line) as Outcome[];
  }
}
