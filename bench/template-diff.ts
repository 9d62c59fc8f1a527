import { casesInBatch } from '../tests/support/template-cases.ts';
import { compareTemplates, type Difference } from '../tests/support/template-diff.ts';
import { type Figure, figure } from './figure.ts';

const batches = 200_000 / casesInBatch;
const firstSeed = 20_261_121;

/** Drawn templates: the original with its compiler, ours in a process without code generation. */
export async function templateDiff(): Promise<Figure[]> {
  const { cases, failing, differences } = await compareTemplates(firstSeed, batches);
  for (const difference of differences.slice(0, 10)) explain(difference);
  const name = 'templates printed otherwise than by the original';
  const figureOf = figure(name, 'cases', differences.length, cases, { at: 'value', most: 0 });
  return [{ ...figureOf, note: `${cases} cases, ${failing} of them refused by both` }];
}

function explain({ case: [source, context, options, printing], expected, found }: Difference) {
  // Contexts hold functions, symbols and big numbers, which JSON has no words for.
  const say = (_: string, value: unknown) =>
    typeof value === 'object' || typeof value === 'string' ? value : String(value);
  console.error(JSON.stringify({ source, context, options, printing, expected, found }, say));
}
