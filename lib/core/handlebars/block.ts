import type { Program } from './ast.ts';
import type { Callable, Container, Evaluate, Scope } from './runtime.ts';
import type { Settings } from './settings.ts';

/** A block as helpers are handed it, with what the runtime lets them know of it. */
interface Bound extends Callable {
  program?: number;
  depth?: number;
  /** Number of names that the block gives to values. */
  blockParams?: number;
}

/** Gives a block to be handed to a helper; `index` is its number in the template. */
export function blockFunction(index: number, program: Program, settings: Settings): Evaluate {
  const declared = program.blockParams?.length ?? 0;
  const { flags, blocks } = settings;
  const isSame = settings.host ? isIdentical : isEqual;
  return (scope) => {
    const { container, data } = scope;
    const blockParams = flags.useBlockParams || flags.useDepths ? scope.blockParams : undefined;
    const depths = flags.useDepths ? scope.depths : undefined;
    const block = blocks[index];
    // The runtime also runs decorators, and keeps a block that nothing surrounds.
    if (!block || block.decorate || !data)
      return container.program(index, data, declared, blockParams, depths);
    const fn = bind(block.print, scope, blockParams, depths, isSame);
    fn.program = index;
    fn.depth = depths ? depths.length : 0;
    fn.blockParams = declared;
    return fn;
  };
}

/** As the runtime's `wrapProgram`, in fewer steps. Inside the same context a block is no further level for `../`. */
function bind(
  print: Evaluate,
  { container, data }: Scope,
  blockParams: Scope['blockParams'],
  depths: Scope['depths'],
  isSame: typeof isEqual,
): Bound {
  return (context: unknown, options: unknown = {}) => {
    const given = options as { data?: unknown; blockParams?: unknown }; // helpers pass what they like
    return print({
      container,
      context,
      helpers: container.helpers,
      partials: container.partials,
      data: given.data || data,
      blockParams: blockParams && [given.blockParams, ...blockParams],
      depths: !depths || isSame(context, depths[0], container) ? depths : [context, ...depths],
    });
  };
}

/** As the runtime compares contexts; a value may be asked what it is equal to. */
function isEqual(context: unknown, around: unknown, container: Container): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  return context == around || isIdentical(context, around, container);
}

/** Without asking the values: functions among the data of a host are not called. */
function isIdentical(context: unknown, around: unknown, { nullContext }: Container): boolean {
  return context === around || (context === nullContext && around === null);
}
