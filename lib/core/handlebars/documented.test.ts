import { afterEach, describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Callable, Values } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

afterEach(() => vi.restoreAllMocks());

/** What Handlebars' documentation promises, where the tests beside this one do not say it already. */
describe.each(environments)('what Handlebars documents, %s', (_, create) => {
  type Row = [source: string, given: unknown, output: string, options?: CompileOptions];
  test.each<Row>([
    // compat: whatever a context lacks is looked for around it, whole paths by their first name.
    [
      '{{#a}}{{#b}}{{c}}{{d.e}}{{/b}}{{/a}}',
      { c: 1, d: { e: 2 }, a: { b: { x: 1 } } },
      '12',
      { compat: true },
    ],
    ['{{#a}}{{c}}{{/a}}', { c: () => 'called', a: { x: 1 } }, 'called', { compat: true }],
    ['{{#a}}{{this.c}}{{./c}}{{/a}}', { c: 1, a: { x: 1 } }, '', { compat: true }],
    [
      '{{#a}}{{#if c}}{{lookup d "e"}}{{/if}}{{/a}}',
      { c: 1, d: { e: 2 }, a: { x: 1 } },
      '2',
      { compat: true },
    ],
    // knownHelpersOnly: what is no helper's name is a field's.
    [
      '{{a}}{{b.c}}{{#d}}x{{/d}}{{#each e}}{{.}}{{/each}}{{f}}',
      { a: 1, b: { c: 2 }, d: true, e: [1], f: () => 'f' },
      '12x1f',
      { knownHelpersOnly: true },
    ],
    // strict: what is there may be empty.
    ['[{{a}}{{b}}]', { a: undefined, b: null }, '[]', { strict: true }],
    ['{{this}}{{.}}', 'x', 'xx', { strict: true }],
    ['{{#a}}x{{^}}y{{/a}}', {}, 'y', { assumeObjects: true }],
    // Lists with gaps, lists of nobody's making, lists by name.
    ['{{#each a}}{{@index}}{{@last}}{{.}} {{/each}}', { a: Object.assign([], { 2: 'x' }) }, '2truex '],
    ['{{#each a}}{{@key}}{{.}}{{/each}}', { a: Object.assign(Object.create(null), { x: 1 }) }, 'x1'],
    ['{{#each this}}{{.}}{{/each}}', [1, 2], '12'],
    [
      '{{#each (lookup a "l")}}{{.}}{{/each}}{{#with (lookup a "m")}}{{n}}{{/with}}',
      { a: { l: [3], m: { n: 4 } } },
      '34',
    ],
    ['{{lookup a b}}{{lookup null "x"}}{{lookup "abc" "length"}}', { a: { q: 1 }, b: 'q' }, '13'],
    // Block parameters: the inner hides the outer until its block ends.
    [
      '{{#each l as |v i|}}{{#each v as |w i|}}{{i}}{{w}} {{/each}}{{i}};{{/each}}',
      { l: [['a', 'b'], ['c']] },
      '0a 1b 0;0c 1;',
    ],
    ['{{#with a as |each|}}{{#each b}}x{{/each}}{{each.b}}{{/with}}', { a: { b: [1] } }, 'x1'],
    ['{{#with a as |f|}}{{f.g}}{{/with}}', { a: { g: () => 'called' } }, 'called'],
    ['{{#if a}}1{{else unless b}}2{{else with c as |d|}}{{d}}{{else}}3{{/if}}', { b: 1, c: 'C' }, 'C'],
    // What has a text of its own.
    ['{{a}} {{b}}', { a: { toHTML: () => '<' }, b: [['<']] }, '< &lt;'],
    ['{{a}}{{{a}}} {{b}}{{{b}}}', { a: true, b: 12n }, 'truetrue 1212'],
    ['{{length}}{{#each .}}x{{/each}}', 'abc', '3'],
    ['{{.}}{{#if .}}y{{/if}}', 5, '5y'],
    // Blanks.
    [' {{~#if a~}} \n x \n{{~^~}} y {{~/if~}} z {{~{a}~}} \n', { a: 1 }, 'xz1'],
    ['{{#if a}}\n1\n{{else if b}}\n2\n{{else}}\n3\n{{/if}}\n', { b: 1 }, '2\n'],
    ['a\n{{#*inline "p"}}\nq\n{{/inline}}\n{{!-- {{c}} --}}\n {{> p}}\nz', {}, 'a\n q\nz'],
    ['\\{{a}} \\{{#b}}x\\{{/b}} {{c}}', { c: 1 }, '{{a}} {{#b}}x{{/b}} 1'],
  ])('%s', (source, given, output, options) => {
    expect(create().compile(source, options)(given)).toBe(output);
  });

  test.each<[string, CompileOptions, unknown, string]>([
    ['{{a.b.c}}', { strict: true }, { a: {} }, '"c" not defined in undefined - 1:2'],
    ['{{a}}', { strict: true }, null, '"a" not defined in null - 1:2'],
    ['{{#a}}{{c}}{{/a}}', { strict: true }, { a: {} }, '"c" not defined in [object Object] - 1:8'],
    ['{{a 1}}', { strict: true }, {}, '"a" not defined in [object Object] - 1:2'],
    ['{{a (b)}}', { strict: true }, { a: () => '' }, '"b" not defined in [object Object] - 1:5'],
    ['{{{{a}}}}x{{{{/b}}}}', {}, {}, "a doesn't match b - 1:4"],
    ['{{#each a}}\n{{/with}}', {}, {}, "each doesn't match with - 1:3"],
    [
      '{{b 1}}',
      { knownHelpersOnly: true },
      {},
      'You specified knownHelpersOnly, but used the unknown helper b - 1:0',
    ],
    ['{{> hasOwnProperty}}', {}, {}, 'The partial hasOwnProperty could not be found'],
    ['{{> (lookup . "n")}}', {}, { n: 'constructor' }, 'The partial constructor could not be found'],
  ])('%s with %j of %j fails', (source, options, given, message) => {
    vi.spyOn(console, 'error').mockReturnValue(); // where a name is a prototype's
    expect(() => create().compile(source, options)(given)).toThrow(expect.objectContaining({ message }));
  });

  test.each<[string, RegExp]>([
    ['{{#a}}', /^Parse error on line 1:\n\{\{#a}}\n-*\^\nExpecting .*, got 'EOF'$/],
    ['{{a}', /^Parse error on line 1:.* got 'INVALID'$/s],
    ['a\n{{> b}}\n{{/a}}', /^Parse error on line 3:.* got 'OPEN_ENDBLOCK'$/s],
    ['{{#if a}}{{else}}{{else}}{{/if}}', /^Parse error on line 1:.* got 'INVERSE'$/s],
    ['{{#each a as ||}}{{/each}}', /^Parse error on line 1:.* got 'CLOSE_BLOCK_PARAMS'$/s],
  ])('%j cannot be parsed', (source, message) => {
    expect(() => create().parse(source)).toThrow(message);
  });

  test.each([null, 12, []])('a partial cannot be %j', (partial) => {
    const environment = create();
    environment.registerPartial('p', partial);
    expect(() => environment.compile('{{> p}}')({})).toThrow(
      'The partial p could not be compiled: partials must be strings or functions returning strings',
    );
  });

  test('a partial may be empty, a number’s name, or a function that is told what surrounds it', () => {
    const environment = create();
    const told: Values[] = [];
    const made: Callable = (context, options) => {
      told.push({ context, ...(options as Values) });
      return 'made';
    };
    environment.registerPartial({ none: '', 404: 'number', made });
    expect(environment.compile('({{> none}}) {{> 404}} {{> (lookup . "n")}}')({ n: 404 })).toBe(
      '() number number',
    );
    expect(environment.compile('{{> made a=1}}{{#> made}}x{{/made}}')({ b: 2 })).toBe('mademade');
    expect(told).toMatchObject([
      { context: { a: 1, b: 2 }, name: 'made', hash: { a: 1 }, partial: true },
      { context: { b: 2 }, name: 'made', data: { 'partial-block': expect.any(Function) } },
    ]);
  });

  test('a block of a partial is printed in the context of where it is called, with data of there', () => {
    const environment = create();
    environment.registerPartial({
      list: '{{#each l}}{{> @partial-block}}{{/each}}',
      layout: '{{> title}}-{{> @partial-block}}',
    });
    const compile = environment.compile;
    expect(compile('{{#> list}}{{.}}{{@index}} {{/list}}')({ l: [5, 6] })).toBe('50 61 ');
    expect(compile('{{#> layout}}{{#*inline "title"}}T{{x}}{{/inline}}B{{/layout}}')({ x: 1 })).toBe('T1-B');
    expect(compile('{{#with q as |a|}}{{#> list}}{{a.b}}{{/list}}{{/with}}')({ q: { b: 3, l: [0] } })).toBe(
      '3',
    );
  });

  test('data: functions, lists and blocks among it, and the frames around', () => {
    const data = { f: () => 'f', g: { h: (given: unknown) => `h${String(given)}` }, l: [1], x: 'X' };
    const source =
      '{{@f}}{{@g.h 1}}{{#@l}}{{.}}{{/@l}}{{#each a}}{{#each .}}{{@../index}}{{@../../x}}{{/each}}{{/each}}';
    expect(create().compile(source)({ a: [[1]] }, { data })).toBe('fh110X');
  });
});
