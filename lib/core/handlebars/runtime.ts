/// <reference path="./modules.d.ts" />

/*
 * The part of Handlebars' runtime that the evaluator speaks to. A template is given to it in the form in which
 * precompiled ones come (`TemplateSpec`), so partials, decorators, frames of data, prototype access and hooks are
 * the original's own code.
 */

export type Values = Record<string, unknown>;
/** A function that Handlebars calls: a helper, a decorator, a lambda. `this` is the context. */
export type Callable = (this: unknown, ...given: unknown[]) => unknown;

export interface Container {
  strict(from: unknown, name: string, loc: unknown): unknown;
  lookupProperty(parent: unknown, name: string): unknown;
  lookup(depths: readonly unknown[], name: string): unknown;
  lambda(value: unknown, context: unknown): unknown;
  escapeExpression(value: unknown): string;
  invokePartial(partial: unknown, context: unknown, options: Values): unknown;
  program(
    index: number,
    data: unknown,
    declared: number,
    blockParams?: readonly unknown[],
    depths?: readonly unknown[],
  ): Callable;
  data(data: unknown, depth: number): unknown;
  noop: Callable;
  nullContext: object;
  helpers: Values;
  partials: Values;
  decorators: Values;
  hooks: { helperMissing?: Callable; blockHelperMissing: Callable };
}

/** What surrounds a program: `@data`, what the blocks around it give by name, and their contexts, innermost first. */
export type Around = [data: unknown, blockParams?: readonly unknown[], depths?: readonly unknown[]];

export type Main = (
  container: Container,
  context: unknown,
  helpers: Values,
  partials: Values,
  ...around: Around
) => unknown;

export type Decorate = (
  fn: unknown,
  props: Values,
  container: Container,
  context: unknown,
  ...around: Around
) => unknown;

/** What a precompiled template is: `main`, its blocks by number, and their decorators as `main_d`, `0_d`, … */
export interface TemplateSpec {
  compiler: readonly [number, string];
  main: Main;
  [block: string]: unknown;
}

/** Where a statement is printed: the arguments of its program, as Handlebars' runtime gives them. */
export interface Scope {
  container: Container;
  context: unknown;
  helpers: Values;
  partials: Values;
  data: unknown;
  blockParams: readonly unknown[] | undefined;
  depths: readonly unknown[] | undefined;
}
export type Evaluate = (scope: Scope) => unknown;
