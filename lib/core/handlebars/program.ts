/// <reference path="./modules.d.ts" />
import type { Plan } from 'handlebars/dist/cjs/handlebars/compiler/compiler.js';
import type { Block, Decorator, Mustache, Program, Statement } from './ast.ts';
import { blockFunction } from './block.ts';
import { callAmbiguous, callAmbiguousBlock, callBlockMissing } from './call.ts';
import { type Blocks, callHelper, noBlocks, prepareOptions, prepareParam } from './expression.ts';
import { preparePartial } from './partial.ts';
import { asPath, classify, prepareSimple } from './path.ts';
import type { Callable, Decorate, Evaluate, Main, Scope, TemplateSpec, Values } from './runtime.ts';
import {
  addFlags,
  type CompileOptions,
  flagsFor,
  type Prepared,
  type Settings,
  settingsFor,
  type Terms,
} from './settings.ts';

/** Of the runtime that we speak to; it refuses others. */
const compiler = [8, '>= 4.3.0'] as const;

/**
 * Turns a syntax tree into what Handlebars' runtime takes for a precompiled template, made of closures: nothing is
 * generated and evaluated, so it works where a policy forbids that.
 */
export function prepare(program: Program, options: CompileOptions, { host, plan }: Terms): TemplateSpec {
  const settings = settingsFor(options, host);
  const whole = prepareProgram(program, plan, settings);
  const spec: TemplateSpec = { compiler, main: whole.main };
  if (whole.decorate) spec.main_d = whole.decorate;
  for (const [index, block] of settings.blocks.entries()) {
    spec[index] = block?.main;
    if (block?.decorate) spec[`${index}_d`] = block.decorate;
  }
  const { useData, usePartial, useDecorators } = settings;
  const compilerOptions = { ...options, data: useData };
  return Object.assign(spec, {
    ...whole.flags,
    useData,
    usePartial,
    useDecorators,
    compilerOptions,
  });
}

function prepareProgram(program: Program, plan: Plan | undefined, settings: Settings): Prepared {
  const around = settings.flags;
  const flags = flagsFor(settings.options);
  settings.flags = flags;
  settings.blockParams.unshift(program.blockParams);
  const blocks = takeBlocks(program, plan, settings);
  const pieces: Piece[] = [];
  const decorators: Decorating[] = [];
  for (const statement of program.body) {
    if (isDecorator(statement)) decorators.push(prepareDecorator(statement, blocks, settings));
    else pieces.push(...prepareStatement(statement, blocks, settings));
  }
  settings.blockParams.shift();
  settings.flags = around;
  const printed = program.body.length === 1 ? printOne(pieces[0]) : printAll(pieces);
  const print = settings.host?.block(printed) ?? printed;
  const main: Main = (container, context, helpers, partials, data, blockParams, depths) => {
    container.lookupProperty ??= ownProperty; // runtimes before 4.6 have none
    return print({ container, context, helpers, partials, data, blockParams, depths });
  };
  return { print, main, decorate: decorators.length > 0 ? decorateBy(decorators) : null, flags };
}

function ownProperty(parent: unknown, name: string): unknown {
  // Own property of whatever has properties; what has none throws, as in the original.
  return Object.hasOwn(parent as object, name) ? (parent as Values)[name] : undefined;
}

function isDecorator(statement: Statement): statement is Decorator {
  return statement.type === 'Decorator' || statement.type === 'DecoratorBlock';
}

/** A text that is always the same stands for itself. */
type Print = Evaluate | string;

/** A part of the output. */
interface Piece {
  print: Print;
  /** Added to what stands before it as it is; the others are first added to one another (see `printAll`). */
  isApart: boolean;
}

/** A program of one statement gives its value as it is, so that a helper may be given a number. */
function printOne(piece: Piece | undefined): Evaluate {
  const print = piece?.print ?? '';
  return typeof print === 'string' ? () => print : print;
}

/**
 * Adds the pieces as the original's generated code does: neighbours with `+` from left to right, whatever they are, so
 * that two unescaped numbers make a sum. A block that may be a field's begins anew.
 */
function printAll(pieces: readonly Piece[]): Evaluate {
  const [first, ...others] = runsOf(pieces).map(({ prints, isApart }) => ({ print: addUp(prints), isApart }));
  if (!first) return () => '';
  if (others.length === 0 && !first.isApart) return first.print;
  const last = others.at(-1);
  return (scope) => {
    let buffer: unknown = first.isApart ? add('', first.print(scope)) : first.print(scope);
    for (const run of others) {
      if (run === last && !run.isApart) return run.print(scope, buffer);
      buffer = add(buffer, run.print(scope));
    }
    return buffer;
  };
}

function runsOf(pieces: readonly Piece[]): { isApart: boolean; prints: Print[] }[] {
  const runs: { isApart: boolean; prints: Print[] }[] = [];
  for (const { print, isApart } of pieces) {
    const last = runs.at(-1);
    if (last && !isApart && !last.isApart) last.prints.push(print);
    else runs.push({ isApart, prints: [print] });
  }
  return runs;
}

/** Adds pieces to one another, or to what stands before them. */
function addUp([first = '', ...rest]: readonly Print[]): (scope: Scope, before?: unknown) => unknown {
  return (scope, before) => {
    let sum = before === undefined ? printedBy(first, scope) : add(before, printedBy(first, scope));
    for (let index = 0; index < rest.length; index += 1) {
      const print = rest[index];
      sum = add(sum, typeof print === 'function' ? print(scope) : print);
    }
    return sum;
  };
}

function printedBy(print: Print, scope: Scope): unknown {
  return typeof print === 'string' ? print : print(scope);
}

