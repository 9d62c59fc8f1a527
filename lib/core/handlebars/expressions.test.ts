import { describe, expect, test } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { CompileOptions } from './settings.ts';

const context = {
  name: 'Åsa',
  tag: '<b>"\'&`=</b>',
  zero: 0,
  no: false,
  nothing: null,
  empty: '',
  person: { name: 'Bo', 'two words': 'yes', nested: { name: 'deep' }, this: 'own' },
  list: ['a', 'b'],
  'foo-bar': 'dash',
  'a.b': 'literal',
  12: 'twelve',
  true: 'field true',
  run: () => 'called',
  hello(this: { name: string }) {
    return `hello ${this.name}`;
  },
};

describe.each(environments)('expressions, %s', (_, create) => {
  function print(source: string, given: unknown = context, options: CompileOptions = {}): string {
    return create().compile(source, options)(given);
  }

  test.each<[string, string]>([
    ['{{name}} {{missing}} {{nothing}}|{{empty}}', 'Åsa  |'],
    ['{{zero}} {{no}}', '0 false'],
    ['{{tag}}', '&lt;b&gt;&quot;&#x27;&amp;&#x60;&#x3D;&lt;/b&gt;'],
    ['{{{tag}}} {{&tag}}', '<b>"\'&`=</b> <b>"\'&`=</b>'],
    ['{{person.name}} {{person/name}} {{./name}} {{this.name}} {{this/name}}', 'Bo Bo Åsa Åsa Åsa'],
    ['{{person.nested.name}} {{missing.nested.name}} {{zero.name}}', 'deep  '],
    [
      '{{[foo-bar]}} {{foo-bar}} {{person.[two words]}} {{[a.b]}} {{person.[this]}}',
      'dash dash yes literal own',
    ],
    ['{{list.[1]}} {{list.length}}', 'b 2'],
    ['{{12}} {{true}} {{"name"}} {{\'name\'}}', 'twelve field true Åsa Åsa'],
    ['{{run}} {{hello}}', 'called hello Åsa'],
    ['{{#with person}}{{name}} {{../name}} {{@root.name}}{{/with}}', 'Bo Åsa Åsa'],
    ['{{#with person}}{{#with nested}}{{../../name}} {{../name}}{{/with}}{{/with}}', 'Åsa Bo'],
    ['\\{{name}} \\\\{{name}} \\\\\\{{name}}', '{{name}} \\Åsa \\\\Åsa'],
    ['a{{! note }}b{{!-- a }} note --}}c', 'abc'],
    ['{{{{raw}}}} {{name}} {{{{/raw}}}}', ''],
    ['{{list}} {{person}}', 'a,b [object Object]'],
  ])('%s', (source, output) => {
    expect(print(source)).toBe(output);
  });

  test.each<[string, unknown, string]>([
    ['{{.}}', 'text', 'text'],
    ['{{this}}', 7, '7'],
    ['{{.}}{{a}}', null, ''],
    ['{{a}}', undefined, ''],
    ['{{#with a}}{{.}}{{/with}}', { a: () => 'fn' }, 'fn'],
    ['{{.}}', [1, [2]], '1,2'],
  ])('%s of %j', (source, given, output) => {
    expect(print(source, given)).toBe(output);
  });

  test.each<[string, string]>([
    ['a {{~name~}} b', 'aÅsab'],
    ['a\n{{~ name }} b', 'aÅsa b'],
    ['a {{~#if name~}} x {{~else~}} y {{~/if~}} b', 'axb'],
    ['a\n  {{#if name}}\n  x\n  {{/if}}\nb', 'a\n  x\nb'],
    ['a\n{{#if no}}\nx\n{{else}}\ny\n{{/if}}\nb', 'a\ny\nb'],
    ['a\n  {{! note }}  \nb', 'a\nb'],
    ['{{#if name}}\r\nx\r\n{{/if}}\r\n', 'x\r\n'],
    ['a {{#if name}}\nx\n{{/if}}\n', 'a \nx\n'],
    ['a {{~! note ~}} b', 'ab'],
  ])('blanks and lines: %j', (source, output) => {
    expect(print(source)).toBe(output);
  });

  test('lines may be left as they stand', () => {
    expect(print('{{#if name}}\nx\n{{/if}}\n', context, { ignoreStandalone: true })).toBe('\nx\n\n');
  });

  test('noEscape prints values as they are', () => {
    expect(print('{{tag}}', context, { noEscape: true })).toBe(context.tag);
  });

  test('two numbers that are printed as they are make a sum, as the original has it', () => {
    expect(print('{{{a}}}{{{b}}}', { a: 1, b: 2 })).toBe('3');
    expect(print('{{a}}{{b}}', { a: 1, b: 2 })).toBe('12');
  });

  test.each<[string, CompileOptions, unknown, RegExp]>([
    ['{{missing}}', { strict: true }, {}, /^"missing" not defined in \[object Object\] - 1:2$/],
    ['{{person.nobody}}', { strict: true }, context, /^"nobody" not defined in \[object Object\] - 1:2$/],
    ['{{#if a}}x{{else}}{{b}}{{/if}}', { strict: true }, { a: 0 }, /^"b" not defined/],
    ['{{#missing}}x{{/missing}}', { strict: true }, {}, /^"missing" not defined/],
    ['{{> (lookup . "x")}}', {}, {}, /^The partial undefined could not be found$/],
    ['{{a.b.c}}', { assumeObjects: true }, { a: {} }, /undefined/],
    ['{{missing 1}}', {}, {}, /^Missing helper: "missing"$/],
    ['{{a.b 1}}', {}, {}, /^Missing helper: "a\.b"$/],
    ['{{* gone}}', {}, {}, /^Missing decorator: "gone"$/],
    ['a\n {{#if}}\n{{/def}}', {}, {}, /^if doesn't match def - 2:4$/],
    ['{{> a b c}}', {}, {}, /^Unsupported number of partial arguments: 2 - 1:0$/],
    [
      '{{a b}}',
      { knownHelpersOnly: true },
      {},
      /^You specified knownHelpersOnly, but used the unknown helper a - 1:0$/,
    ],
    ['{{a', {}, {}, /^Parse error on line 1:/],
    ['{{foo/../bar}}', {}, {}, /^Invalid path: foo\/\.\. - 1:2$/],
  ])('%s with %j fails', (source, options, given, message) => {
    expect(() => print(source, given, options)).toThrow(message);
  });

  test('a message tells line and column, for programs too', () => {
    try {
      print(' \n  {{#if}}\n{{/def}}');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        message: "if doesn't match def - 2:5",
        lineNumber: 2,
        column: 5,
        endLineNumber: 2,
        endColumn: 7,
      });
      expect(Object.keys(error as object)).toContain('column');
    }
  });

  test('strict: what a parameter or `if` asks for may be missing', () => {
    expect(
      print('{{#if a}}x{{else}}y{{/if}}{{#unless (lookup b "c")}}z{{/unless}}', { b: {} }, { strict: true }),
    ).toBe('yz');
    expect(print('{{a.b}}', { a: { b: 1 } }, { strict: true })).toBe('1');
  });

  test('assumeObjects: the way is not guarded, its end is', () => {
    expect(print('{{a.b}}', { a: {} }, { assumeObjects: true })).toBe('');
  });

  test('compat: names are looked for in the contexts around', () => {
    const given = { a: 'outer', list: [{ b: 1 }, { b: 2, a: 'inner' }] };
    const source = '{{#each list}}{{b}}{{a}} {{./a}}{{/each}}';
    expect(print(source, given, { compat: true })).toBe('1outer 2inner inner');
    expect(print(source, given)).toBe('1 2inner inner');
  });

  test('data: paths with @, their frames, and what a printing brings', () => {
    const template = create().compile(
      '{{@level}} {{@deep.a}} {{#each list}}{{@index}}{{@../level}}{{/each}} {{@root.name}}',
    );
    expect(template({ list: [1], name: 'n' }, { data: { level: 'L', deep: { a: 'D' } } })).toBe('L D 0L n');
    expect(create().compile('{{@root.a}}')({ a: 'own' }, { data: { root: { a: 'given' } } })).toBe('given');
  });

  test('a template without data has it all the same where it reads some', () => {
    expect(print('{{#each list}}{{this}}{{/each}}', context, { data: false })).toBe('ab');
    expect(print('{{#each list}}{{@index}}{{/each}}', context, { data: false })).toBe('01');
  });
});
