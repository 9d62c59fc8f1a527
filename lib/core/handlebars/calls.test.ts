import { describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Callable, Values } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

type Options = Values & {
  fn?: Callable;
  inverse?: Callable;
  hash: Values;
  data?: Values;
  lookupProperty: Callable;
};
const optionsOf = (given: unknown[]): Options => given.at(-1) as Options; // what every helper is given last

describe.each(environments)('helpers, %s', (_, create) => {
  function print(
    source: string,
    given: unknown,
    helpers: Record<string, Callable>,
    options: CompileOptions = {},
  ): string {
    const environment = create();
    environment.registerHelper(helpers);
    return environment.compile(source, options)(given);
  }
  const say: Callable = (...given) => given.slice(0, -1).map(String).join(',');

  test.each<[string, unknown, string]>([
    ['{{say a "b" 1 -2.5 true false null undefined}}', { a: 'A' }, 'A,b,1,-2.5,true,false,null,undefined'],
    ['{{say a.b ../c this @index}}', { a: { b: 1 } }, '1,undefined,[object Object],undefined'],
    ['{{say (say 1 2) (say (say 3))}}', {}, '1,2,3'],
    ['{{say "a\'b" \'c"d\' ""}}', {}, 'a\'b,c"d,'],
    ['{{{say "<"}}}{{say "<"}}', {}, '<&lt;'],
    ['{{#each list}}{{say . ../a}} {{/each}}', { list: [1, 2], a: 'x' }, '1,x 2,x '],
    ['{{say [two words].[3]}}', { 'two words': { 3: 'x' } }, 'x'],
    ['{{say say}}', { say: 'field' }, 'field'],
  ])('values: %s', (source, given, output) => {
    const decoded = output.replaceAll('"', '&quot;').replaceAll("'", '&#x27;');
    expect(print(source, given, { say })).toBe(decoded);
  });

  test('values by name are evaluated too, and what is written undefined is left out', () => {
    const seen: Values[] = [];
    const keep: Callable = (...given) => {
      seen.push(optionsOf(given).hash);
    };
    print('{{keep a=1 b="x" c=d.e f=(keep) g=undefined length="l"}}{{keep}}', { d: { e: 2 } }, { keep });
    expect(seen).toEqual([{}, { a: 1, b: 'x', c: 2, f: undefined, length: 'l' }, {}]);
    expect(Object.keys(seen[1] ?? {})).toEqual(['length', 'f', 'c', 'b', 'a']);
  });

  test('a prototype cannot be set by name', () => {
    const look: Callable = (...given) => String((optionsOf(given).hash as { is?: unknown }).is);
    expect(print('{{look __proto__=a}}', { a: { is: 'evil' } }, { look })).toBe('undefined');
  });

  test.each<[string, string, boolean]>([
    ['{{say}}', 'say', false],
    ['{{say 1}}', 'say', false],
    ['{{#say}}x{{/say}}', 'say', true],
    ['{{#say 1}}x{{/say}}', 'say', true],
    ['{{#each list}}{{say}}{{/each}}', 'say', false],
    ['{{up (say)}}', 'say', false],
    ['{{deep.say 1}}', 'deep.say', false],
    ['{{#deep.say}}x{{/deep.say}}', 'deep.say', true],
  ])('%s is called with its name and place', (source, name, isBlock) => {
    const seen: (Options | undefined)[] = [];
    const helper: Callable = (...given) => {
      seen.push(optionsOf(given));
    };
    print(source, { list: [1], deep: { say: helper } }, { say: helper, up: say, blockHelperMissing: helper });
    // A function at the end of a path is called with nothing first.
    const options = seen.find((one) => one !== undefined);
    expect(options).toMatchObject({ name, hash: {}, loc: { start: { line: 1 }, end: { line: 1 } } });
    expect(typeof options?.fn).toBe(isBlock ? 'function' : 'undefined');
  });

  test('`this` is the context', () => {
    const own: Callable = function (this: unknown) {
      return (this as { a?: string }).a;
    };
    expect(print('{{own}}{{#with b}}{{own}}{{/with}}{{own 1}}', { a: 1, b: { a: 2 } }, { own })).toBe('121');
    expect(print('{{own}}', null, { own })).toBe('');
  });

  test('helpers go before fields, paths before helpers', () => {
    const given = { name: 'field', list: [1] };
    const helpers = { name: () => 'helper', list: () => 'called' };
    expect(print('{{name}} {{./name}} {{this.name}} {{name 1}}', given, helpers)).toBe(
      'helper field field helper',
    );
    expect(print('{{#list}}x{{/list}}{{#each list}}y{{/each}}{{#./list}}z{{/./list}}', given, helpers)).toBe(
      'calledyz',
    );
  });

  test('functions among the data are helpers where they are given something', () => {
    const given = {
      fn: (a: unknown) => `fn ${String(a)}`,
      deep: { fn: (a: unknown) => `deep ${String(a)}` },
    };
    expect(print('{{fn 1}} {{deep.fn 2}} {{up (fn 3)}}', given, { up: say })).toBe('fn 1 deep 2 fn 3');
    expect(print('{{fn}}', { fn: (options: Options) => Object.keys(options).sort().join() }, {})).toBe(
      'data,hash,loc,name',
    );
    expect(print('{{./fn}}', { fn: (...all: unknown[]) => all.length }, {})).toBe('0');
  });

  test('what nobody knows is asked of helperMissing and blockHelperMissing', () => {
    const missing: Callable = (...given) => `no ${String(optionsOf(given).name)}`;
    const block: Callable = (value, options) => `${String(value)} ${String((options as Options).name)}`;
    const helpers = { helperMissing: missing, blockHelperMissing: block };
    expect(print('{{a}} {{b 1}} {{c.d 1}} {{f}}', { f: 'field' }, helpers)).toBe('no a no b no c.d field');
    expect(print('{{#f}}x{{/f}} {{#this.f}}x{{/this.f}}', { f: 'field' }, helpers)).toBe(
      'field f field this.f',
    );
  });

  test('helperMissing cannot be called from a template, unless that is asked for', () => {
    const environment = create();
    for (const source of ['{{helperMissing}}', '{{#blockHelperMissing a}}{{/blockHelperMissing}}'])
      expect(() => environment.compile(source)({ a: 1 })).toThrow(TypeError);
    const template = environment.compile('{{#blockHelperMissing a}}x{{/blockHelperMissing}}');
    expect(template({ a: true }, { allowCallsToHelperMissing: true })).toBe('x');
  });

  test('a SafeString is printed as it stands, also from a function and by name', () => {
    const environment = create();
    const { SafeString } = environment;
    environment.registerHelper('safe', () => new SafeString('<b>'));
    expect(
      environment.compile('{{safe}}{{a}}{{f}}')({ a: new SafeString('<i>'), f: () => new SafeString('<u>') }),
    ).toBe('<b><i><u>');
    expect(String(new SafeString('x'))).toBe('x');
  });

  test('known helpers are called without asking the data', () => {
    const known = { knownHelpers: { up: true }, knownHelpersOnly: true };
    expect(
      print(
        '{{up a}}{{#if a}}{{b}}{{/if}}{{#list}}{{.}}{{/list}}',
        { a: 'x', b: 'y', list: [1] },
        { up: say },
        known,
      ),
    ).toBe('xy1');
    expect(print('{{up}}', { up: 'field' }, { up: () => 'helper' }, known)).toBe('helper');
    expect(() => print('{{#other a}}x{{/other}}', {}, { other: say }, known)).toThrow(
      'unknown helper other - 1:0',
    );
    expect(() => print('{{gone}}', { gone: 'field' }, {}, { knownHelpers: { gone: true } })).toThrow(
      TypeError,
    );
    const options = { knownHelpers: { up: true } };
    print('{{up 1}}', {}, { up: say }, options);
    expect(options).toEqual({ knownHelpers: { up: true } });
  });

  test('a helper without a function is none', () => {
    const environment = create();
    environment.registerHelper('a', undefined);
    expect(environment.compile('{{a}}')({ a: 'field' })).toBe('field');
  });

  test('lookupProperty reads as the template does', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const get: Callable = (from, name, options) => String((options as Options).lookupProperty(from, name));
    const given = { own: { a: 1 }, made: Object.create({ a: 2 }) as object };
    expect(print('{{get own "a"}}{{get made "a"}}{{get own "constructor"}}', given, { get })).toBe(
      '1undefinedundefined',
    );
    error.mockRestore();
  });

  test('stringParams: helpers are given names, types and contexts', () => {
    let seen: Options | null = null;
    const tell: Callable = (...given) => {
      seen = { ...optionsOf(given) };
      return given
        .slice(0, -1)
        .map((one) => (typeof one === 'string' ? `'${one}'` : String(one)))
        .join();
    };
    const source = '{{{tell a.b ../c "text" 12 true this.d (tell x) key=./e flag=false}}}';
    expect(print(source, {}, { tell }, { stringParams: true })).toBe(
      "'a.b','c','text',12,true,'this.d',''x''",
    );
    expect(seen).toMatchObject({
      types: [
        'PathExpression',
        'PathExpression',
        'StringLiteral',
        'NumberLiteral',
        'BooleanLiteral',
        'PathExpression',
        'SubExpression',
      ],
      hash: { key: 'e', flag: false },
      hashTypes: { key: 'PathExpression', flag: 'BooleanLiteral' },
    });
  });

  test('trackIds: helpers are told the paths of what they are given', () => {
    const tell: Callable = (...given) => JSON.stringify([optionsOf(given).ids, optionsOf(given).hashIds]);
    const paths = (source: string, given: unknown) =>
      print(source, given, { tell }, { trackIds: true, noEscape: true });
    expect(paths('{{tell a.b ./c this.d 1 "x" (tell) key=e.f}}', {})).toBe(
      '[["a.b","c","d",null,null,true],{"key":"e.f"}]',
    );
    expect(paths('{{#each list as |one|}}{{tell one.a}}{{/each}}', { list: [1] })).toBe('[["list.0.a"],{}]');
    const where: Callable = (...given) => optionsOf(given).data?.contextPath;
    const tracked = { trackIds: true };
    expect(
      print(
        '{{#each list}}{{#with a}}{{where}} {{/with}}{{/each}}',
        { list: [{ a: 1 }, { a: 2 }] },
        { where },
        tracked,
      ),
    ).toBe('list.0.a list.1.a ');
    expect(print('{{#a}}{{#b}}{{where}}{{/b}}{{/a}}', { a: { b: [{}] } }, { where }, tracked)).toBe('a.b.0');
  });
});

test.each(environments)(
  'a helper that is missing in strict mode fails before its arguments and blocks, %s',
  (_, create) => {
    const environment = create();
    const read = vi.fn();
    environment.registerHelper({ read });
    const print = environment.compile('{{#none (read 1)}}{{/none}}', { strict: true });
    expect(() => print({ none: undefined })).toThrow(TypeError);
    expect(read).not.toHaveBeenCalled();
  },
);

test.each(environments)('a call with a sign in front is none of the helper without it, %s', (_, create) => {
  const environment = create();
  environment.registerHelper({ foo: () => 'F', '@bar': () => 'B' });
  expect(environment.compile('{{@bar 1}} {{#@bar 1}}{{/@bar}} {{upper (@bar 1)}}')({ upper: String })).toBe(
    'B B B',
  );
  expect(environment.compile('{{@foo 1}}')({}, { data: { foo: () => 'D' } })).toBe('D');
  expect(() => environment.compile('{{@foo 1}}')({})).toThrow('Missing helper: "@foo"');
});
