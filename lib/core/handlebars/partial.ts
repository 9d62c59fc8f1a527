import type { Partial } from './ast.ts';
import { prepareExpression, prepareHash, prepareParam } from './expression.ts';
import { prepareLegacy } from './legacy.ts';
import type { Evaluate, Scope, Values } from './runtime.ts';
import type { Settings } from './settings.ts';

/** `{{> name context key=value}}`, also with a block, and with a name that a sub-expression gives. */
export function preparePartial(partial: Partial, main: Evaluate | null, settings: Settings): Evaluate {
  settings.usePartial = true;
  const { params } = partial; // one, or none where it has to be written and is not
  const name = partial.name.type === 'SubExpression' ? null : String(partial.name.original);
  let find: Evaluate =
    name === null
      ? prepareExpression(partial.name, settings)
      : ({ container, partials }) => container.lookupProperty(partials, name);
  let context: Evaluate = params[0] ? prepareParam(params[0], settings) : () => undefined;
  // As the original has it: where the context has to be written and is not, what was to be the name is taken for it.
  if (name === null && params.length === 0) [find, context] = [context, find];
  const hash = partial.hash ? prepareHash(partial.hash, settings) : null;
  const { preventIndent } = settings.options;
  const addLegacy = prepareLegacy(params, partial.hash, settings);
  const { useBlockParams } = settings.flags;
  const call: Evaluate = (scope) => {
    const found = find(scope);
    const own = context(scope);
    const options: Values = {
      ...(hash && { hash: hash(scope) }),
      ...surroundings(scope, settings, useBlockParams),
    };
    if (name !== null) options.name = name;
    if (main) Object.assign(options, { fn: main(scope), inverse: scope.container.noop });
    if (partial.indent && !preventIndent) options.indent = partial.indent;
    addLegacy?.(scope, options);
    return scope.container.invokePartial(found, own, options);
  };
  if (!partial.indent || !preventIndent) return call;
  // The line's own indent stands before the partial, once.
  return (scope) => `${partial.indent}${String(call(scope) ?? '')}`;
}

function surroundings(
  { container, helpers, partials, data, depths, blockParams }: Scope,
  settings: Settings,
  useBlockParams: boolean,
): Values {
  return {
    helpers,
    partials,
    decorators: container.decorators,
    ...(settings.useData && { data }),
    ...(useBlockParams && { blockParams }),
    ...(settings.options.compat && { depths }),
  };
}
