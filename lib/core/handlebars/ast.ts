/** Handlebars' syntax tree (4.7), as its parser gives it. */
export interface Location {
  /** The name that the parser was told. */
  source?: string;
  start: { line: number; column: number };
  end: { line: number; column: number };
}
interface Node {
  loc: Location;
}

export interface Program extends Node {
  type: 'Program';
  body: Statement[];
  blockParams?: string[];
}

export type Statement =
  | (Node & { type: 'ContentStatement'; value: string })
  | (Node & { type: 'CommentStatement' })
  | Mustache
  | Block
  | Partial
  | Decorator;

/** Anything that is called: a name, what it is given, and by name. */
export interface Call extends Node {
  path: Expression;
  params: Expression[];
  hash?: Hash;
}
export interface Mustache extends Call {
  type: 'MustacheStatement';
  escaped: boolean;
}
export interface Block extends Call {
  type: 'BlockStatement';
  program?: Program;
  inverse?: Program;
}
export interface Decorator extends Call {
  type: 'Decorator' | 'DecoratorBlock';
  program?: Program;
}
export interface Partial extends Node {
  type: 'PartialStatement' | 'PartialBlockStatement';
  name: Path | SubExpression | Literal;
  params: Expression[];
  hash?: Hash;
  program?: Program;
  indent?: string;
}
export interface Hash extends Node {
  pairs: { key: string; value: Expression }[];
}

export type Expression = Path | SubExpression | Literal;
export interface SubExpression extends Call {
  type: 'SubExpression';
}
export interface Path extends Node {
  type: 'PathExpression';
  /** `@index` and the like. */
  data: boolean;
  /** Number of `../`. */
  depth: number;
  parts: string[];
  original: string;
}
export type Literal = Node &
  (
    | { type: 'StringLiteral'; value: string; original: string }
    | { type: 'NumberLiteral'; value: number; original: number }
    | { type: 'BooleanLiteral'; value: boolean; original: boolean }
    | { type: 'UndefinedLiteral'; original: undefined }
    | { type: 'NullLiteral'; original: null }
  );
