/// <reference path="./modules.d.ts" />
import type { Plan } from 'handlebars/dist/cjs/handlebars/compiler/compiler.js';
import type { Mustache } from './ast.ts';
import type { Callable, Decorate, Evaluate, Main } from './runtime.ts';

/** Handlebars' options of `compile`, as far as they change what a template prints. */
export interface CompileOptions {
  data?: boolean;
  compat?: boolean;
  strict?: boolean;
  assumeObjects?: boolean;
  noEscape?: boolean;
  knownHelpers?: Readonly<Record<string, boolean>>;
  knownHelpersOnly?: boolean;
  explicitPartialContext?: boolean;
  preventIndent?: boolean;
  ignoreStandalone?: boolean;
  /** See `legacy.ts`. */
  stringParams?: boolean;
  trackIds?: boolean;
}

/**
 * Who evaluates templates on terms of their own. A name that is given nothing is then always a field, and a name that
 * is given something always a helper of the host: data brings no helpers, and functions among it are not called.
 */
export interface Host {
  helper(name: string): Callable;
  /** How the value of a mustache is printed. */
  print(mustache: Mustache, read: Evaluate): Evaluate;
  /** How a block is printed, and the whole. */
  block(print: Evaluate): Evaluate;
}

/** Who else has a say in how a template is prepared. */
export interface Terms {
  host?: Host;
  /** The original's, where blocks that are the same are to be one. */
  plan?: Plan;
}

/** What is found out while a template is prepared, and holds for the whole of it. */
export interface Settings {
  options: CompileOptions;
  host: Host | null;
  knownHelpers: Readonly<Record<string, boolean>>;
  useData: boolean;
  usePartial: boolean;
  useDecorators: boolean;
  /** Of the program that is being prepared. */
  flags: Flags;
  /** Names that the blocks around the present place give, innermost first. */
  blockParams: (readonly string[] | undefined)[];
  /** Blocks by their number; null while one is being prepared. */
  blocks: (Prepared | null)[];
  planned: Planned[];
}

/** A block that others may be the same as. */
interface Planned {
  plan: Plan;
  index: number;
  /** Of the program around it, as far as its blocks were prepared by then. */
  flags: Flags;
}

/** What a program needs of what surrounds it, for itself or for a block inside it; final once it is prepared. */
export interface Flags {
  /** The contexts around it. */
  useDepths: boolean;
  /** The values that blocks around it give by name. */
  useBlockParams: boolean;
}

export function addFlags(to: Flags, from: Flags): void {
  to.useDepths ||= from.useDepths;
  to.useBlockParams ||= from.useBlockParams;
}

export function flagsFor({ compat = false }: CompileOptions): Flags {
  return { useDepths: compat, useBlockParams: false };
}

/** One program of a template: the whole of it, or a block. */
export interface Prepared {
  print: Evaluate;
  /** The same in the form in which the runtime calls it. */
  main: Main;
  decorate: Decorate | null;
  flags: Flags;
}

const builtIn = ['helperMissing', 'blockHelperMissing', 'each', 'if', 'unless', 'with', 'log', 'lookup'];

export function settingsFor(options: CompileOptions, host: Host | null = null): Settings {
  const known = Object.fromEntries(builtIn.map((name) => [name, true]));
  return {
    options,
    host,
    // Without a prototype: a helper may be called `constructor`.
    knownHelpers: Object.assign(Object.create(null), known, options.knownHelpers),
    useData: 'data' in options ? Boolean(options.data) : true,
    usePartial: false,
    useDecorators: false,
    flags: flagsFor(options),
    blockParams: [],
    blocks: [],
    planned: [],
  };
}
