import Handlebars from 'handlebars';
import { createEnvironment } from '../lib/core/handlebars/environment.ts';
import { compile } from '../lib/core/template/compile.ts';
import { htmlToText } from '../lib/core/template/plain-text.ts';
import { longTexts } from '../tests/support/hostile-templates.ts';
import { type Figure, figure, inTurn } from './figure.ts';
import { cpuMs, worstOfHostile } from './hostile.ts';

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
  return [...figures, hostile(), worstOfTexts()];
}

/** The one that takes the most of the processor, from its text to the error. */
function hostile(): Figure {
  const worst = worstOfHostile();
  const budget = { at: 'value', most: 50 } as const;
  return {
    ...figure('hostile template until it is refused, in a fresh process, CPU', 'ms', worst.ms, 50, budget),
    note: worst.name,
  };
}

/** Of ten times each, the slowest plain text of long HTML. */
function worstOfTexts(): Figure {
  const [worst] = longTexts
    .flatMap(({ name, html }) =>
      Array.from({ length: 10 }, () => ({ name, ms: cpuMs(() => void htmlToText(html)) })),
    )
    .sort((a, b) => b.ms - a.ms);
  if (!worst) throw new Error('expected something to measure');
  return {
    ...figure('plain text of 570,000 characters of HTML, CPU', 'ms', worst.ms, 0),
    note: worst.name,
  };
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
