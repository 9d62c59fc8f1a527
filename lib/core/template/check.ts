import type { Call, Expression, Path, Program, Statement } from '../handlebars/ast.ts';
import { partialTags } from './blocks.ts';
import { isStackDepth, TemplateError } from './error.ts';
import { type Fault, fault, inEnglish } from './faults.ts';
import { isPlaces } from './format.ts';
import { helperNames, isHelperName } from './helper-names.ts';
import { dateStyles, isDateStyle } from './language.ts';
import { mergeFieldOf } from './merge-fields.ts';
import { nearest } from './nearest.ts';
import { defaultHelper, mergeHelper, promptHelper } from './source.ts';

const ours = new Set([defaultHelper, mergeHelper, promptHelper]);
/** Of calls within calls and parts of a path; the parser itself knows no end. */
const maxNesting = 20;

/** A field that a template reads, anywhere in it. */
export interface FieldUse {
  path: Path;
  /** It is looked up in what a loop or `with` goes into, not in the person. */
  isInner: boolean;
  /** It is printed where it can have no value, and nothing is written that stands there then. */
  isBare: boolean;
}

/**
 * Holds a template to what it may do, before anything is evaluated: helpers of the list, with as many values as they
 * take, and no partials, decorators or calls of data.
 *
 * @returns the fields that it reads, in order, and the texts that it gives to helpers
 * @throws {TemplateError} whose `at` is the place in the program
 */
export function check(program: Program): { uses: FieldUse[]; literals: Set<string> } {
  const uses: FieldUse[] = [];
  const literals = new Set<string>();
  checkProgram(program, { uses, literals, names: [], isInner: false, asked: [], bare: null });
  return { uses, literals };
}

interface Where {
  uses: FieldUse[];
  literals: Set<string>;
  /** Given by the blocks around. */
  names: readonly string[];
  isInner: boolean;
  /** Fields that have a value here, as `{{#if}}` has found. */
  asked: readonly string[];
  /** What is printed, where it has no default. */
  bare: Path | null;
}

/** A mistake at a place of the parsed program, not yet of the source. */
export class MisplacedError extends Error {
  readonly at: { line: number; column: number };
  readonly what: Fault | string;
  constructor(what: Fault | string, { loc }: { loc: Call['loc'] }) {
    super(typeof what === 'string' ? what : inEnglish(what));
    this.at = loc.start;
    this.what = what;
  }
}

function checkProgram(program: Program | undefined, where: Where): void {
  const names = [...where.names, ...(program?.blockParams ?? [])];
  for (const statement of program?.body ?? []) checkStatement(statement, { ...where, names });
}

function checkStatement(statement: Statement, where: Where): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      checkCall(statement, { ...where, bare: bareField(statement) }, false);
      return;
    case 'BlockStatement': {
      checkCall(statement, where, true);
      const isInner = where.isInner || !['if', 'unless'].includes(nameOf(statement.path));
      const [whereSo, whereNot] = askedBy(statement);
      checkProgram(statement.program, { ...where, isInner, asked: [...where.asked, ...whereSo] });
      checkProgram(statement.inverse, { ...where, asked: [...where.asked, ...whereNot] });
      return;
    }
    case 'PartialStatement':
    case 'PartialBlockStatement':
    case 'Decorator':
    case 'DecoratorBlock':
      throw new MisplacedError(fault('noPartials', { tags: partialTags }), statement);
  }
}

function checkCall(call: Call, where: Where, isBlock: boolean): void {
  const name = nameOf(call.path);
  const isCalled = call.params.length > 0 || call.hash !== undefined;
  if (!isCalled && !(isBlock && isHelperName(name))) checkExpression(call.path, where, 0);
  else {
    if (!ours.has(name)) checkHelper(call, name, isBlock);
    checkGiven(call, where, 0);
  }
}

function checkHelper(call: Call, name: string, isBlock: boolean): void {
  const form = isHelperName(name) ? helperNames[name] : undefined;
  if (!form || (isBlock && !form.isBlock)) throw new MisplacedError(unknown(name, isBlock), call);
  if (form.isBlock && !isBlock)
    throw new MisplacedError(fault('isBlock', { name, form: `{{#${name} …}} … {{/${name}}}` }), call);
  const [least, most] = form.values;
  const found = call.params.length;
  if (found < least || found > most) throw new MisplacedError(needs(name, form.values, found), call);
  const odd = call.hash?.pairs.find(({ key }) => !form.named?.includes(key));
  if (odd) throw new MisplacedError(fault('notNamed', { name, key: odd.key }), call);
  checkWritten(call, name);
}

