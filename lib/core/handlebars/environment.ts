/// <reference path="./modules.d.ts" />

import ast from 'handlebars/dist/cjs/handlebars/compiler/ast.js';
import { parse, parser, parseWithoutProcessing } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { Compiler, type Plan, precompile } from 'handlebars/dist/cjs/handlebars/compiler/compiler.js';
import JavaScriptCompiler from 'handlebars/dist/cjs/handlebars/compiler/javascript-compiler.js';
import { PrintVisitor, print } from 'handlebars/dist/cjs/handlebars/compiler/printer.js';
import Visitor from 'handlebars/dist/cjs/handlebars/compiler/visitor.js';
import Exception from 'handlebars/dist/cjs/handlebars/exception.js';
import noConflict from 'handlebars/dist/cjs/handlebars/no-conflict.js';
import runtime from 'handlebars/dist/cjs/handlebars.runtime.js';
import type { Program } from './ast.ts';
import { prepare } from './program.ts';
import type { Callable, TemplateSpec, Values } from './runtime.ts';
import type { CompileOptions } from './settings.ts';

/** Prints a context; `options` may bring helpers, partials, decorators and data of this one printing. */
export interface CompiledTemplate {
  (context?: unknown, options?: Values): string;
  _setup(options: Values): unknown;
  _child(index: number, data?: unknown, blockParams?: unknown, depths?: unknown): unknown;
}

/** Handlebars' environment as its documentation describes it, as far as the runtime gives it. */
export interface RuntimeEnvironment {
  helpers: Record<string, Callable>;
  partials: Values;
  decorators: Values;
  registerHelper(name: string | Record<string, Callable>, helper?: Callable): void;
  unregisterHelper(name: string): void;
  registerPartial(name: string | Values, partial?: unknown): void;
  unregisterPartial(name: string): void;
  registerDecorator(name: string | Values, decorator?: unknown): void;
  unregisterDecorator(name: string): void;
  template(spec: TemplateSpec): CompiledTemplate;
  /** A text that is printed as it stands. */
  SafeString: new (
    text: string,
  ) => { toString(): string; toHTML(): string };
  Exception: typeof Exception;
  Utils: Values;
  escapeExpression(value: unknown): string;
  createFrame(data: object): Values;
  log(level: number | string, ...messages: unknown[]): void;
  logger: Values;
  VERSION: string;
  VM: Values;
}

/** An environment that prepares templates without generating code. */
export interface Environment extends RuntimeEnvironment {
  parse(source: string | Program, options?: CompileOptions): Program;
  parseWithoutProcessing(source: string | Program, options?: CompileOptions): Program;
  AST: unknown;
  Parser: unknown;
  Visitor: new () => object;
  PrintVisitor: new () => object;
  print(program: Program): string;
  compile(source: string | Program, options?: CompileOptions): CompiledTemplate;
  /** Code for another place: a text, which nothing here runs. */
  precompile(source: string | Program, options?: CompileOptions): unknown;
  Compiler: new () => { compile(program: Program, options: object): Plan };
  /** Makes the text of `precompile`; of what it can be made to do otherwise `compile` heeds `compilerInfo` alone. */
  JavaScriptCompiler: new () => { compilerInfo(): readonly [number, string] };
  noConflict(): Environment;
  create(): Environment;
  /** Itself, for whoever imports a module's default. */
  default: Environment;
}

/**
 * A Handlebars of one's own: its helpers, partials and decorators are nobody else's. The same as the original's
 * `Handlebars.create()`, except that `compile` evaluates templates from their syntax tree, so that it works under a
 * policy that forbids `eval`.
 */
export function createEnvironment(): Environment {
  const given = {
    create: createEnvironment,
    // The parser gives a tree of this shape; another `Program` that is passed comes back as it is.
    parse: (source: string | Program, options?: CompileOptions) =>
      parse(source as string, options) as Program,
    parseWithoutProcessing: (source: string | Program, options?: CompileOptions) =>
      parseWithoutProcessing(source as string, options) as Program,
    AST: ast,
    Parser: parser,
    Visitor,
    PrintVisitor,
    print,
    compile: (source: string | Program, options: CompileOptions = {}) =>
      compile(environment, source, options),
    precompile: (source: string | Program, options: CompileOptions = {}) =>
      precompile(source, options, environment),
    Compiler,
    JavaScriptCompiler,
  };
  const environment = Object.assign(runtime.create(), given) as Environment; // the next line adds what is missing
  noConflict(environment);
  environment.default = environment;
  return environment;
}

/** Prepared at its first use: a template that is never printed may hold mistakes. */
function compile(environment: Environment, source: unknown, given: CompileOptions): CompiledTemplate {
  if (typeof source !== 'string' && !isProgram(source)) {
    throw new Exception(
      `You must pass a string or Handlebars AST to Handlebars.compile. You passed ${String(source)}`,
    );
  }
  let compiled: CompiledTemplate | null = null;
  // As whoever takes the place of `parse` or `Compiler` finds them in the original.
  const options = { data: true, ...given, ...(given?.compat && { useDepths: true }) };
  const get = (): CompiledTemplate => (compiled ??= prepareFor(environment, source, options));
  const template = (context?: unknown, printing?: Values): string => get()(context, printing);
  return Object.assign(template, {
    _setup: (setup: Values) => get()._setup(setup),
    _child: (index: number, data?: unknown, blockParams?: unknown, depths?: unknown) =>
      get()._child(index, data, blockParams, depths),
  });
}

function prepareFor(
  environment: Environment,
  source: string | Program,
  options: CompileOptions,
): CompiledTemplate {
  const program = environment.parse(source, options);
  // Refuses what is wrong in the tree, and writes out the contexts that partials leave out.
  const plan = new environment.Compiler().compile(program, options);
  // A host may have it sign templates otherwise, with a `VM.checkRevision` of its own.
  const compiler = new environment.JavaScriptCompiler().compilerInfo();
  return environment.template({ ...prepare(program, options, { plan }), compiler });
}

function isProgram(source: unknown): source is Program {
  return typeof source === 'object' && source !== null && 'type' in source && source.type === 'Program';
}