function add(a: unknown, b: unknown): unknown {
  return (a as string) + (b as string); // whatever they are: see `printAll`
}

function prepareStatement(
  statement: Exclude<Statement, Decorator>,
  blocks: Taken,
  settings: Settings,
): Piece[] {
  switch (statement.type) {
    case 'ContentStatement': {
      const { value } = statement;
      return value === '' ? [] : [{ print: value, isApart: false }];
    }
    case 'MustacheStatement':
      return [prepareMustache(statement, settings)];
    case 'BlockStatement':
      return [prepareBlock(statement, blocks, settings)];
    case 'PartialStatement':
    case 'PartialBlockStatement': {
      const main = taken(statement.program, blocks);
      return [{ print: shown(preparePartial(statement, main, settings)), isApart: false }];
    }
    case 'CommentStatement':
      return [];
  }
}

/** Nothing and no value print nothing. */
function shown(read: Evaluate): Evaluate {
  return (scope) => read(scope) ?? '';
}

function prepareMustache(mustache: Mustache, settings: Settings): Piece {
  const path = asPath(mustache.path);
  const read = prepareCall(mustache, path, settings);
  if (settings.host) return { print: settings.host.print(mustache, read), isApart: false };
  const escaped = mustache.escaped && !settings.options.noEscape;
  const print: Evaluate = escaped ? (scope) => scope.container.escapeExpression(read(scope)) : shown(read);
  return { print, isApart: false };
}

function prepareCall(mustache: Mustache, path: ReturnType<typeof asPath>, settings: Settings): Evaluate {
  switch (classify(mustache, path, settings)) {
    case 'helper':
      return callHelper(mustache, path, settings);
    case 'simple':
      return prepareSimple(path, settings);
    case 'ambiguous':
      return callAmbiguous(path, mustache.loc, settings);
  }
}

function prepareBlock(block: Block, around: Taken, settings: Settings): Piece {
  const path = asPath(block.path);
  const blocks = { main: taken(block.program, around), inverse: taken(block.inverse, around) };
  const kind = classify(block, path, settings);
  if (kind === 'helper') return { print: shown(callHelper(block, path, settings, blocks)), isApart: false };
  if (kind === 'simple') return { print: shown(blockOfField(block, path, blocks, settings)), isApart: false };
  const print = callAmbiguousBlock(path, block.loc, settings, blocks);
  return { print: shown(print), isApart: true };
}

function blockOfField(
  block: Block,
  path: ReturnType<typeof asPath>,
  blocks: Blocks,
  settings: Settings,
): Evaluate {
  const read = prepareSimple(path, settings);
  const options = prepareOptions(path.original, { params: [], loc: block.loc }, blocks, settings);
  return (scope) => callBlockMissing(scope, read(scope), options(scope));
}

/** The blocks of a program, by what they are in the tree. */
type Taken = ReadonlyMap<Program, Evaluate>;

function taken(program: Program | undefined, blocks: Taken): Evaluate | null {
  return (program && blocks.get(program)) ?? null;
}

/** Before all else of a program, as in the original: what its blocks need it hands to each helper. */
function takeBlocks({ body }: Program, plan: Plan | undefined, settings: Settings): Taken {
  const programs = body.flatMap((statement) => [
    ...('program' in statement && statement.program ? [statement.program] : []),
    ...('inverse' in statement && statement.inverse ? [statement.inverse] : []),
  ]);
  return new Map(programs.map((program, at) => [program, takeBlock(program, plan?.children[at], settings)]));
}

/**
 * Prepares a block under a number of its own. One that is planned as another before it is that one, with its places in
 * the source and what was passed to it.
 */
function takeBlock(program: Program, plan: Plan | undefined, settings: Settings): Evaluate {
  const { blocks, planned, flags } = settings;
  const same = plan && planned.find((other) => other.plan.equals(plan));
  if (same) {
    addFlags(flags, same.flags);
    return blockFunction(same.index, program, settings);
  }
  const index = blocks.push(null) - 1;
  const prepared = prepareProgram(program, plan, settings);
  blocks[index] = prepared;
  addFlags(flags, prepared.flags);
  if (plan) planned.push({ plan, index, flags: { ...flags } });
  return blockFunction(index, program, settings);
}

type Decorating = (scope: Scope, fn: unknown, props: Record<string, unknown>) => unknown;

function prepareDecorator(statement: Decorator, blocks: Taken, settings: Settings): Decorating {
  const { original: name } = asPath(statement.path);
  const main = taken(statement.program, blocks);
  const params = statement.params.map((param) => prepareParam(param, settings));
  const options = prepareOptions(name, statement, main ? { main, inverse: null } : noBlocks, settings);
  settings.useDecorators = true;
  settings.flags.useDepths = true; // a decorator is given the context around its block
  return (scope, fn, props) => {
    const decorator = scope.container.lookupProperty(scope.container.decorators, name);
    if (typeof decorator !== 'function') throw new Error(`Missing decorator: "${name}"`);
    const given = { ...options(scope), args: params.map((read) => read(scope)) };
    return (decorator as Callable)(fn, props, scope.container, given);
  };
}

function decorateBy(decorators: readonly Decorating[]): Decorate {
  return (fn, props, container, context, data, blockParams, depths) => {
    const scope: Scope = {
      container,
      context,
      // The original's code for decorators does not know them: a call of a helper among their parameters fails.
      get helpers(): never {
        throw new ReferenceError('helpers is not defined');
      },
      partials: {},
      data,
      blockParams,
      depths,
    };
    return decorators.reduce((now, decorate) => decorate(scope, now, props) || now, fn);
  };
}
