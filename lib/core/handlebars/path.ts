import type { Call, Expression, Literal, Path, SubExpression } from './ast.ts';
import type { Evaluate, Values } from './runtime.ts';
import type { Settings } from './settings.ts';

/** How a path is looked up: `strict` where it is printed or called, `falsy` where a helper of its name comes first. */
export interface Lookup {
  strict: boolean;
  falsy: boolean;
}
export const plain: Lookup = { strict: false, falsy: false };

/** What a call is, before anything is known of its context. */
export type CallKind = 'helper' | 'ambiguous' | 'simple';

export function classify(
  call: Call | SubExpression,
  path: Path,
  { knownHelpers, options, blockParams, host }: Settings,
): CallKind {
  const name = path.parts[0] ?? '';
  const simple = isSimpleId(path);
  if (simple && findBlockParam(name, blockParams)) return 'simple';
  // A tree that was not parsed may leave out what is empty.
  const isCalled = ('type' in call && call.type === 'SubExpression') || call.params?.length > 0 || call.hash;
  if (isCalled) return 'helper';
  if (!simple || host) return 'simple';
  if (knownHelpers[name]) return 'helper';
  return options.knownHelpersOnly ? 'simple' : 'ambiguous';
}

/** A value that is no helper's; a function among the data is called. */
export function prepareSimple(path: Path, settings: Settings): Evaluate {
  const read = preparePath(path, settings, { strict: true, falsy: false });
  return (scope) => scope.container.lambda(read(scope), scope.context);
}

/** `{{"a name"}}` and `{{12}}` mean the field of that name. */
export function asPath(expression: Expression): Path {
  if ('parts' in expression) return expression;
  const name = `${(expression as Literal).original}`; // a sub-expression calls another only by a path
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    loc: expression.loc,
  };
}

export function isSimpleId(path: Path): boolean {
  return path.parts.length === 1 && !isScoped(path) && !path.depth;
}

export function isScoped({ original }: Path): boolean {
  return /^\.|this\b/.test(original);
}

type BlockParam = readonly [depth: number, index: number];

export function findBlockParam(name: string, given: Settings['blockParams']): BlockParam | null {
  for (const [depth, names] of given.entries()) {
    const index = names?.indexOf(name) ?? -1;
    if (index >= 0) return [depth, index];
  }
  return null;
}

export function preparePath(path: Path, settings: Settings, { strict, falsy }: Lookup): Evaluate {
  const { parts, depth } = path;
  const [name] = parts;
  if (depth) settings.flags.useDepths = true;
  const param = !depth && !isScoped(path) && name ? findBlockParam(name, settings.blockParams) : null;
  if (param) {
    settings.flags.useBlockParams = true;
    const [level, index] = param;
    // A helper that gives its block no values fails here, as in the original.
    const given: Evaluate = ({ blockParams }) => ((blockParams as unknown[][])[level] as unknown[])[index];
    return resolve(given, path, 1, settings, plain);
  }
  const context: Evaluate = depth ? ({ depths }) => depths?.[depth] : (scope) => scope.context;
  if (!name) return context;
  if (isDirect(path, settings) && (path.data || !falsy)) return prepareDirect(path, name, settings);
  if (path.data) {
    settings.useData = true;
    const data: Evaluate = depth ? (scope) => scope.container.data(scope.data, depth) : (scope) => scope.data;
    return resolve(data, path, 0, settings, { strict, falsy: true });
  }
  if (!isScoped(path) && settings.options.compat && !depth) {
    const search: Evaluate = ({ container, depths }) => container.lookup(depths ?? [], name);
    return resolve(search, path, 1, settings, { strict, falsy });
  }
  return resolve(context, path, 0, settings, { strict, falsy });
}

/**
 * Finds a helper by its name. What the last printing found is kept: its helpers are gathered anew for each, and do not
 * change while it goes on.
 */
export function helperFinder(name: string): Evaluate {
  let known: Values | null = null;
  let helper: unknown;
  return ({ container, helpers }) => {
    if (helpers !== known) {
      known = helpers;
      helper = container.lookupProperty(helpers, name);
    }
    return helper;
  };
}

/** One name, in none of the modes that look further; it may be of a block around. */
export function isDirect({ parts }: Path, { options }: Settings): boolean {
  return parts.length === 1 && !options.compat && !options.strict && !options.assumeObjects;
}

/** What most paths are, each in one function: the same as the long way, and twice as fast. */
function prepareDirect({ data, depth }: Path, name: string, settings: Settings): Evaluate {
  if (data) {
    settings.useData = true;
    if (!depth) return (scope) => scope.data && scope.container.lookupProperty(scope.data, name);
    return ({ container, data: inner }) => {
      const found = container.data(inner, depth);
      return found && container.lookupProperty(found, name);
    };
  }
  if (!depth) {
    return ({ container, context }) => (isGiven(context) ? container.lookupProperty(context, name) : context);
  }
  return ({ container, depths }) => {
    const context = depths?.[depth];
    return isGiven(context) ? container.lookupProperty(context, name) : context;
  };
}

function resolve(from: Evaluate, path: Path, start: number, settings: Settings, lookup: Lookup): Evaluate {
  const { strict, assumeObjects } = settings.options;
  if (strict || assumeObjects) return resolveStrictly(from, path, start, strict === true && lookup.strict);
  const names = path.parts.slice(start);
  const [only] = names;
  if (only === undefined) return from;
  const isThere = lookup.falsy ? isTruthy : isGiven;
  if (names.length === 1) {
    return (scope) => {
      const value = from(scope);
      return isThere(value) ? scope.container.lookupProperty(value, only) : value;
    };
  }
  return (scope) => {
    let value = from(scope);
    for (const name of names) value = isThere(value) ? scope.container.lookupProperty(value, name) : value;
    return value;
  };
}

/** Without a guard on the way: what is missing there throws; in strict mode so does what is missing at the end. */
function resolveStrictly(from: Evaluate, path: Path, start: number, needed: boolean): Evaluate {
  const last = path.parts.at(-1) ?? '';
  const names = path.parts.slice(start, needed ? path.parts.length - 1 : undefined);
  return (scope) => {
    let value = from(scope);
    for (const name of names) value = scope.container.lookupProperty(value, name);
    return needed ? scope.container.strict(value, last, path.loc) : value;
  };
}

export function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
function isTruthy(value: unknown): boolean {
  return Boolean(value);
}
