import type { Call, Expression, Hash, Location, Path, SubExpression } from './ast.ts';
import { prepareLegacy, prepareString } from './legacy.ts';
import {
  asPath,
  classify,
  helperFinder,
  isSimpleId,
  type Lookup,
  plain,
  preparePath,
  prepareSimple,
} from './path.ts';
import type { Callable, Evaluate, Scope, Values } from './runtime.ts';
import type { Host, Settings } from './settings.ts';

export function prepareExpression(
  expression: Expression,
  settings: Settings,
  lookup: Lookup = plain,
): Evaluate {
  switch (expression.type) {
    case 'PathExpression':
      return preparePath(expression, settings, lookup);
    case 'SubExpression':
      return prepareSubExpression(expression, settings);
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral': {
      const { value } = expression;
      return () => value;
    }
    case 'NullLiteral':
      return () => null;
    case 'UndefinedLiteral':
      return () => undefined;
  }
}

function prepareSubExpression(call: SubExpression, settings: Settings): Evaluate {
  const path = asPath(call.path);
  if (classify(call, path, settings) === 'helper') return callHelper(call, path, settings);
  return prepareSimple(path, settings);
}

/** What a helper is given; in the mode `stringParams` by its name. */
export function prepareParam(param: Expression, settings: Settings): Evaluate {
  if (settings.options.stringParams && param.type !== 'SubExpression') return prepareString(param, settings);
  return prepareExpression(param, settings);
}

/**
 * Values by name. As in the original the last is evaluated first, of two of one name only the first counts, and a
 * written `undefined` is left out.
 */
export function prepareHash(hash: Hash | undefined, settings: Settings): (scope: Scope) => Values {
  if (!hash) return () => ({});
  const prepared = hash.pairs.map(({ key, value }) => {
    const isLeftOut = value.type === 'UndefinedLiteral' && !settings.options.stringParams;
    return [key, isLeftOut ? null : prepareParam(value, settings)] as const;
  });
  // The original leaves this name out as well; here it would be the prototype that is set.
  const pairs = [...new Map(prepared.reverse())].filter(([key]) => key !== '__proto__');
  return (scope) => {
    const values: Values = {};
    for (const [key, read] of pairs) if (read) values[key] = read(scope);
    return values;
  };
}

/** A block's parts as the runtime wants them: functions made anew for each call, with what surrounds it. */
export interface Blocks {
  main: Evaluate | null;
  inverse: Evaluate | null;
}
export const noBlocks: Blocks = { main: null, inverse: null };

/** What is written in a call, and where; a tree that was not parsed may not say where. */
export type Given = Pick<Call, 'params' | 'hash'> & { loc: Location | undefined };

/** What a helper gets after its parameters. */
export function prepareOptions(
  name: string,
  { params, hash, loc }: Given,
  { main, inverse }: Blocks,
  settings: Settings,
): (scope: Scope) => Values {
  const readHash = prepareHash(hash, settings);
  const isBlock = main !== null || inverse !== null;
  const { source, start, end } = loc ?? {};
  // As far as it is known here, after the parameters: the original tells helpers no sooner.
  const { useBlockParams } = settings.flags;
  const addLegacy = prepareLegacy(params, hash, settings);
  const isPlain = !useBlockParams && start !== undefined && source === undefined;
  const make = (scope: Scope): Values => {
    const { container, data, blockParams } = scope;
    const given = hash ? readHash(scope) : {};
    if (isBlock) {
      const fn = main ? main(scope) : container.noop;
      const otherwise = inverse ? inverse(scope) : container.noop;
      // The usual forms in one piece each, so that helpers see objects of few shapes.
      if (isPlain && settings.useData)
        return { name, hash: given, fn, inverse: otherwise, data, loc: { start, end } };
      return withRest({ name, hash: given, fn, inverse: otherwise }, data, blockParams);
    }
    if (isPlain && settings.useData) return { name, hash: given, data, loc: { start, end } };
    return withRest({ name, hash: given }, data, blockParams);
  };
  return !addLegacy
    ? make
    : (scope) => {
        const options = make(scope);
        addLegacy(scope, options);
        return options;
      };
  function withRest(options: Values, data: unknown, blockParams: unknown): Values {
    if (settings.useData) options.data = data;
    if (useBlockParams) options.blockParams = blockParams;
    // A source is named only where the parser was told one.
    if (loc) options.loc = source === undefined ? { start, end } : { source, start, end };
    return options;
  }
}

/** `{{helper a b c=d}}`: a helper of that name, else a function in the data, else `helperMissing`. */
export function callHelper(call: Call, path: Path, settings: Settings, blocks: Blocks = noBlocks): Evaluate {
  const [word = ''] = path.parts;
  const isKnown = Boolean(settings.knownHelpers[word]);
  const params = call.params.map((param) => prepareParam(param, settings));
  const find = settings.host ? ownHelper(settings.host, path) : finder(path, isKnown, settings);
  const options = prepareOptions(isKnown ? word : path.original, call, blocks, settings);
  const [first, second] = params;
  // Whatever has the name. What cannot be called fails here, as in the original.
  if (!first) return (scope) => (find(scope) as Callable).call(contextOf(scope), options(scope));
  if (!second)
    return (scope) => (find(scope) as Callable).call(contextOf(scope), first(scope), options(scope));
  return (scope) =>
    (find(scope) as Callable).call(contextOf(scope), ...params.map((read) => read(scope)), options(scope));
}

function ownHelper(host: Host, path: Path): Evaluate {
  const helper = host.helper(path.original);
  return () => helper;
}

function finder(path: Path, isKnown: boolean, settings: Settings): Evaluate {
  const [first = ''] = path.parts;
  if (isKnown) return helperFinder(first);
  // With its `@`, where it has one: `{{@name 1}}` is no call of `name`.
  const findHelper = helperFinder(path.original);
  const own = preparePath(path, settings, { strict: true, falsy: true });
  const isSimple = isSimpleId(path);
  const { strict } = settings.options;
  return (scope) => {
    const found = (isSimple && findHelper(scope)) || own(scope);
    return strict ? found : found || scope.container.hooks.helperMissing;
  };
}

export function contextOf({ context, container }: Scope): unknown {
  return context ?? container.nullContext;
}
