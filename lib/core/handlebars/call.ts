import type { Location, Path } from './ast.ts';
import { type Blocks, contextOf, noBlocks, prepareOptions } from './expression.ts';
import { helperFinder, isDirect, isGiven, preparePath } from './path.ts';
import type { Callable, Evaluate, Scope, Values } from './runtime.ts';
import type { Settings } from './settings.ts';

/** `{{name}}`: a helper or a field, whichever there is when it is printed. */
export function callAmbiguous(path: Path, loc: Location, settings: Settings): Evaluate {
  const [name = ''] = path.parts;
  const options = prepareOptions(name, { params: [], loc }, noBlocks, settings);
  const find = findNamed(path, settings);
  if (name !== '' && isDirect(path, settings)) return callDirect(path, name, options);
  return (scope) => {
    const found = find(scope);
    if (typeof found !== 'function') return found;
    return (found as Callable).call(contextOf(scope), options(scope));
  };
}

/** What most fields are, in one function: the same as the long way, and a third faster. */
function callDirect({ data: isData }: Path, name: string, options: (scope: Scope) => Values): Evaluate {
  let known: Values | null = null;
  let helper: unknown;
  return (scope) => {
    const { container, helpers, data, context } = scope;
    // As in `helperFinder`.
    if (helpers !== known) {
      known = helpers;
      helper = container.lookupProperty(helpers, name);
    }
    let found = helper;
    if (!helper && isData) found = data && container.lookupProperty(data, name);
    else if (!helper) found = isGiven(context) ? container.lookupProperty(context, name) : context;
    found ??= container.hooks.helperMissing;
    if (typeof found !== 'function') return found;
    return (found as Callable).call(contextOf(scope), options(scope));
  };
}

/** `{{#name}} … {{/name}}`: the block of a helper or of a field. */
export function callAmbiguousBlock(path: Path, loc: Location, settings: Settings, blocks: Blocks): Evaluate {
  const [name = ''] = path.parts;
  const find = findNamed(path, settings);
  const findHelper = helperFinder(name);
  const options = prepareOptions(name, { params: [], loc }, blocks, settings);
  return (scope) => {
    const found = find(scope);
    const given = options(scope);
    const value = typeof found === 'function' ? (found as Callable).call(contextOf(scope), given) : found;
    return findHelper(scope) ? value : callBlockMissing(scope, value, given);
  };
}

function findNamed(path: Path, settings: Settings): Evaluate {
  const [name = ''] = path.parts;
  const own = preparePath(path, settings, { strict: true, falsy: false });
  const { strict } = settings.options;
  const findHelper = helperFinder(name);
  return (scope) => {
    const found = findHelper(scope) || own(scope);
    return strict ? found : (found ?? scope.container.hooks.helperMissing);
  };
}

/** A block whose name is no helper's: shown, left out or repeated by its value. */
export function callBlockMissing({ container, context }: Scope, value: unknown, options: Values): unknown {
  return container.hooks.blockHelperMissing.call(context, value, options);
}
