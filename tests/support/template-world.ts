/// <reference path="../../lib/core/handlebars/modules.d.ts" />

import SafeString from 'handlebars/dist/cjs/handlebars/safe-string.js';
import type { Callable } from '../../lib/core/handlebars/runtime.ts';
import fc from './fast-check.ts';
import { names } from './template-grammar.ts';

/*
 * What the names in drawn templates stand for: contexts, options of `compile` and of printing, and the helpers,
 * partials and decorators of an environment. All is the same in every process that draws with the same seed.
 */

class Made {
  own = 'own';
  a = '<made>';
  method(): string {
    return 'method';
  }
  get secret(): string {
    return 'secret';
  }
}
Object.defineProperty(Made.prototype, 'inherited', { value: 'inherited', enumerable: true });

const leaf = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom<unknown>('text', '<i>', '', 0, 1, 2.5, true, false, null, undefined, 'card'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(-0, Number.NaN, 12n, Symbol('s'), new Date(0), 'up', 'line'),
  },
);
/** A value of a context. */
const value = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 2, arbitrary: fc.array(fc.oneof(leaf, fc.record({ a: leaf, b: leaf })), { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.record({ a: leaf, b: leaf, list: fc.array(leaf, { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(sayA, sayContext, giveList, giveSafe) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      new Made(),
      new Map<unknown, unknown>([
        ['a', 1],
        ['b', { a: 2 }],
      ]),
      new Set(['x', 'y']),
      new SafeString('<safe>'),
      { toHTML: 'no function', toString: () => '<object>' },
      Object.create(null),
    ),
  },
);
function sayA(this: { a?: unknown } | null): unknown {
  return `fn:${typeof this?.a}`;
}
function sayContext(this: unknown, ...given: unknown[]): string {
  return `ctx:${typeof this}:${given.length}`;
}
function giveList(): unknown[] {
  return [1, { a: 2 }];
}
function giveSafe(): unknown {
  return new SafeString('<em>');
}

export const context = fc.record(Object.fromEntries(names.map((one) => [one, value])), { requiredKeys: [] });
/** Mostly an object, sometimes nothing much. */
export const anyContext = fc.oneof({ weight: 20, arbitrary: context }, { weight: 1, arbitrary: leaf });

const flag = fc.boolean();
const anyOptions = fc.record(
  {
    compat: flag,
    strict: flag,
    assumeObjects: flag,
    noEscape: flag,
    knownHelpers: fc.constantFrom({ up: true, a: true }, { join: true, block: true }, { up: false }),
    knownHelpersOnly: flag,
    explicitPartialContext: flag,
    preventIndent: flag,
    ignoreStandalone: flag,
    data: flag,
  },
  { requiredKeys: [] },
);
/** Of `compile`. Mostly none: `strict` and `knownHelpersOnly` make most templates fail. */
export const options = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ compat: flag, preventIndent: flag, noEscape: flag }) },
  {
    weight: 1,
    arbitrary: fc.record({ explicitPartialContext: flag, ignoreStandalone: flag, assumeObjects: flag }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { trackIds: true },
      { stringParams: true },
      { strict: true },
      { srcName: 'mail' },
    ),
  },
  { weight: 1, arbitrary: anyOptions },
);

/** Of one printing. */
export const printing = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        data: fc.constantFrom({ level: 'info', a: 1 }, { index: 7, root: { a: 'given' } }),
        helpers: fc.constantFrom(
          { none: () => 'now a helper' },
          { up: () => 'another' },
          { helperMissing: sayContext },
        ),
        partials: fc.constantFrom({ missing: 'found {{a}}' }, { card: '({{b}})' }),
        allowProtoPropertiesByDefault: flag,
        allowProtoMethodsByDefault: flag,
        allowedProtoProperties: fc.constant({ inherited: true, secret: true }),
        allowedProtoMethods: fc.constant({ method: true, constructor: false }),
        allowCallsToHelperMissing: flag,
      },
      { requiredKeys: [] },
    ),
  },
);

