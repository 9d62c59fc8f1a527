import type { Expression, Hash } from './ast.ts';
import { findBlockParam, isScoped } from './path.ts';
import type { Evaluate, Scope, Values } from './runtime.ts';
import type { Settings } from './settings.ts';

/*
 * The modes `stringParams` and `trackIds`: helpers are told what they were given by name, not by value, or by both. No
 * template of ours uses them, but an environment is Handlebars' own only with them.
 */

/** Adds what a mode has helpers know beyond their values; null where there is no such mode. */
export function prepareLegacy(
  params: readonly Expression[],
  hash: Hash | undefined,
  settings: Settings,
): ((scope: Scope, options: Values) => void) | null {
  const { stringParams, trackIds } = settings.options;
  if (!stringParams && !trackIds) return null;
  // As in `prepareHash`.
  const pairs = (hash?.pairs ?? []).filter(({ key }) => key !== '__proto__').reverse();
  const ids = trackIds ? params.map((param) => prepareId(param, settings)) : [];
  const hashIds = trackIds ? pairs.map(({ key, value }) => [key, prepareId(value, settings)] as const) : [];
  return (scope, options) => {
    if (trackIds) {
      options.ids = ids.map((read) => read(scope));
      options.hashIds = Object.fromEntries(hashIds.map(([key, read]) => [key, read(scope)]));
    }
    if (!stringParams) return;
    options.types = params.map(({ type }) => type);
    options.contexts = params.map((param) => contextAt(scope, param));
    options.hashTypes = Object.fromEntries(pairs.map(({ key, value }) => [key, value.type]));
    options.hashContexts = Object.fromEntries(pairs.map(({ key, value }) => [key, contextAt(scope, value)]));
  };
}

/** A parameter in the mode `stringParams`: its name, and of a literal its value. */
export function prepareString(param: Expression, settings: Settings): Evaluate {
  if ('depth' in param && param.depth) settings.flags.useDepths = true;
  const written = 'value' in param ? param.value : 'original' in param ? param.original : '';
  if (typeof written === 'number' || typeof written === 'boolean') return () => written;
  const name = String(written ?? '')
    .replace(/^(\.?\.\/)*/g, '')
    .replaceAll('/', '.');
  return () => name;
}

function contextAt({ context, depths }: Scope, param: Expression): unknown {
  const depth = 'depth' in param ? param.depth : 0;
  return depth ? depths?.[depth] : context;
}

function prepareId(param: Expression, settings: Settings): Evaluate {
  if (param.type === 'SubExpression') return () => true;
  if (param.type !== 'PathExpression') return () => null;
  const { parts, original = '', depth } = param;
  const [name = '', ...rest] = parts;
  const given = !depth && !isScoped(param) ? findBlockParam(name, settings.blockParams) : null;
  if (given) {
    settings.flags.useBlockParams = true;
    const [level, index] = given;
    const below = rest.length > 0 ? `.${rest.join('.')}` : '';
    // Whoever gives block parameters gives their paths with them.
    return ({ blockParams }) => {
      const { path } = (blockParams as unknown[])[level] as { path: unknown[] };
      return below ? `${String(path[index])}${below}` : path[index];
    };
  }
  const id = original
    .replace(/^this(?:\.|$)/, '')
    .replace(/^\.\//, '')
    .replace(/^\.$/, '');
  return () => id;
}
