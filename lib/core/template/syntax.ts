/** The parts of Handlebars' syntax tree that we print. Anything else is refused by name. */
export interface Program {
  type: 'Program';
  body: Statement[];
  blockParams?: string[];
}

export type Statement =
  | { type: 'ContentStatement'; value: string }
  | { type: 'CommentStatement' }
  | Mustache
  | Block
  | { type: 'PartialStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock' };

export interface Mustache {
  type: 'MustacheStatement';
  path: Expression;
  params: Expression[];
  hash?: { pairs: unknown[] };
  escaped: boolean;
}

export interface Block {
  type: 'BlockStatement';
  path: Expression;
  params: Expression[];
  hash?: { pairs: unknown[] };
  program?: Program;
  inverse?: Program;
}

export type Expression =
  | Path
  | { type: 'SubExpression'; path: Path; params: Expression[] }
  | { type: 'StringLiteral'; value: string }
  | { type: 'NumberLiteral'; value: number }
  | { type: 'BooleanLiteral'; value: boolean }
  | { type: 'UndefinedLiteral' | 'NullLiteral' };

export interface Path {
  type: 'PathExpression';
  /** `@index` and the like. */
  data: boolean;
  /** Number of `../`. */
  depth: number;
  parts: string[];
  original: string;
}
