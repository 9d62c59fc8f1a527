import { afterEach, describe, expect, test, vi } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import { createEnvironment } from './environment.ts';
import type { Callable, TemplateSpec, Values } from './runtime.ts';

afterEach(() => vi.restoreAllMocks());

class Person {
  own = 'own';
  get inherited() {
    return 'inherited';
  }
  method() {
    return `method of ${this.own}`;
  }
}

describe.each(environments)('an environment, %s', (_, create) => {
  test('its helpers, partials and decorators are nobody else’s', () => {
    const [one, other] = [create(), create()];
    one.registerHelper('a', () => 'x');
    one.registerPartial('a', 'x');
    one.registerDecorator('a', () => undefined);
    expect([Object.keys(other.helpers), Object.keys(other.partials), Object.keys(other.decorators)]).toEqual(
      [
        ['blockHelperMissing', 'each', 'helperMissing', 'if', 'log', 'lookup', 'unless', 'with'],
        [],
        ['inline'],
      ].map((names) => expect.arrayContaining(names)),
    );
    expect(other.helpers).not.toHaveProperty('a');
  });

  test('helpers are registered by one or by many, and taken away', () => {
    const environment = create();
    environment.registerHelper({ a: () => '1', b: () => '2' });
    expect(environment.compile('{{a}}{{b}}')({})).toBe('12');
    environment.unregisterHelper('a');
    expect(environment.compile('{{a}}{{b}}')({ a: 'field' })).toBe('field2');
    expect(() => environment.registerHelper({ a: () => '1' }, () => '2')).toThrow(
      'Arg not supported with multiple helpers',
    );
    expect(() => environment.registerDecorator({}, () => undefined)).toThrow(
      'Arg not supported with multiple decorators',
    );
  });

  test('a template is prepared at its first printing, and takes what there is then', () => {
    const environment = create();
    const template = environment.compile('{{a}}{{> p}}');
    expect(() => environment.compile('{{#if}}')).not.toThrow();
    environment.registerHelper('a', () => 'helper');
    environment.registerPartial('p', 'partial');
    expect(template({})).toBe('helperpartial');
  });

  test('a printing may bring helpers, partials, decorators and data of its own', () => {
    const environment = create();
    environment.registerHelper('a', () => 'registered');
    const template = environment.compile('{{*d}}{{a}}{{> p}}{{@x}}');
    const own = {
      helpers: { a: () => 'own' },
      partials: { p: '|' },
      decorators: { d: (fn: unknown) => fn },
      data: { x: 1 },
    };
    expect(template({}, own)).toBe('own|1');
    expect(own).toMatchObject({ data: { x: 1 } });
  });

  test.each<unknown>([undefined, null, {}, 12, []])('%j is no template', (source) => {
    expect(() => create().compile(source as string)).toThrow(
      `You must pass a string or Handlebars AST to Handlebars.compile. You passed ${String(source)}`,
    );
  });

  test('what a prototype has is not printed, and told on the console once', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const environment = create();
    (environment as unknown as { resetLoggedPropertyAccesses(): void }).resetLoggedPropertyAccesses();
    const template = environment.compile(
      '{{own}}{{inherited}}{{inherited}}{{method}}{{constructor}}{{lookup this "inherited"}}',
    );
    expect(template(new Person())).toBe('own');
    expect(error.mock.calls.map(([message]) => /the property "(\w+)"/.exec(String(message))?.[1])).toEqual([
      'inherited',
      'method',
    ]);
  });

  test.each<[Values, string]>([
    [{ allowProtoPropertiesByDefault: true, allowProtoMethodsByDefault: false }, 'inherited|'],
    [{ allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: true }, '|method of own'],
    [{ allowedProtoProperties: { inherited: true }, allowProtoMethodsByDefault: false }, 'inherited|'],
    [{ allowedProtoMethods: { method: true }, allowProtoPropertiesByDefault: false }, '|method of own'],
    [
      {
        allowProtoPropertiesByDefault: true,
        allowedProtoProperties: { inherited: false },
        allowProtoMethodsByDefault: false,
      },
      '|',
    ],
  ])('prototypes may be allowed: %j', (allowed, output) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const options of [{}, { compat: true }, { assumeObjects: true }])
      expect(create().compile('{{inherited}}|{{method}}', options)(new Person(), allowed)).toBe(output);
    expect(
      create().compile('{{#each list}}{{inherited}}|{{method}}{{/each}}')({ list: [new Person()] }, allowed),
    ).toBe(output);
    expect(error).not.toHaveBeenCalled();
  });

  test.each([
    '{{constructor}}',
    '{{constructor.name}}',
    '{{__proto__.a}}',
    '{{__defineGetter__}}{{__lookupGetter__ "a"}}',
    '{{lookup (lookup this "constructor") "name"}}',
    '{{#with this as |x|}}{{x.constructor.name}}{{/with}}',
    '{{#each list}}{{constructor.name}}{{/each}}',
  ])('%s reaches nothing, even where prototypes are allowed', (source) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const given = Object.assign(new Person(), { list: [new Person()] });
    let output = '';
    try {
      const all = { allowProtoPropertiesByDefault: true, allowProtoMethodsByDefault: true };
      output = create().compile(source)(given, all);
    } catch (error) {
      expect(String(error)).toMatch(/Missing helper/);
    }
    expect(output).toBe('');
  });

  test.each<[string, unknown, unknown[]]>([
    ['{{log a}}', { a: 'x' }, [1, 'x']],
    ['{{log "a" b 1}}', { b: 'x' }, [1, 'a', 'x', 1]],
    ['{{log a level="error"}}', { a: 'x' }, ['error', 'x']],
    ['{{log a level=3}}', { a: 'x' }, [3, 'x']],
  ])('%s is logged', (source, given, logged) => {
    const environment = create();
    const log = vi.fn();
    environment.log = log;
    environment.compile(source)(given);
    expect(log).toHaveBeenCalledWith(...logged);
  });

  test('the level of the data is heeded, and the logger writes to the console', () => {
    const environment = create();
    const log = vi.fn();
    environment.log = log;
    environment.compile('{{log a}}')({ a: 'x' }, { data: { level: 'warn' } });
    expect(log).toHaveBeenCalledWith('warn', 'x');
    const info = vi.spyOn(console, 'info').mockImplementation(() => undefined);
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => undefined);
    const { logger } = create() as unknown as {
      logger: { level: string; log(level: unknown, ...rest: unknown[]): void };
    };
    logger.log('info', 'shown');
    logger.log('debug', 'too low');
    expect([info.mock.calls, debug.mock.calls]).toEqual([[['shown']], []]);
  });

  test('what helpers are made of: escaping, frames, Utils, Exception', () => {
    const { escapeExpression, createFrame, Utils, Exception, SafeString } = create();
    expect([
      escapeExpression('<a&'),
      escapeExpression(new SafeString('<')),
      escapeExpression(null),
      escapeExpression(0),
    ]).toEqual(['&lt;a&amp;', '<', '', '0']);
    const data = { a: 1 };
    expect(createFrame(data)).toEqual({ a: 1, _parent: data });
    const utils = Utils as Record<string, Callable>;
    expect(['isEmpty', 'isArray', 'isFunction'].map((name) => utils[name]?.([]))).toEqual([
      true,
      true,
      false,
    ]);
    expect(utils.extend?.({ a: 1 }, { b: 2 })).toEqual({ a: 1, b: 2 });
    const error = new Exception('wrong', {
      loc: { start: { line: 2, column: 3 }, end: { line: 2, column: 4 } },
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message: 'wrong - 2:3', lineNumber: 2, column: 3 });
  });

  test('templates that were made elsewhere are printed, if they are of this revision', () => {
    const environment = create();
    const main = (container: { escapeExpression(value: unknown): string }, context: unknown) =>
      `made ${container.escapeExpression((context as { a: string }).a)}`;
    const spec = (compiler: unknown) => ({ compiler, main }) as unknown as TemplateSpec;
    expect(environment.template(spec([8, '>= 4.3.0']))({ a: '<' })).toBe('made &lt;');
    expect(() => environment.template(spec([1, 'x']))).toThrow('precompiled with an older version');
    expect(() => environment.template(spec([99, '99']))).toThrow('precompiled with a newer version');
    expect(() => environment.template({} as TemplateSpec)).toThrow('Unknown template object: object');
  });

  test('the revision is what the host says it is', () => {
    const environment = create();
    const check = vi.fn();
    const own = class extends environment.JavaScriptCompiler {
      override compilerInfo() {
        return [8, 'signed'] as const;
      }
    };
    // The original makes a compiler for each block with the prototype's `compiler`.
    environment.JavaScriptCompiler = own;
    environment.VM = { ...environment.VM, checkRevision: check };
    expect(environment.compile('{{a}}')({ a: 1 })).toBe('1');
    expect(check).toHaveBeenCalledWith([8, 'signed']);
  });

  test('parts of a template can be printed by their number', () => {
    const environment = create();
    const simple = environment.compile('{{#foo}}in {{bar}}{{/foo}}');
    simple._setup({});
    expect((simple._child(0) as Callable)({ bar: 1 })).toBe('in 1');
    const named = environment.compile('{{#foo as |bar|}}{{bar}}{{/foo}}');
    named._setup({});
    expect(() => named._child(0)).toThrow('must pass block params');
    const deep = environment.compile('{{#foo}}{{../bar}}{{/foo}}');
    deep._setup({});
    expect(() => deep._child(0, undefined, [])).toThrow('must pass parent depths');
  });

  test('runtimes that cannot look up properties are helped out: own ones alone', () => {
    const environment = create();
    const { template } = environment;
    environment.template = (spec) => {
      const { main } = spec;
      const adjusted: typeof main = (container, ...rest) => {
        Reflect.deleteProperty(container, 'lookupProperty');
        return main(container, ...rest);
      };
      return template({ ...spec, main: adjusted });
    };
    expect(environment.compile('{{a}}{{toString}}')({ a: 1 })).toBe('1');
  });

  test('code for another place is a text that nothing runs', () => {
    const { precompile } = create();
    expect(precompile('{{a}}')).toContain('lookupProperty(depth0,"a")');
    expect(precompile('')).toContain('return ""');
    expect(precompile('{{a}}', { srcName: 'a.hbs' } as object)).toMatchObject({
      code: expect.any(String),
      map: expect.any(String),
    });
    expect(() => precompile(null as unknown as string)).toThrow('You passed null');
  });
});

test('ours is whole from the start: it makes others, visits and prints trees', () => {
  const environment = createEnvironment();
  expect(environment.create().create().compile('{{a}}')({ a: 1 })).toBe('1');
  expect(environment.print(environment.parse('a{{b c d=1}}'))).toBe(
    "CONTENT[ 'a' ]\n{{ PATH:b [PATH:c] HASH{d=NUMBER{1}} }}\n",
  );
  expect(environment.noConflict()).toBe(environment);
  const found: string[] = [];
  class Finder extends environment.Visitor {
    PathExpression({ original }: { original: string }) {
      found.push(original);
    }
  }
  (new Finder() as unknown as { accept(tree: unknown): void }).accept(
    environment.parse('{{#if a}}{{b c=d}}{{/if}}{{> e f}}'),
  );
  expect(found).toEqual(['if', 'a', 'b', 'd', 'e', 'f']);
});
