// The package types only its main entry, which brings the compiler; the policy of extensions forbids that.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(source: string, options?: object): unknown;
  export function parseWithoutProcessing(source: string, options?: object): unknown;
  export const parser: unknown;
}
declare module 'handlebars/dist/cjs/handlebars/compiler/ast.js' {
  const ast: unknown;
  export default ast;
}
declare module 'handlebars/dist/cjs/handlebars/compiler/visitor.js' {
  const Visitor: new () => object;
  export default Visitor;
}
declare module 'handlebars/dist/cjs/handlebars/compiler/printer.js' {
  export function print(program: unknown): string;
  export const PrintVisitor: new () => object;
}
declare module 'handlebars/dist/cjs/handlebars/compiler/compiler.js' {
  /** @returns the code of a template; with a source map where `options` name a source */
  export function precompile(source: unknown, options: object, environment: object): unknown;
  /** Of a program: what is to be done, and its blocks in the order in which they stand. */
  export interface Plan {
    children: Plan[];
    equals(other: Plan): boolean;
  }
  /** Checks a tree, with messages that name the node. May add to `options` and write out what the tree leaves out. */
  export const Compiler: new () => { compile(program: unknown, options: object): Plan };
}
declare module 'handlebars/dist/cjs/handlebars/compiler/javascript-compiler.js' {
  const JavaScriptCompiler: new () => { compilerInfo(): readonly [number, string] };
  export default JavaScriptCompiler;
}
declare module 'handlebars/dist/cjs/handlebars/no-conflict.js' {
  /** Gives an environment its `noConflict`. */
  export default function noConflict(environment: object): void;
}
declare module 'handlebars/dist/cjs/handlebars/exception.js' {
  /** With a node, the message ends with its line and column. */
  export default class Exception extends Error {
    constructor(message: string, node?: object);
  }
}
declare module 'handlebars/dist/cjs/handlebars.runtime.js' {
  import type { RuntimeEnvironment } from './environment.ts';

  const runtime: { create(): RuntimeEnvironment };
  export default runtime;
}
declare module 'handlebars/dist/cjs/handlebars/safe-string.js' {
  /** A text that is printed as it stands. */
  export default class SafeString {
    constructor(text: string);
    toString(): string;
    toHTML(): string;
  }
}
