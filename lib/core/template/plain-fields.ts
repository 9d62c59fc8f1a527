import type { Expression, Mustache, Program } from '../handlebars/ast.ts';
import { fieldOf, nameOf } from './check.ts';
import type { Places } from './places.ts';
import { defaultHelper, mergeHelper, promptHelper } from './source.ts';

/** Fields of a template that prints them one after another and does nothing else. */
export interface PlainFields {
  /** Those that stand elsewhere than in text, or there as well: in an attribute, in a comment. */
  apart: ReadonlySet<string>;
}

/**
 * What a template prints of each value is the value itself, as its place has it, where it asks for nothing but fields
 * and what is written for those without a value.
 *
 * @param texts - of merge fields and defaults
 * @returns null where a block, a helper or a function makes something else of values
 */
export function plainFieldsOf(
  program: Program,
  texts: readonly string[],
  places: Places | null,
): PlainFields | null {
  const apart = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') continue;
    if (statement.type !== 'MustacheStatement' || !isPlain(statement, texts)) return null;
    if (places && places.fields.get(statement)?.type !== 'text') apart.add(fieldOf(statement, texts).name);
  }
  return { apart };
}

function isPlain(mustache: Mustache, texts: readonly string[]): boolean {
  const { path, params, hash } = mustache;
  if (hash) return false;
  if (params.length === 0) return isField(path);
  const [first] = params;
  switch (nameOf(path)) {
    case promptHelper:
      return true;
    case mergeHelper:
      // A function in it would stand in brackets.
      return first?.type === 'NumberLiteral' && !texts[first.value]?.includes('(');
    case defaultHelper:
      return first !== undefined && isField(first);
    default:
      return false;
  }
}

/** Of the person; not of a block around, nor what blocks tell. */
function isField(expression: Expression): boolean {
  return expression.type === 'PathExpression' && !expression.data && expression.depth === 0;
}