/** What is written out in the template is judged with it, not with the first mail. */
function checkWritten(call: Call, name: string): void {
  const style = call.params[1];
  if (name === 'date' && style?.type === 'StringLiteral' && !isDateStyle(style.value))
    throw new MisplacedError(
      fault('dateStyle', { styles: dateStyles.join(', '), found: style.value }),
      style,
    );
  const decimals = call.hash?.pairs.find(({ key }) => key === 'decimals')?.value;
  if (name === 'number' && decimals?.type === 'NumberLiteral' && !isPlaces(decimals.value))
    throw new MisplacedError(fault('decimals', { found: decimals.value }), decimals);
}

function needs(name: string, [least, most]: readonly [number, number], found: number): Fault {
  if (least !== most) return fault('needsBetween', { name, least, most, found });
  return most === 1 ? fault('needsOne', { name, found }) : fault('needsSome', { name, count: most, found });
}

function unknown(name: string, isBlock: boolean): Fault {
  if (isBlock) return fault('noBlock', { tag: `{{#${name}}}` });
  return fault('noHelper', { name }, nearest(name, Object.keys(helperNames)));
}

function checkGiven(call: Call, where: Where, depth: number): void {
  for (const param of call.params) checkExpression(param, where, depth + 1);
  for (const { value } of call.hash?.pairs ?? []) checkExpression(value, where, depth + 1);
}

function checkExpression(expression: Expression, where: Where, depth: number): void {
  if (depth > maxNesting) throw new MisplacedError(fault('callsTooDeep', { most: maxNesting }), expression);
  if (expression.type === 'SubExpression') {
    checkHelper(expression, nameOf(expression.path), false);
    checkGiven(expression, where, depth);
    return;
  }
  if (expression.type === 'StringLiteral') where.literals.add(expression.value);
  if (expression.type !== 'PathExpression') return;
  if (expression.parts.length > maxNesting)
    throw new MisplacedError(fault('partsTooMany', { most: maxNesting }), expression);
  const [first = ''] = expression.parts;
  const isGiven = expression.depth === 0 && where.names.includes(first);
  if (!expression.data && !isGiven && first !== '')
    where.uses.push({
      path: expression,
      isInner: where.isInner && expression.depth === 0,
      isBare: expression === where.bare && !where.asked.includes(nameOf(expression)),
    });
}

/** The field that is printed, if nothing is written that stands for it. */
function bareField(call: Call): Path | null {
  return hasDefault(call) ? null : (firstField(call)?.path ?? null);
}

function hasDefault({ path, params }: Call): boolean {
  if (path.type === 'PathExpression' && ['default', defaultHelper].includes(nameOf(path))) return true;
  return params.some((param) => param.type === 'SubExpression' && hasDefault(param));
}

/** Fields that have a value in a block, and those that have one in its `{{else}}`. */
function askedBy({ path, params: [first] }: Call): [string[], string[]] {
  const asked = first?.type === 'PathExpression' ? [nameOf(first)] : [];
  const name = nameOf(path);
  if (name === 'unless') return [[], asked];
  return [name === 'if' || name === 'with' ? asked : [], []];
}

export function nameOf(expression: Expression): string {
  if (expression.type === 'PathExpression') return expression.original.replace(/^(?:this[./]|\.\/)/, '');
  return 'value' in expression ? String(expression.value) : expression.type;
}

/** The field that a value is read from, for naming it where it is missing: the first of a call's. */
export function fieldOf(call: Call, texts: readonly string[]): { name: string; path: Path | null } {
  const [first] = call.params;
  if (nameOf(call.path) === mergeHelper && first?.type === 'NumberLiteral')
    return { name: mergeFieldOf(texts[first.value] ?? ''), path: null };
  return firstField(call) ?? { name: nameOf(call.path), path: null };
}

function firstField(call: Call): { name: string; path: Path } | null {
  const { path: called, params } = call;
  if (params.length === 0)
    return called.type === 'PathExpression' ? { name: nameOf(called), path: called } : null;
  for (const param of params) {
    if (param.type === 'PathExpression') return { name: nameOf(param) + keyOf(call), path: param };
    const inner = param.type === 'SubExpression' ? firstField(param) : null;
    if (inner) return inner;
  }
  return null;
}

/** `{{lookup fields "Shoe size"}}` is `fields.Shoe size`; what a field says decides is not known before. */
function keyOf({ path, params: [, key] }: Call): string {
  return nameOf(path) === 'lookup' && key?.type === 'StringLiteral' ? `.${key.value}` : '';
}

/** Puts the place in the source to a mistake. */
export function placed(
  error: unknown,
  at: { line: number; column: number } | null,
  locate: (line: number, column: number) => TemplateError['position'],
): unknown {
  if (error instanceof MisplacedError)
    return new TemplateError(error.what, locate(error.at.line, error.at.column));
  if (isStackDepth(error)) return new TemplateError(fault('tooDeep', {}));
  if (!(error instanceof TemplateError) || error.position || !at) return error;
  return error.at(locate(at.line, at.column));
}