interface Registry {
  logger: object;
  registerHelper(name: string, helper: Callable): void;
  registerPartial(name: string, source: unknown): void;
  registerDecorator(name: string, decorator: Callable): void;
}
interface CallOptions {
  name: string;
  fn?(context: unknown, options?: object): unknown;
  inverse?(context: unknown): unknown;
  hash: Record<string, unknown>;
  data?: Record<string, unknown>;
  loc?: object;
  lookupProperty(from: unknown, name: unknown): unknown;
  [rest: string]: unknown;
}
interface DecoratorOptions extends CallOptions {
  args: unknown[];
}

const lastOf = (given: unknown[]): CallOptions => given.at(-1) as CallOptions; // what every helper is given last
const show = (given: unknown): string =>
  JSON.stringify(given, (_, inner: unknown) => (typeof inner === 'object' ? inner : String(inner))) ??
  'nothing';

/** What the runtime writes on a block's function. */
function blockOf(fn: unknown): unknown {
  if (typeof fn !== 'function') return typeof fn;
  const { program, depth, blockParams } = fn as unknown as Record<string, unknown>; // a function's own properties
  return [program, depth, blockParams];
}

/** The helpers, partials and decorators that the templates name. */
export function furnish(environment: Registry): void {
  // What is denied to templates is told on the console otherwise.
  Object.assign(environment.logger, { level: 9 });
  const helpers: Record<string, Callable> = {
    up: (given) => String(given).toUpperCase(),
    join: (...given) => given.slice(0, -1).map(String).join('+'),
    count: (...given) => given.length,
    safe: (given) => new SafeString(`<${String(given)}>`),
    hashes: (...given) => show(lastOf(given).hash),
    get: (from, key, given) => (given as CallOptions | undefined)?.lookupProperty(from ?? {}, key),
    raw: (...given) => lastOf(given).fn?.({}) ?? 'no block',
    fnPartial: () => () => 'a function',
    report(...given) {
      const { name, fn, inverse, hash, data, loc, ids, hashIds, types, hashTypes, contexts } = lastOf(given);
      const level = { key: data?.key, index: data?.index, path: data?.contextPath };
      const legacy = {
        ids,
        hashIds,
        types,
        hashTypes,
        contexts: (contexts as unknown[] | undefined)?.map((one) => one === this),
      };
      return show({
        name,
        fn: blockOf(fn),
        inverse: blockOf(inverse),
        hasBlockParams: 'blockParams' in lastOf(given),
        hash: Object.keys(hash),
        loc,
        level,
        ...legacy,
      });
    },
    block(...given) {
      const call = lastOf(given);
      const own = given.length > 1 ? given[0] : this;
      if (own === false) return call.inverse?.(this);
      return call.fn?.(own, { blockParams: ['first', 2], data: call.data }) ?? 'no block';
    },
  };
  for (const [name, helper] of Object.entries(helpers)) environment.registerHelper(name, helper);
  // No name of a helper that is called without its sign.
  environment.registerHelper('@first', () => 'first');
  const partials: Record<string, unknown> = {
    card: '[{{a}}|{{x}}|{{@root.b}}]',
    line: 'one {{b}}\n{{#each list}}{{this}}\n{{/each}}',
    nothing: '',
    layout: '<main>{{> @partial-block}}</main>{{x}}',
    twice: '{{#if @partial-block}}{{> @partial-block a}}{{> @partial-block}}{{else}}-{{/if}}\n  {{> card}}\n',
    'dir/page': '{{#> layout}}{{a}}{{/layout}}',
    made: () => 'made by a function',
    12: 'twelve {{@level}}',
  };
  for (const [name, partial] of Object.entries(partials)) environment.registerPartial(name, partial);
  environment.registerDecorator(
    'mark',
    (fn) =>
      (...given: unknown[]) =>
        `*${String((fn as Callable)(...given))}*`,
  );
  environment.registerDecorator('props', (fn, props) => {
    Object.assign(props as object, { marked: true });
    return fn;
  });
  environment.registerDecorator('given', (fn, _props, _container, given) => {
    const { args, hash, name, fn: inner } = given as DecoratorOptions; // what every decorator is given last
    return (...printed: unknown[]) =>
      `${show({ name, args: args.length, hash: Object.keys(hash) })}${typeof inner}${String((fn as Callable)(...printed))}`;
  });
}
