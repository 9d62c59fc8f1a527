import { describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Values } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

const dudes = { people: [{ name: 'Yehuda' }, { name: 'Alan' }] };

describe.each(environments)('partials, %s', (_, create) => {
  function print(
    source: string,
    given: unknown,
    partials: Values = {},
    options: CompileOptions = {},
  ): string {
    const environment = create();
    environment.registerPartial(partials);
    environment.registerHelper('join', (...words: unknown[]) => words.slice(0, -1).join(''));
    return environment.compile(source, options)(given);
  }

  test.each<[string, Values, unknown, string]>([
    ['{{#each people}}{{> one}}{{/each}}', { one: '<{{name}}>' }, dudes, '<Yehuda><Alan>'],
    ['{{> one person}}', { one: '{{name}}' }, { person: { name: 'Bo' } }, 'Bo'],
    ['{{> one .}}{{> one this}}', { one: '{{name}}' }, { name: 'x' }, 'xx'],
    [
      '{{> one name="hash" more=name}}',
      { one: '{{name}}{{more}}{{kept}}' },
      { name: 'x', kept: 'y' },
      'hashxy',
    ],
    ['{{> one person a=1}}', { one: '{{name}}{{a}}{{../b}}' }, { person: { name: 'x' }, b: 2 }, 'x1'],
    ['{{> one nobody}}', { one: '[{{name}}]' }, { name: 'x' }, '[]'],
    [
      '{{> dir/one}}{{> dir.two}}{{> "a b"}}{{> [c d]}}{{> 12}}',
      { 'dir/one': '1', 'dir.two': '2', 'a b': '3', 'c d': '4', 12: '5' },
      {},
      '12345',
    ],
    ['{{> (lookup . "which")}}', { one: '1' }, { which: 'one' }, '1'],
    ['{{> (join "o" "ne") person}}', { one: '{{name}}' }, { person: { name: 'x' } }, 'x'],
    ['{{> outer}}', { outer: '[{{> inner}}]', inner: '{{a}}' }, { a: 1 }, '[1]'],
    [
      '{{> tree}}',
      { tree: '{{name}}{{#each kids}}{{> tree}}{{/each}}' },
      { name: 'a', kids: [{ name: 'b', kids: [{ name: 'c' }] }] },
      'abc',
    ],
    ['a\n  {{> one}}\nb', { one: '1\n2\n' }, {}, 'a\n  1\n  2\nb'],
    ['{{> one}}\nb', { one: '{{> two}}\n', two: '2' }, {}, '2b'],
    ['{{#> gone}}otherwise{{/gone}}', {}, {}, 'otherwise'],
    ['{{#> one}}block {{a}}{{/one}}', { one: '<{{> @partial-block}}>' }, { a: 1 }, '<block 1>'],
    ['{{#> one}}block{{/one}}', { one: 'no slot' }, {}, 'no slot'],
    ['{{#> one}}x{{/one}}', { one: '{{> @partial-block}}{{> @partial-block}}' }, {}, 'xx'],
    ['{{#> one}}{{a}}{{/one}}', { one: '{{> @partial-block inner}}' }, { inner: { a: 1 } }, '1'],
    ['{{#> one a=1}}{{a}}{{/one}}', { one: '{{> @partial-block}}' }, {}, '1'],
    ['{{#> one}}x{{/one}}', { one: '{{#if @partial-block}}{{> @partial-block}}{{/if}}' }, {}, 'x'],
    [
      '{{#> outer}}x{{/outer}}',
      { outer: '{{#> inner}}({{> @partial-block}}){{/inner}}', inner: '[{{> @partial-block}}]' },
      {},
      '[(x)]',
    ],
    ['{{#*inline "own"}}{{a}}{{/inline}}{{> own}}', {}, { a: 1 }, '1'],
    ['{{#*inline "one"}}mine{{/inline}}{{> one}}', { one: 'registered' }, {}, 'mine'],
    ['{{#with a}}{{#*inline "own"}}in{{/inline}}{{/with}}{{> own}}', { own: 'out' }, { a: {} }, 'out'],
    [
      '{{#each a}}{{> own}}{{#*inline "own"}}{{b}}{{/inline}}{{/each}}',
      {},
      { a: [{ b: 1 }, { b: 2 }] },
      '12',
    ],
    ['{{#> layout}}{{#*inline "nav"}}nav{{/inline}}{{/layout}}', { layout: '{{> nav}}' }, {}, 'nav'],
    [
      '{{#> layout}}{{#*inline "nav"}}nav{{/inline}}body{{/layout}}',
      { layout: '{{> nav}}{{> @partial-block}}' },
      {},
      'navbody',
    ],
    [
      '{{#*inline "p"}}{{> @partial-block}}{{/inline}}{{#> p}}{{#each a as |i|}}{{i}}{{/each}}{{/p}}{{#> p}}{{#each b as |i|}}{{i}}.{{/each}}{{/p}}',
      {},
      { a: [1], b: [2] },
      '12.',
    ],
    ['{{#each a as |x|}}{{> one x}}{{/each}}', { one: '<{{.}}>' }, { a: [1, 2] }, '<1><2>'],
    ['{{#each a}}{{> one}}{{/each}}', { one: '{{@index}}{{@root.b}}' }, { a: [1, 2], b: 'r' }, '0r1r'],
    ['{{> one}}', { one: '' }, {}, ''],
    [
      '{{> made}}',
      { made: (context: unknown) => `made ${(context as { a: string }).a}` },
      { a: 'x' },
      'made x',
    ],
  ])('%s', (source, partials, given, output) => {
    expect(print(source, given, partials)).toBe(output);
  });

  test.each<[string, Values, RegExp]>([
    ['{{> gone}}', {}, /^The partial gone could not be found$/],
    ['{{> (join "x")}}', {}, /^The partial x could not be found$/],
    ['{{> @partial-block}}', {}, /^The partial @partial-block could not be found$/],
    [
      '{{> tree}}',
      { tree: { type: 'Program', body: [] } },
      /^The partial tree could not be compiled: partials must be strings/,
    ],
    ['{{> made}}', { made: () => undefined }, /^The partial made returned no output/],
    ['{{> toString}}', {}, /^The partial toString could not be found$/],
  ])('%s with %j fails', (source, partials, message) => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    expect(() => print(source, {}, partials)).toThrow(message);
    error.mockRestore();
  });

  test.each<[CompileOptions, string]>([
    [{}, 'a\n  1\n  2\nb'],
    [{ preventIndent: true }, 'a\n  1\n2\nb'],
    [{ ignoreStandalone: true }, 'a\n  1\n2\n\nb'],
  ])('indent with %j', (options, output) => {
    expect(print('a\n  {{> one}}\nb', {}, { one: '1\n2\n' }, options)).toBe(output);
  });

  test('explicitPartialContext: a partial sees what it is given, and nothing else', () => {
    const partials = { one: '[{{a}}{{b}}]' };
    expect(
      print('{{> one}}{{> one .}}{{> one b=2}}', { a: 1 }, partials, { explicitPartialContext: true }),
    ).toBe('[][1][2]');
  });

  test('compat and other options hold inside partials too', () => {
    const given = { a: 'outer', list: [{ b: 1 }] };
    expect(print('{{#each list}}{{> one}}{{/each}}', given, { one: '{{b}}{{a}}' }, { compat: true })).toBe(
      '1outer',
    );
    expect(print('{{> one}}', { a: '<' }, { one: '{{a}}' }, { noEscape: true })).toBe('<');
    expect(() => print('{{> one}}', {}, { one: '{{a}}' }, { strict: true })).toThrow('"a" not defined');
  });

  test('a printing may bring its own, which go before the registered', () => {
    const environment = create();
    environment.registerPartial('one', 'registered');
    const template = environment.compile('{{> one}}{{> (lookup . "x")}}');
    const partials = { one: environment.compile('own {{x}}'), two: '2' };
    expect(template({ x: 'two' }, { partials })).toBe('own two2');
    expect(template({ x: 'one' })).toBe('registeredregistered');
  });

  test('a partial that is a text is prepared once, whatever it is printed', () => {
    const environment = create();
    const compile = vi.spyOn(environment, 'compile');
    environment.registerPartial('one', 'x');
    const template = environment.compile('{{> one}}{{> one}}');
    expect([template({}), template({})]).toEqual(['xx', 'xx']);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test('a partial that calls itself for ever ends in the depth of the stack', () => {
    expect(() => print('{{> one}}', {}, { one: '{{> one}}' })).toThrow(RangeError);
  });

  test('partials are registered by one or by many, and taken away', () => {
    const environment = create();
    environment.registerPartial({ a: '1', b: '2' });
    expect(environment.compile('{{> a}}{{> b}}')({})).toBe('12');
    environment.unregisterPartial('a');
    expect(() => environment.compile('{{> a}}')({})).toThrow('The partial a could not be found');
    expect(() => environment.registerPartial('x')).toThrow(
      'Attempting to register a partial called "x" as undefined',
    );
  });
});
