import { describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Values } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

interface BlockOptions {
  fn(context: unknown, options?: object): string;
  inverse(context: unknown): string;
  hash: Values;
}

describe.each(environments)('blocks, %s', (_, create) => {
  function print(source: string, given: unknown, options: CompileOptions = {}): string {
    return create().compile(source, options)(given);
  }

  test.each<[string, unknown, string]>([
    ['{{#a}}x{{/a}}', { a: true }, 'x'],
    ['{{#a}}x{{/a}}{{^a}}y{{/a}}', { a: false }, 'y'],
    ['{{#a}}x{{else}}y{{/a}}', {}, 'y'],
    ['{{#a}}x{{^}}y{{/a}}', { a: null }, 'y'],
    ['{{#a}}{{b}}{{/a}}', { a: { b: 1 } }, '1'],
    ['{{#a}}{{.}}{{/a}}', { a: [1, 2] }, '12'],
    ['{{#a}}{{@index}}{{@first}}{{@last}} {{/a}}', { a: ['x', 'y'] }, '0truefalse 1falsetrue '],
    ['{{#a}}x{{^}}none{{/a}}', { a: [] }, 'none'],
    ['{{#a}}{{.}}{{/a}}', { a: 0 }, '0'],
    ['{{#a}}x{{/a}}', { a: '' }, 'x'],
    ['{{#a}}{{b}}{{/a}}', { a: () => ({ b: 'lambda' }) }, 'lambda'],
    ['{{#this.a}}{{b}}{{/this.a}}', { a: () => ({ b: 'lambda' }) }, 'lambda'],
    ['{{^a}}none{{/a}}', {}, 'none'],
    ['{{^a}}none{{else}}some{{/a}}', { a: 1 }, 'some'],
    ['{{#a}}{{#b}}{{c}}{{../c}}{{../../c}}{{/b}}{{/a}}', { c: 3, a: { c: 2, b: { c: 1 } } }, '123'],
    ['{{#a.b}}{{c}}{{/a.b}}', { a: { b: { c: 1 } } }, '1'],
    // Inside what equals the context around it `../` goes one further.
    ['{{#a}}{{#../b}}{{../c}}{{/../b}}{{/a}}', { a: 1, b: '1', c: 2 }, '2'],
    ['{{#with a}}{{#with ../b}}{{../../c}}{{/with}}{{/with}}', { a: 1, b: '2', c: 3 }, '3'],
  ])('a field as a block: %s of %j', (source, given, output) => {
    expect(print(source, given)).toBe(output);
  });

  test.each<[string, unknown, string]>([
    ['{{#if a}}x{{/if}}', { a: 1 }, 'x'],
    ['{{#if a}}x{{else}}y{{/if}}', { a: [] }, 'y'],
    ['{{#if a}}x{{else}}y{{/if}}', { a: 0 }, 'y'],
    ['{{#if a includeZero=true}}x{{else}}y{{/if}}', { a: 0 }, 'x'],
    ['{{#if a}}x{{else}}y{{/if}}', { a: () => true }, 'x'],
    ['{{#if a}}x{{else if b}}y{{else}}z{{/if}}', { b: 1 }, 'y'],
    ['{{#if a}}x{{else if b}}y{{else}}z{{/if}}', {}, 'z'],
    ['{{#if a}}x{{else with b as |c|}}{{c.d}}{{/if}}', { b: { d: 1 } }, '1'],
    ['{{#if a}}x{{else each b}}{{.}}{{else}}none{{/if}}', { b: [1, 2] }, '12'],
    ['{{#unless a}}x{{else}}y{{/unless}}', { a: '' }, 'x'],
    ['{{#unless a includeZero=true}}x{{else}}y{{/unless}}', { a: 0 }, 'y'],
    ['{{#with a}}{{b}}{{else}}none{{/with}}', { a: { b: 1 } }, '1'],
    ['{{#with a}}{{b}}{{else}}none{{/with}}', { a: [] }, 'none'],
    ['{{#with a as |x|}}{{x.b}}{{../c}}{{/with}}', { a: { b: 1 }, c: 2 }, '12'],
    ['{{#with a}}{{b}}{{/with}}', { a: () => ({ b: 1 }) }, '1'],
    ['{{#each a}}{{@index}}{{.}} {{/each}}', { a: ['x', 'y'] }, '0x 1y '],
    ['{{#each a}}{{@key}}={{.}}{{#unless @last}},{{/unless}}{{/each}}', { a: { x: 1, y: 2 } }, 'x=1,y=2'],
    ['{{#each a}}x{{else}}none{{/each}}', { a: {} }, 'none'],
    ['{{#each a}}{{.}}{{/each}}', { a: () => [1, 2] }, '12'],
    ['{{#each a as |one place|}}{{place}}{{one}}{{/each}}', { a: ['x', 'y'] }, '0x1y'],
    ['{{#each a as |one key|}}{{key}}{{one}}{{/each}}', { a: { x: 1 } }, 'x1'],
    [
      '{{#each a}}{{#each .}}{{@../index}}{{@index}} {{/each}}{{/each}}',
      { a: [['x'], ['y', 'z']] },
      '00 10 11 ',
    ],
    ['{{#each a}}{{.}}{{/each}}', { a: new Set(['x', 'y']) }, 'xy'],
    ['{{#each a}}{{@key}}{{.}} {{/each}}', { a: new Map([['k', 'v']]) }, '0k,v '],
    ['{{#each a}}{{#unless .}}-{{else}}{{.}}{{/unless}}{{/each}}', { a: [1, null, 3] }, '1-3'],
    ['{{lookup a "b"}}{{lookup list 1}}{{lookup nobody "x"}}', { a: { b: 1 }, list: [1, 2] }, '12'],
    ['{{#each list}}{{lookup ../names .}}{{/each}}', { list: ['x', 'y'], names: { x: 1, y: 2 } }, '12'],
  ])('%s of %j', (source, given, output) => {
    expect(print(source, given)).toBe(output);
  });

  test('generators are gone through, and closed where the block fails', () => {
    const close = vi.fn();
    function* numbers() {
      try {
        yield 1;
        yield 2;
      } finally {
        close();
      }
    }
    const environment = create();
    expect(environment.compile('{{#each a}}{{.}}{{/each}}')({ a: numbers() })).toBe('12');
    expect(() => environment.compile('{{#each a}}{{fail 1}}{{/each}}')({ a: numbers() })).toThrow('fail');
    expect(close).toHaveBeenCalledTimes(2);
  });

  test.each<[string, RegExp]>([
    ['{{#if}}x{{/if}}', /#if requires exactly one argument/],
    ['{{#unless a b}}x{{/unless}}', /#unless requires exactly one argument/],
    ['{{#with}}x{{/with}}', /#with requires exactly one argument/],
    ['{{#each}}x{{/each}}', /Must pass iterator to #each/],
  ])('%s fails', (source, message) => {
    expect(() => print(source, {})).toThrow(message);
  });

  test('block parameters go before fields and helpers, the inner before the outer', () => {
    const environment = create();
    environment.registerHelper('give', (options) =>
      (options as BlockOptions).fn({ x: 'context' }, { blockParams: [1, 2] }),
    );
    environment.registerHelper('x', () => 'helper');
    const compile = environment.compile;
    expect(compile('{{#give as |x y|}}{{x}}{{y}}{{this.x}}{{/give}}{{x}}')({})).toBe('12contexthelper');
    expect(compile('{{#give as |x|}}{{#give as |y x|}}{{y}}{{x}}{{/give}}{{x}}{{/give}}')({})).toBe('121');
    expect(compile('{{#if none}}{{else give as |x|}}{{x}}{{/if}}')({})).toBe('1');
  });

  test('a helper chooses the block, the context, and the data of its block', () => {
    const environment = create();
    environment.registerHelper('block', function (this: unknown, ...given: unknown[]) {
      const options = given.at(-1) as BlockOptions;
      const data = environment.createFrame({ level: 1 });
      if (options.hash.inverse) return options.inverse(this);
      return options.fn(given.length > 1 ? given[0] : this, { data });
    });
    const compile = environment.compile;
    expect(compile('{{#block a}}{{b}}{{@level}}{{/block}}')({ a: { b: 2 } })).toBe('21');
    expect(compile('{{#block inverse=true}}x{{else}}y{{/block}}')({})).toBe('y');
    expect(compile('{{#block inverse=true}}x{{/block}}')({})).toBe('');
  });

  test('blocks that do the same are one, with the places in the source of the first', () => {
    const environment = create();
    const told: unknown[] = [];
    environment.registerHelper('tell', (options) => {
      const { fn, loc } = options as { fn?: { program: number }; loc: { start: { column: number } } };
      told.push(fn ? fn.program : loc.start.column);
    });
    const same =
      '{{#with a as |x|}}{{x}}{{tell}}{{/with}} {{#with b as |x|}}{{[x]}}{{! note }}{{tell}}{{/with}}';
    environment.compile(same)({ a: true, b: true });
    expect(told.splice(0)).toEqual([23, 23]);
    environment.compile('{{#tell}}{{a}}{{/tell}}{{#tell}}{{/tell}}{{#tell}}{{a}}{{/tell}}')({});
    expect(told.splice(0)).toEqual([0, 1, 0]);
    const strict = environment.compile('{{#if a}}{{b}}{{/if}}{{#if c}}{{b}}{{/if}}', { strict: true });
    expect(() => strict({ a: false, c: true })).toThrow('"b" not defined in [object Object] - 1:11');
  });

  test('a block gets the contexts around it where the first of its kind stood beside one that needs them', () => {
    const environment = create();
    const inner = '{{#if a}}{{tell}}{{#tell}}x{{/tell}}{{/if}}';
    const depths: unknown[] = [];
    environment.registerHelper('tell', (options) => {
      depths.push((options as { fn?: { depth: number } }).fn?.depth);
    });
    environment.compile(inner)({ a: true });
    environment.compile(`{{#if a}}{{#if b}}{{../c}}{{/if}}{{#if d}}x{{/if}}{{/if}}${inner}`)({ a: true });
    environment.compile(`{{#if a}}{{#if d}}x{{/if}}{{#if b}}{{../c}}{{/if}}{{/if}}${inner}`)({ a: true });
    expect(depths).toEqual([undefined, 0, undefined, 1, undefined, 0]);
    // The contexts are then told apart, for which an object without a prototype cannot be made a text.
    const bare: unknown = Object.assign(Object.create(null), { a: ['text'], b: true });
    const each = '{{#if b}}{{#each a}}x{{/each}}{{/if}}';
    expect(environment.compile(each)(bare)).toBe('x');
    const beside = '{{#if none}}{{#if b}}{{../c}}{{/if}}{{#if d}}x{{/if}}{{/if}}';
    expect(() => environment.compile(beside + each)(bare)).toThrow(TypeError);
  });

  test('helpers are told of block parameters from the first that is read', () => {
    const environment = create();
    const told: boolean[] = [];
    environment.registerHelper('tell', (...given) => {
      told.push('blockParams' in (given.at(-1) as object));
    });
    const compile = environment.compile;
    compile('{{tell}}{{#with a as |x|}}{{tell}}{{x.b}}{{tell}}{{/with}}')({ a: { b: 1 } });
    expect(told.splice(0)).toEqual([true, false, true]);
    compile('{{#with a as |x|}}{{tell x}}{{/with}}{{#with a as |x|}}{{tell}}{{#if x}}{{/if}}{{/with}}')({
      a: 1,
    });
    expect(told.splice(0)).toEqual([true, false]);
    compile('{{#with a as |x|}}{{tell}}{{#if b}}{{x}}{{/if}}{{/with}}')({ a: 1 });
    compile('{{#with a as |x|}}{{x.tell 1}}{{/with}}')({ a: { tell: environment.helpers.tell } });
    expect(told).toEqual([true, true]);
  });

  test('raw blocks are handed over as they stand', () => {
    const environment = create();
    environment.registerHelper('raw', (...given: unknown[]) => {
      const { fn, hash } = given.at(-1) as BlockOptions;
      return `${fn({})}${given.length - 1}${String(hash.a ?? '')}`;
    });
    const compile = environment.compile;
    expect(compile('{{{{raw}}}} {{test}} {{{{/raw}}}}')({})).toBe(' {{test}} 0');
    expect(compile('{{{{raw 1 2 a=3}}}}{{x}}{{{{/raw}}}}')({})).toBe('{{x}}23');
    expect(compile('{{{{raw}}}} {{{{b}}}}{{x}}{{{{/b}}}} {{{{/raw}}}}')({})).toBe(
      ' {{{{b}}}}{{x}}{{{{/b}}}} 0',
    );
  });

  test('decorators take a block over, set its properties, and see what is around it', () => {
    const environment = create();
    const seen: unknown[] = [];
    environment.registerHelper('helper', (options) => (options as { fn: { run?: string } }).fn.run ?? 'none');
    environment.registerDecorator('mark', (fn: Values, props: Values, _: unknown, { args, hash }: Values) => {
      seen.push(args, hash);
      props.run = 'marked';
      return fn;
    });
    environment.registerDecorator('replace', () => () => 'replaced');
    const compile = environment.compile;
    expect(compile('{{#helper}}{{*mark a b=../a}}{{/helper}}')({ a: 1 })).toBe('marked');
    expect(compile('{{#helper}}{{#*mark}}x{{/mark}}{{/helper}}')({})).toBe('marked');
    expect(compile('{{#if true}}{{*replace}}x{{/if}}')({ true: 1 })).toBe('replaced');
    expect(compile('{{*mark a}}x')({ a: 1 })).toBe('x');
    expect(seen).toEqual([[1], { b: undefined }, [], {}, [undefined], {}]);
    environment.unregisterDecorator('mark');
    expect(() => compile('{{*mark}}')({})).toThrow('Missing decorator: "mark"');
  });

  test('a failed block leaves the next printing whole', () => {
    const template = create().compile('{{#each a}}{{b.c}}{{#if fail}}{{fail 1}}{{/if}}{{/each}}');
    expect(() => template({ a: [{ fail: true }] })).toThrow();
    expect(template({ a: [{ b: { c: 1 } }] })).toBe('1');
  });
});
