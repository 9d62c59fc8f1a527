import { describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Callable, TemplateSpec } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

/** What helpers and decorators are given last. */
interface Given {
  name: string;
  fn(context?: unknown, options?: unknown): string;
  args: unknown[];
}
const optionsOf = (given: unknown[]): Given => given.at(-1) as Given; // as just said

/** Who calls on an environment: helpers, decorators, and whatever takes the place of one of its parts. */
describe.each(environments)('hosts, %s', (_, create) => {
  test('helpers and blocks that are taken away are missed', () => {
    const environment = create();
    for (const name of ['if', 'each']) environment.unregisterHelper(name);
    environment.unregisterDecorator('inline');
    const { compile } = environment;
    expect(() => compile('{{#if a}}x{{/if}}')({ a: 1 })).toThrow(TypeError);
    const field = compile('{{#if a}}x{{/if}}', { knownHelpers: { if: false } });
    expect(field({ if: () => 'of the data' })).toBe('of the data');
    expect(() => compile('{{#*inline "a"}}x{{/inline}}')({})).toThrow('Missing decorator: "inline"');
  });

  test('a block without a helper tells its hook the block’s name, also where it is turned round', () => {
    const environment = create();
    environment.registerHelper('blockHelperMissing', function (this: unknown, value, options) {
      const { name, fn } = options as Given;
      return `[${name}:${String(value)}:${fn(this)}]`;
    });
    const source = '{{#a}}x{{/a}}{{#b.c}}y{{/b.c}}{{^d}}z{{/d}}';
    expect(environment.compile(source)({ a: 1, b: { c: 2 } })).toBe('[a:1:x][b.c:2:y][d:undefined:]');
  });

  test('a template that is printed again by one of its helpers keeps to what it was given', () => {
    const environment = create();
    environment.registerHelper({
      again(this: unknown, options) {
        const { depth } = this as { depth: number };
        if (depth === 0) return 'end ';
        return (
          template({ depth: depth - 1 }, { helpers: { say: () => 'inner ' } }) + (options as Given).fn(this)
        );
      },
      say: () => 'outer ',
    });
    const template = environment.compile('{{#again}}{{say}}{{/again}}{{say}}');
    expect(template({ depth: 1 })).toBe('end inner inner outer ');
  });

  test('a block can be printed after its template, and with nothing', () => {
    const environment = create();
    let kept: Given | null = null;
    environment.registerHelper('keep', (...given) => {
      kept = optionsOf(given);
      return kept.fn();
    });
    expect(environment.compile('{{#keep}}a{{b}}{{../b}}{{/keep}}')({ b: 1 })).toBe('a1');
    expect(kept).toMatchObject({ fn: expect.any(Function) });
    expect((kept as unknown as Given).fn({ b: 2 })).toBe('a21');
    environment.registerHelper('bare', (...given) => optionsOf(given).fn({}, null));
    expect(() => environment.compile('{{#bare}}a{{/bare}}')({})).toThrow(TypeError);
  });

  test('without data a helper may bring some, and is handed the same block each time', () => {
    const environment = create();
    const blocks: unknown[] = [];
    environment.registerHelper('block', (...given) => {
      const { fn } = optionsOf(given);
      blocks.push(fn);
      return fn({ a: 1 }, { data: { b: 2 } });
    });
    const template = environment.compile('{{#block}}{{a}}{{/block}}', { data: false });
    expect([template({}), template({})]).toEqual(['1', '1']);
    expect(blocks[0]).toBe(blocks[1]);
    expect(environment.compile('{{#block}}{{a}}{{@b}}{{/block}}', { data: false })({})).toBe('12');
  });

  test('decorators of a block inside a loop run for each turn', () => {
    const environment = create();
    const turns: unknown[] = [];
    environment.registerDecorator('turn', (...given: unknown[]) => {
      turns.push(optionsOf(given).args);
    });
    environment.compile('{{#each l}}{{#if a}}{{*turn a @index}}{{/if}}{{/each}}')({
      l: [{ a: 1 }, { a: 2 }],
    });
    expect(turns).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test('whoever takes the place of `parse`, `Compiler` and `compile` is given the options, with what they stand for', () => {
    const environment = create();
    const { parse, Compiler, compile } = environment;
    const parsed = vi.fn(parse);
    const compiled: object[] = [];
    const asked = vi.fn(compile);
    class Own extends Compiler {
      override compile(...given: Parameters<InstanceType<typeof Compiler>['compile']>) {
        compiled.push({ ...given[1] });
        return super.compile(...given);
      }
    }
    Object.assign(environment, { parse: parsed, compile: asked, Compiler: Own });
    environment.registerPartial('p', '{{a}}');
    expect(compile('{{> p}}', { compat: true })({ a: 1 })).toBe('1');
    const options = { data: true, compat: true, useDepths: true };
    expect(parsed).toHaveBeenCalledWith('{{> p}}', expect.objectContaining(options));
    expect(compiled[0]).toEqual(options);
    expect(asked).toHaveBeenCalledWith('{{a}}', expect.objectContaining(options), environment);
  });

  test('options that were passed are left as they were, and heeded as they were', () => {
    const environment = create();
    const options = { knownHelpers: { x: true } };
    const template = environment.compile('{{a}}', options);
    Object.assign(options, { noEscape: true });
    expect(template({ a: '<' })).toBe('&lt;');
    expect(options).toEqual({ knownHelpers: { x: true }, noEscape: true });
    expect(environment.compile('{{a}}', null as unknown as CompileOptions)({ a: 1 })).toBe('1');
  });

  test('a compiler of one’s own may change the tree before it is printed', () => {
    const environment = create();
    const { Compiler } = environment;
    const visit = Compiler.prototype as unknown as { MustacheStatement(node: object): void };
    class Bare extends Compiler {
      // The original makes one like it for each block.
      compiler = Bare;
      MustacheStatement(node: { escaped: boolean }) {
        node.escaped = false;
        return visit.MustacheStatement.call(this, node);
      }
    }
    environment.Compiler = Bare;
    expect(environment.compile('{{a}}{{#if a}}{{a}}{{/if}}')({ a: '<' })).toBe('<<');
  });

  test('the runtime’s parts can be replaced', () => {
    const environment = create();
    const resolvePartial = vi.fn(() => 'found');
    environment.VM = { ...environment.VM, resolvePartial, invokePartial: () => 'invoked' };
    expect(environment.compile('{{> a b}}')({ b: 1 })).toBe('invoked');
    expect(resolvePartial).toHaveBeenCalledWith(undefined, 1, expect.objectContaining({ name: 'a' }));
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'object'],
    ['', 'string'],
    [{}, 'object'],
  ])('%j is no prepared template', (spec, type) => {
    expect(() => create().template(spec as TemplateSpec)).toThrow(`Unknown template object: ${type}`);
  });

  test('logging: several things, a level of the call, of the data, and none', () => {
    const environment = create();
    const log = vi.fn();
    environment.log = log;
    const template = environment.compile('{{log a "b" level=c}}{{log}}{{log a level=null}}');
    expect(template({ a: 1, c: 'x' }, { data: { level: 'warn' } })).toBe('');
    expect(log.mock.calls).toEqual([['x', 1, 'b'], ['warn'], ['warn', 1]]);
    const levels = ['ERROR', 'nope', '2', 5].map((level) =>
      (environment.logger as Record<string, Callable>).lookupLevel?.(level),
    );
    expect(levels).toEqual([3, Number.NaN, 2, 5]);
  });
});
