import { defaultHelper, promptHelper, readSource, TemplateError } from './source.ts';
import type { Block, Expression, Mustache, Path, Program, Statement } from './syntax.ts';
import { escapeFor, isTruthy, oneLine, printable, type TemplateKind, walk } from './values.ts';

export type TemplateContext = Readonly<Record<string, unknown>>;

export interface Rendered {
  output: string;
  /** Fields that had neither value nor default, as written, each once. */
  missing: string[];
  /** Prompts still to be replaced by the person, as written. */
  prompts: string[];
}

export type Template = (context: TemplateContext) => Rendered;

/** What one printing has used up and found; the limits hold for the whole of it. */
interface Run {
  kind: TemplateKind;
  parts: string[];
  length: number;
  loops: number;
  missing: Set<string>;
  prompts: Set<string>;
}

/** Where a path starts from: the present value, what lies around it, and names given by blocks. */
interface Frame {
  value: unknown;
  parent: Frame | null;
  data: Readonly<Record<string, unknown>>;
  names: Readonly<Record<string, unknown>>;
}

type Print = (frame: Frame, run: Run) => void;
type Read = (frame: Frame) => unknown;

const maxDepth = 20;
const maxLoops = 10_000;
const maxOutput = 2_000_000;

/** No value and no default, and yet no failure (campaign rules for dynamic fields). */
const builtInDefaults: Readonly<Record<string, string>> = {
  first_name: '',
  last_name: '',
  title: '',
  company: 'your company',
  company_friendly: 'your company',
  friendly_company: 'your company',
};

/**
 * Prepares a template. Nothing in it can run code: paths see own properties only, helpers are the six listed here,
 * and each printing is bounded in depth, loops and length.
 *
 * Kinds: `html` escapes every value; `text` escapes nothing; `subject` escapes nothing and is always one line.
 *
 * @throws {TemplateError} when the template cannot be read; its printing throws when a limit is reached
 */
export function compile(source: string, options: { kind: TemplateKind }): Template {
  const { program, texts } = readSource(source, options.kind === 'html');
  const print = compileProgram(program, texts, 0);
  return (context) => {
    const run: Run = {
      kind: options.kind,
      parts: [],
      length: 0,
      loops: 0,
      missing: new Set(),
      prompts: new Set(),
    };
    print({ value: context, parent: null, data: { root: context }, names: {} }, run);
    const joined = run.parts.join('');
    const output = options.kind === 'subject' ? oneLine(joined) : joined;
    return { output, missing: [...run.missing], prompts: [...run.prompts] };
  };
}

function compileProgram(program: Program | undefined, texts: readonly string[], depth: number): Print {
  if (depth > maxDepth) throw new TemplateError(`blocks are nested deeper than ${maxDepth}`);
  const prints = (program?.body ?? []).map((statement) => compileStatement(statement, texts, depth));
  return (frame, run) => {
    for (const print of prints) print(frame, run);
  };
}

function compileStatement(statement: Statement, texts: readonly string[], depth: number): Print {
  switch (statement.type) {
    case 'ContentStatement':
      return (_, run) => emit(statement.value, run);
    case 'CommentStatement':
      return () => undefined;
    case 'MustacheStatement':
      return compileMustache(statement, texts);
    case 'BlockStatement':
      return compileBlock(statement, texts, depth);
    case 'PartialStatement':
    case 'PartialBlockStatement':
    case 'Decorator':
    case 'DecoratorBlock':
      throw new TemplateError(`${statement.type}: partials and decorators are not available in templates`);
  }
}

function compileMustache(statement: Mustache, texts: readonly string[]): Print {
  const { path, params } = statement;
  if (!statement.escaped) throw new TemplateError('{{& …}}: values are always escaped');
  if (statement.hash) throw new TemplateError(`${nameOf(path)}: named arguments are not available`);
  if (isHelper(path, promptHelper)) return compilePrompt(textOf(params[0], texts));
  if (isHelper(path, defaultHelper)) return compileDefault(params[0], textReader(params[1], texts));
  if (isHelper(path, 'default') && params.length === 2) return compileDefault(params[0], reader(params[1]));
  if (params.length > 0) throw new TemplateError(`${nameOf(path)}: no such helper`);
  return printField(path, reader(path));
}

function compilePrompt(text: string): Print {
  return (_, run) => {
    run.prompts.add(text);
    emit(escapeFor(run.kind, `{{! ${text} }}`), run);
  };
}

function compileDefault(field: Expression | undefined, otherwise: Read): Print {
  if (!field) throw new TemplateError('default: expected a field and a text');
  const read = reader(field);
  return printField(field, (frame) => printable(read(frame)) ?? otherwise(frame), true);
}

function printField(field: Expression, read: Read, hasDefault = false): Print {
  const name = nameOf(field);
  return (frame, run) => {
    const text = printable(read(frame)) ?? fallBack(field, frame);
    if (text === undefined && !hasDefault) run.missing.add(name);
    emit(escapeFor(run.kind, text ?? ''), run);
  };
}

