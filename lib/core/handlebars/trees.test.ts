import { describe, expect, test } from 'vitest';
import { environments } from '../../../tests/support/handlebars.ts';
import type { Program } from './ast.ts';

/** Trees that a host makes itself; a parser would say where each node stands. */
const path = (...parts: string[]) => ({
  type: 'PathExpression',
  data: false,
  depth: 0,
  parts,
  original: parts.join('.'),
});
const mustache = (name: unknown, params: unknown[] = [], more: object = {}) => ({
  type: 'MustacheStatement',
  path: name,
  params,
  escaped: true,
  ...more,
});
const text = (value: unknown) => ({ type: 'ContentStatement', value, original: value });
const hash = (pairs: unknown) => ({ type: 'Hash', pairs });
const block = (name: unknown, params: unknown[], program: unknown, more: object = {}) => ({
  type: 'BlockStatement',
  path: name,
  params,
  program,
  openStrip: {},
  inverseStrip: {},
  closeStrip: {},
  ...more,
});
const tree = (...body: unknown[]) => ({ type: 'Program', body, strip: {} }) as unknown as Program;

describe.each(environments)('trees, %s', (_, create) => {
  test.each<[string, Program, string]>([
    ['a text', tree(text('Hello')), 'Hello'],
    ['a field', tree(mustache(path('a'))), '&lt;'],
    [
      'a field without what may be left out',
      tree({ type: 'MustacheStatement', path: { type: 'PathExpression', parts: ['a'] } }),
      '<',
    ],
    ['a literal for a name', tree(mustache({ type: 'StringLiteral', value: 'a', original: 'a' })), '&lt;'],
    [
      'a helper',
      tree(mustache(path('up'), [path('b', 'c')], { hash: hash([{ key: 'x', value: path('d') }]) })),
      'up deep',
    ],
    ['a block', tree(block(path('if'), [path('a')], tree(text('yes')))), 'yes'],
    ['a block of a field', tree(block(path('b'), [], tree(mustache(path('c'))))), 'deep'],
    [
      'a sub-expression',
      tree(mustache(path('up'), [{ type: 'SubExpression', path: path('up'), params: [path('b', 'c')] }])),
      'up up deep',
    ],
    [
      'a partial',
      tree({ type: 'PartialStatement', name: path('one'), params: [], indent: '', strip: {} }),
      'partial',
    ],
    ['a note', tree({ type: 'CommentStatement', value: 'x', strip: {} }), ''],
  ])('%s', (_name, program, output) => {
    const environment = create();
    environment.registerHelper('up', (given) => `up ${String(given)}`);
    environment.registerPartial('one', 'partial');
    expect(environment.compile(program)({ a: '<', b: { c: 'deep' } })).toBe(output);
  });

  test('a parsed tree prints as its source, more than once', () => {
    const environment = create();
    const program = environment.parse('{{#each list as |x|}}{{x}}{{> (lookup ../names x)}}{{/each}}{{"a"}}');
    environment.registerPartial({ one: '1', two: '2' });
    const given = { list: ['x', 'y'], names: { x: 'one', y: 'two' }, a: 'A' };
    expect(environment.compile(program)(given)).toBe('x1y2A');
    expect(environment.compile(program)(given)).toBe('x1y2A');
  });

  const literal = (type: string, value: unknown) => ({ type, value, original: value });
  test.each<[Program, string]>([
    [tree({ type: 'constructor' }), 'Unknown type: constructor'],
    [tree({ type: 'accept' }), 'Unknown type: accept'],
    [tree(mustache(path('a'), [{ type: 'opcode' }])), 'Unknown type: opcode'],
    [tree(text(12)), 'Invalid AST: ContentStatement value must be a string'],
    [
      tree(mustache(path('up'), [literal('NumberLiteral', 'x)')])),
      'Invalid AST: NumberLiteral value must be a number',
    ],
    [
      tree(mustache(path('up'), [literal('BooleanLiteral', 'x')])),
      'Invalid AST: BooleanLiteral value must be a boolean',
    ],
    [
      tree(mustache(path('up'), [literal('StringLiteral', {})])),
      'Invalid AST: StringLiteral value must be a string',
    ],
    [
      tree(mustache({ ...path('a'), depth: '1' })),
      'Invalid AST: PathExpression depth must be a non-negative integer',
    ],
    [
      tree(mustache({ ...path('a'), depth: -1 })),
      'Invalid AST: PathExpression depth must be a non-negative integer',
    ],
    [
      tree(mustache({ ...path('a'), depth: 0.5 })),
      'Invalid AST: PathExpression depth must be a non-negative integer',
    ],
    [tree(mustache({ ...path('a'), parts: 'a' })), 'Invalid AST: PathExpression parts must be an array'],
    [
      tree(mustache({ ...path('a'), parts: ['a', {}] })),
      'Invalid AST: PathExpression parts must only contain strings',
    ],
    [tree(mustache(path('up'), [path('a')], { hash: hash({}) })), 'Invalid AST: Hash pairs must be an array'],
    [
      tree(mustache(path('up'), [], { hash: hash([{ key: 1, value: path('a') }]) })),
      'Invalid AST: Hash pair keys must be strings',
    ],
    [
      tree(block(path('a'), [], { ...tree(), blockParams: 'x' })),
      'Invalid AST: Program blockParams must be an array',
    ],
    [
      tree(block(path('a'), [], { ...tree(), blockParams: [1] })),
      'Invalid AST: Program blockParams must only contain strings',
    ],
    [
      tree(block(path('a'), [], tree(), { inverse: tree(text([])) })),
      'Invalid AST: ContentStatement value must be a string',
    ],
  ])('refused: %j', (program, message) => {
    expect(() => create().compile(program)({})).toThrow(message);
  });

  test('a mistake in a tree names its place where the tree does', () => {
    const at = { start: { line: 3, column: 4 }, end: { line: 3, column: 5 } };
    expect(() => create().compile(tree({ ...text(1), loc: at }))({})).toThrow('must be a string - 3:4');
  });
});
