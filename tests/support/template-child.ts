import Handlebars from 'handlebars';
import { createEnvironment } from '../../lib/core/handlebars/environment.ts';
import { drawBatch, outcomesOf } from './template-cases.ts';
import { furnish } from './template-world.ts';

// One side of the comparison, in a process of its own, for templates print functions as they are written in their file.
// Ours runs where no code can be made of strings. Prints a line of outcomes for each batch.
const [side, first = '1', batches = '1'] = process.argv.slice(2);
if (side === 'ours') expectNoCodeGeneration();
const environment = side === 'ours' ? createEnvironment() : Handlebars.create();
furnish(environment);
for (let seed = Number(first); seed < Number(first) + Number(batches); seed += 1) {
  process.stdout.write(`${JSON.stringify(outcomesOf(environment, drawBatch(seed)))}\n`);
}

function expectNoCodeGeneration(): void {
  try {
    new Function('return 1');
  } catch (error) {
    if (error instanceof EvalError) return;
  }
  throw new Error('expected a process started with --disallow-code-generation-from-strings');
}
