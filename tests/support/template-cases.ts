import fc from './fast-check.ts';
import { template } from './template-grammar.ts';
import { anyContext, options, printing } from './template-world.ts';

/** What is printed after `= `, or how it fails. */
export type Outcome = string;

interface Environment {
  compile(source: string, options: object): (context: unknown, printing: Record<string, unknown>) => string;
}

const cases = fc.tuple(template, anyContext, options, printing);
export type Case = [source: string, context: unknown, options: object, printing: object];
export const casesInBatch = 1_000;

/** Cases of one batch: the same in every process that asks for the same number. */
export function drawBatch(seed: number): Case[] {
  return fc.sample(cases, { numRuns: casesInBatch, seed });
}

export function outcomesOf(environment: Environment, batch: readonly Case[]): Outcome[] {
  return batch.map(([source, given, how, now]) => {
    try {
      return `= ${environment.compile(source, { ...how })(given, { ...now })}`;
    } catch (error) {
      return failureOf(error);
    }
  });
}

/**
 * Handlebars' own messages are compared word for word. Those of the JavaScript engine quote the code that failed, which
 * is generated in the one and written in the other: of them the kind is compared.
 */
function failureOf(error: unknown): Outcome {
  const kind = [TypeError, RangeError, ReferenceError, SyntaxError].find((type) => error instanceof type);
  if (kind) return `fails: ${kind.name}`;
  return `fails: ${error instanceof Error ? error.message : String(error)}`;
}

export function isFailure(outcome: Outcome): boolean {
  return outcome.startsWith('fails');
}
