import Handlebars from 'handlebars';
import { createEnvironment } from '../lib/core/handlebars/environment.ts';
import { mailLimits } from '../lib/core/template/budget.ts';
import { compile } from '../lib/core/template/compile.ts';
import { TemplateError } from '../lib/core/template/error.ts';
import { htmlToText } from '../lib/core/template/plain-text.ts';
import {
  endless,
  endlessMails,
  hostileContext,
  hostileFields,
  longTexts,
  unreadable,
} from '../tests/support/hostile-templates.ts';
import { type Figure, figure, inTurn } from './figure.ts';

const rounds = 25;
const rows = Array.from({ length: 100 }, (_, index) => ({ name: `row ${index}`, isOdd: index % 2 === 1 }));
const person = {
  first_name: 'Åsa',
  company: 'Berg & Ek',
  plan: 'Gold',
  my_name: 'Mia Lund',
  site: 'https://nordby.example/offer',
  title: 'the offer',
  rows,
};

const templates = [
  { name: 'one line', renders: 20_000, source: 'Hi {{first_name}} at {{company}}, from {{my_name}}!' },
  {
    name: 'mail',
    renders: 5_000,
    source: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p>
<p>at {{company}} you are on {{plan}}.{{#unless nobody}} Here is <a href="{{site}}" title="{{title}}">{{title}}</a>.{{/unless}}</p>
{{#with this}}<p>{{my_name}}</p>{{/with}}`,
  },
  {
    name: 'table of 100 rows',
    renders: 300,
    source:
      '{{#each rows}}<tr><td>{{@index}}</td><td>{{name}}</td><td>{{#if isOdd}}{{../plan}}{{/if}}</td></tr>{{/each}}',
  },
] as const;

/**
 * Printing without generated code, held against the original's compiled templates; and what hostile ones take until they
 * are refused.
 */
export async function template(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, renders, source } of templates) {
    const original = Handlebars.create().compile(source);
    const environment = createEnvironment().compile(source);
    const safe = compile(source, { kind: 'html' });
    figures.push(
      await measure(
        `renders of a ${name}`,
        renders,
        () => environment(person),
        () => original(person),
        1.2,
      ),
      await measure(
        `renders of a ${name}, as users' templates`,
        renders,
        () => safe(person).output,
        () => original(person),
      ),
      await measure(
        `first renders of a ${name}`,
        100,
        () => createEnvironment().compile(source)(person),
        () => Handlebars.create().compile(source)(person),
        1,
      ),
    );
  }
  return [...figures, worstOfHostile(), worstOfTexts()];
}

/** The one that takes the most of the processor, from its text to the error; of ten times each, the slowest. */
function worstOfHostile(): Figure {
  const fields = { ...hostileContext, fields: hostileFields };
  const worst = slowest([
    ...[...endless, ...unreadable].map(({ name, source }) => ({
      name,
      work: () => expectRefusal(source, () => compile(source, { kind: 'html' })(hostileContext)),
    })),
    ...endlessMails.map(({ name, source }) => ({
      name,
      work: () => expectRefusal(source, () => compile(source, { kind: 'html', limits: mailLimits })(fields)),
    })),
  ]);
  const budget = { at: 'value', most: 50 } as const;
  return {
    ...figure('hostile template until it is refused, CPU', 'ms', worst.ms, 50, budget),
    note: worst.name,
  };
}

/** The same of the plain text of long HTML. */
function worstOfTexts(): Figure {
  const worst = slowest(longTexts.map(({ name, html }) => ({ name, work: () => void htmlToText(html) })));
  return {
    ...figure('plain text of 570,000 characters of HTML, CPU', 'ms', worst.ms, 0),
    note: worst.name,
  };
}

interface Work {
  name: string;
  work(): void;
}

/** Of ten times each. */
function slowest(works: readonly Work[]): { name: string; ms: number } {
  const taken = works.flatMap(({ name, work }) =>
    Array.from({ length: 10 }, () => ({ name, ms: cpuMs(work) })),
  );
  const [worst] = taken.sort((a, b) => b.ms - a.ms);
  if (!worst) throw new Error('expected something to measure');
  return worst;
}

/** Of the whole process, so that what is collected in the meantime counts too. */
function cpuMs(work: () => void): number {
  const startedAt = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1_000;
}

function expectRefusal(source: string, print: () => unknown): void {
  try {
    print();
  } catch (error) {
    if (error instanceof TemplateError) return;
    throw error;
  }
  throw new Error(`expected a refusal of ${source.slice(0, 60)}`);
}

async function measure(
  name: string,
  times: number,
  ours: () => string,
  theirs: () => string,
  most?: number,
): Promise<Figure> {
  const { a, b } = await inTurn(rounds, timed(times, ours), timed(times, theirs));
  const target = most === undefined ? undefined : ({ at: 'ratio', most } as const);
  return figure(`${times} ${name}`, 'ms', a, b, target);
}

function timed(times: number, print: () => string): () => Promise<number> {
  return async () => {
    let length = 0;
    const startedAt = performance.now();
    for (let time = 0; time < times; time += 1) length += print().length;
    if (length === 0) throw new Error('expected a text');
    return performance.now() - startedAt;
  };
}