function fallBack(field: Expression, frame: Frame): string | undefined {
  if (field.type !== 'PathExpression' || frame.parent || field.data || field.parts.length !== 1)
    return undefined;
  const name = field.parts[0] ?? '';
  return Object.hasOwn(builtInDefaults, name) ? builtInDefaults[name] : undefined;
}

function compileBlock(block: Block, texts: readonly string[], depth: number): Print {
  const name = nameOf(block.path);
  const [param] = block.params;
  if (block.params.length !== 1 || !param || block.hash)
    throw new TemplateError(`{{#${name}}}: expected one field after it`);
  const read = reader(param);
  const main = compileProgram(block.program, texts, depth + 1);
  const inverse = compileProgram(block.inverse, texts, depth + 1);
  switch (name) {
    case 'if':
      return (frame, run) => (isTruthy(read(frame)) ? main : inverse)(frame, run);
    case 'unless':
      return (frame, run) => (isTruthy(read(frame)) ? inverse : main)(frame, run);
    case 'with':
      return (frame, run) => {
        const value = read(frame);
        if (isTruthy(value)) main(enter(frame, value, {}, block.program, [value]), run);
        else inverse(frame, run);
      };
    case 'each':
      return (frame, run) => printEach(read(frame), block.program, main, inverse, frame, run);
    default:
      throw new TemplateError(`{{#${name}}}: no such block; there are if, unless, each and with`);
  }
}

function printEach(
  list: unknown,
  program: Program | undefined,
  main: Print,
  inverse: Print,
  frame: Frame,
  run: Run,
): void {
  const entries = entriesOf(list);
  if (entries.length === 0) inverse(frame, run);
  entries.forEach(([key, value], index) => {
    run.loops += 1;
    if (run.loops > maxLoops) throw new TemplateError(`loops run more than ${maxLoops} times`);
    const data = { index, key, first: index === 0, last: index === entries.length - 1 };
    main(enter(frame, value, data, program, [value, key]), run);
  });
}

function entriesOf(list: unknown): [string | number, unknown][] {
  if (Array.isArray(list)) return list.map((value: unknown, index) => [index, value]);
  return typeof list === 'object' && list !== null ? Object.entries(list) : [];
}

function enter(
  parent: Frame,
  value: unknown,
  data: Record<string, unknown>,
  program: Program | undefined,
  given: unknown[],
): Frame {
  const named = (program?.blockParams ?? []).map((name, index) => [name, given[index]]);
  return {
    value,
    parent,
    data: { ...parent.data, ...data },
    names: { ...parent.names, ...Object.fromEntries(named) },
  };
}

function reader(expression: Expression | undefined): Read {
  if (!expression) throw new TemplateError('expected a field');
  switch (expression.type) {
    case 'PathExpression':
      return (frame) => readPath(expression, frame);
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return () => expression.value;
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return () => undefined;
    case 'SubExpression':
      return compileSubExpression(expression.path, expression.params);
  }
}

function compileSubExpression(path: Path, params: Expression[]): Read {
  if (path.original !== 'default' || params.length !== 2)
    throw new TemplateError(`(${path.original} …): no such helper`);
  const [read, otherwise] = [reader(params[0]), reader(params[1])];
  return (frame) => printable(read(frame)) ?? otherwise(frame);
}

function readPath(path: Path, frame: Frame): unknown {
  const [first] = path.parts;
  if (path.data) return walk(frame.data, path.parts);
  const isOwnName =
    path.depth === 0 &&
    first !== undefined &&
    !/^(this|\.)/.test(path.original) &&
    Object.hasOwn(frame.names, first);
  if (isOwnName) return walk(frame.names, path.parts);
  let from: Frame | null = frame;
  for (let up = 0; up < path.depth && from; up += 1) from = from.parent;
  return from ? walk(from.value, path.parts) : undefined;
}

function isHelper(path: Expression, name: string): boolean {
  return path.type === 'PathExpression' && path.parts.length === 1 && path.parts[0] === name;
}

function textReader(param: Expression | undefined, texts: readonly string[]): Read {
  const text = textOf(param, texts);
  return () => text;
}

function textOf(param: Expression | undefined, texts: readonly string[]): string {
  const text = param?.type === 'NumberLiteral' ? texts[param.value] : undefined;
  if (text === undefined) throw new TemplateError('expected a text of the template');
  return text;
}

function nameOf(expression: Expression): string {
  if (expression.type === 'PathExpression') return expression.original;
  return 'value' in expression ? String(expression.value) : expression.type;
}

function emit(text: string, run: Run): void {
  run.length += text.length;
  if (run.length > maxOutput) throw new TemplateError(`the text is longer than ${maxOutput} characters`);
  run.parts.push(text);
}
